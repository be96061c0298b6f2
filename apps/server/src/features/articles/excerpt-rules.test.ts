import { expect, test } from 'vitest';
import { beginExcerpt, markExcerpt } from './excerpt-rules.ts';

const text = 'Fill in cold water. Leave it for an hour. Pour it away.';

test('whoever reads an excerpt sees that there is more, and on which side', () => {
  expect(markExcerpt('Fill in cold water', text)).toBe('Fill in cold water …');
  expect(markExcerpt('Leave it', text)).toBe('… Leave it …');
  expect(markExcerpt('Pour it away.', text)).toBe('… Pour it away.');
  expect(markExcerpt(`${text}\n`, `${text}\n`)).toBe(text);
  expect(markExcerpt('Leave  it', text)).toBe('Leave  it …');
});

test('first words end with a whole word; what is short is shown whole', () => {
  expect(beginExcerpt(text, 12)).toBe('Fill in …');
  expect(beginExcerpt(text, 18)).toBe('Fill in cold …');
  expect(beginExcerpt('a'.repeat(30), 20)).toBe(`${'a'.repeat(20)} …`);
  expect(beginExcerpt(text, text.length)).toBe(text);
});

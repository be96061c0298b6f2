import { expect, test } from 'vitest';
import { markWords } from './mark-words.ts';

const marked = (text: string, query: string) =>
  markWords(text, query)
    .map(({ part, hit }) => (hit ? `[${part}]` : part))
    .join('');

test('the searched words are marked where they stand', () => {
  expect(marked('Der Wasserkocher pfeift', 'kocher PFEIFT')).toBe('Der Wasser[kocher] [pfeift]');
  expect(marked('Kettle (K-200)', '(k-200)')).toBe('Kettle [(K-200)]');
  expect(marked('Case 4711', '#4711')).toBe('Case [4711]');
  expect(marked('abc', 'b')).toBe('abc');
  expect(marked('', 'kettle')).toBe('');
});

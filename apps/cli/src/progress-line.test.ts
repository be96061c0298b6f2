import { expect, test } from 'vitest';
import { presentBytes } from './present-bytes.ts';
import { presentProgress } from './progress-line.ts';

test('a person sees how far it is', () => {
  expect(presentProgress('mails', 0, 200)).toBe('[........................] 0 %  0 of 200 mails');
  expect(presentProgress('mails', 99, 200)).toBe(
    '[############............] 49 %  99 of 200 mails',
  );
  expect(presentProgress('mails', 300, 200)).toContain('100 %');
  expect(presentProgress('mails', 7, 0)).toBe('7 mails');
});

test('sizes are shown as people say them', () => {
  expect([0, 999, 1_000, 1_234_567, 5e9].map(presentBytes)).toEqual([
    '0 bytes',
    '999 bytes',
    '1.0 kB',
    '1.2 MB',
    '5.0 GB',
  ]);
});

import { expect, test } from 'vitest';
import { isVisible } from './visible-text.ts';

test('what shows nothing is no text', () => {
  const nothing = [
    '',
    ' \t\r\n\u00a0\u3000',
    '\u200b\u200c\u200d\u2060\ufeff',
    '\u200e\u200f\u202a\u202e\u2066\u2069',
    '\u00ad\u034f\u061c\u115f\u1160\u180e\u3164\uffa0',
    '\u2800\ufff9\ufffb',
    '\ufe0f\u{e0041}\u{e007f}\u{1d173}',
    '\u0007\u007f\u0085',
  ];
  expect(nothing.filter(isVisible)).toEqual([]);
});

test('signs, emoji, every script and what a newer Unicode may know are text', () => {
  const words = [
    '.',
    'ä',
    '👍',
    '👨\u200d👩\u200d👧',
    '❤\ufe0f',
    'नमस्ते',
    '가',
    '?',
    '\u{1fadf}',
    '\ue000',
  ];
  expect(words.filter((text) => !isVisible(text))).toEqual([]);
  expect(isVisible('\u200b\u200b a')).toBe(true);
});

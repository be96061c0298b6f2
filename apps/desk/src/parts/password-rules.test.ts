import { expect, test } from 'vitest';
import { decideStrength } from './password-rules.ts';

test('a password is judged by its length and by the words of its owner', () => {
  expect(decideStrength('kettle', [])).toEqual({ kind: 'short', missing: 4 });
  expect(decideStrength('aaaaaaaaaaaaaaaaaaa', []).kind).toBe('weak');
  expect(decideStrength('1234567890', []).kind).toBe('weak');
  expect(decideStrength('haruka-ito-2026', ['Haruka Ito']).kind).toBe('weak');
  expect(decideStrength('blauer Deckel', ['Haruka Ito']).kind).toBe('fair');
  expect(decideStrength('blauer Deckel pfeift', []).kind).toBe('strong');
});

import { expect, test } from 'vitest';
import { initialsOf } from './initials.ts';

test('a person is drawn with the initials of their name, not of their title', () => {
  expect(initialsOf('Lena Vogt')).toBe('LV');
  expect(initialsOf('Mr. Aydin')).toBe('A');
  expect(initialsOf('Dr. Margarethe von Hohenstein')).toBe('MH');
  expect(initialsOf('ökotest@falk.example')).toBe('Ö');
  expect(initialsOf('+49 170')).toBe('·');
});

import { expect, test } from 'vitest';
import { lettersOf, phoneDigits, readCaseNumber } from './search-rules.ts';

test('#4711 means the case itself, 4711 may also be something else', () => {
  expect(readCaseNumber('#4711')).toEqual({ value: 4711, only: true });
  expect(readCaseNumber(' 4711 ')).toEqual({ value: 4711, only: false });
  expect(readCaseNumber('order 4711')).toBeNull();
  expect(readCaseNumber('#1234567890123')).toBeNull();
});

test('a telephone number is found however it is written', () => {
  expect(phoneDigits('+49 171 392-0011')).toBe('491713920011');
  expect(phoneDigits('0171/3920011')).toBe('1713920011');
  expect(phoneDigits('0049 (0) 171 3920011')).toBe('491713920011');
  expect(phoneDigits('4711')).toBeNull();
  expect(phoneDigits('room 1713920011')).toBeNull();
});

test('letters that are too few for trigrams are left to the words', () => {
  expect(lettersOf(' ab ')).toBeNull();
  expect(lettersOf('  Stunden   Vertretung ')).toBe('Stunden Vertretung');
});

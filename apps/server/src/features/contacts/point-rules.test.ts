import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normaliseEmail } from '../../platform/email-address.ts';
import { parsePhoneNumber } from '../../platform/phone/parse-phone-number.ts';
import { cleanText, decideSearchLetters, normalisePoint } from './normalise-point.ts';

describe('an e-mail address', () => {
  test.each([
    [' Lena.Vogt@Mail.Example ', 'lena.vogt@mail.example'],
    ['info@MÜLLER.example', 'info@xn--mller-kva.example'],
    ['info@müller.example.', 'info@xn--mller-kva.example'],
    ['jürgen@mail.example', 'jürgen@mail.example'],
    ["o'neil+shop@mail.example", "o'neil+shop@mail.example"],
    ['root@localhost', 'root@localhost'],
  ])('%j is one person with %j', (given, value) => {
    expect(normaliseEmail(given)).toBe(value);
  });

  test.each([
    '',
    '@',
    'nobody',
    '@mail.example',
    'a@',
    'a@@',
    'a b@mail.example',
    'a@b@mail.example',
    'a@mail..example',
    'a@-mail.example',
    'a@[127.0.0.1]',
    'a\u0000b@mail.example',
    'a\r\nBcc: x@mail.example',
    'Lena <lena@mail.example>',
    `${'a'.repeat(65)}@mail.example`,
    `a@${'b'.repeat(64)}.example`,
    `a@${'bcd.'.repeat(70)}example`,
  ])('%j is none', (given) => {
    expect(normaliseEmail(given)).toBeNull();
  });

  test('has one form only, whatever it is made of', () => {
    const part = fc.string({ unit: 'binary', minLength: 1, maxLength: 12 });
    const spelling = fc.tuple(part, part).map((parts) => parts.join('@'));
    const result = fc.check(
      fc.property(spelling, (given) => {
        const value = normaliseEmail(given);
        return value === null || normaliseEmail(value) === value;
      }),
      { numRuns: 200 },
    );
    expect(result.counterexample).toBeNull();
  });
});

describe('a telephone number', () => {
  test.each([
    ['0171 3920011', 'DE', '+491713920011'],
    ['+49 (0)171 3920011', 'DE', '+491713920011'],
    ['0049 171 3920011', 'DE', '+491713920011'],
    ['+44 20 7946 0018', 'DE', '+442079460018'],
    ['020 7946 0018', 'GB', '+442079460018'],
    ['+49 30 23125 012', null, '+493023125012'],
  ])('%j in %s is %s', (given, country, value) => {
    expect(parsePhoneNumber(given, country)).toBe(value);
  });

  test.each([
    ['0171 3920011', null],
    ['12', 'DE'],
    ['call me', 'DE'],
    ['0171 3920011', 'no country'],
    ['my number is 0171 3920011, thanks', 'DE'],
  ])('%j in %s is none', (given, country) => {
    expect(parsePhoneNumber(given, country)).toBeNull();
  });
});

describe('what a stranger gave as text', () => {
  test('loses controls, line breaks and half characters, and is cut', () => {
    expect(cleanText('  Lena\u0000\r\n Vogt\t', 200)).toBe('Lena Vogt');
    expect(cleanText('ab😀', 3)).toBe('ab');
    expect(cleanText('\ud83d', 10)).toBe('\ufffd');
  });

  test('is no point when nothing is left', () => {
    expect(normalisePoint('postal', ' \n ', () => null)).toBeNull();
    expect(normalisePoint('handle', ' @Rosa ', () => null)).toBe('@rosa');
  });
});

describe('what somebody types into the search', () => {
  test.each([
    ['0171 39200', '17139200'],
    ['+49 171 39200', '4917139200'],
    ['Vogt', 'vogt'],
    ['  Lena  Vogt ', 'lena vogt'],
    ['12', '12'],
  ])('%j looks for %j', (typed, letters) => {
    expect(decideSearchLetters(typed)).toBe(letters);
  });
});

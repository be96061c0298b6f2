import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findNameSpoof, isAddress, normaliseAddress, parseAddressList } from './mail-addresses.ts';

describe('comparing addresses', () => {
  test.each([
    ['Lena.Vogt@Example.ORG', 'lena.vogt@example.org'],
    [' <lena@example.org.> ', 'lena@example.org'],
    ['jürgen@MÜLLER.example', 'jürgen@xn--mller-kva.example'],
    ['j@xn--mller-kva.example', 'j@xn--mller-kva.example'],
    ['"Lena"@example.org', 'lena@example.org'],
    ['"a b"@example.org', '"a b"@example.org'],
    ['MAILER-DAEMON', 'mailer-daemon'],
    ['u\u0308@example.org', 'ü@example.org'],
  ])('%s is compared as %s', (given, compared) => {
    expect(normaliseAddress(given)).toBe(compared);
    expect(normaliseAddress(compared)).toBe(compared);
  });
});

describe('address lists', () => {
  test.each([
    ['Lena Vogt <lena@example.org>', [{ name: 'Lena Vogt', address: 'lena@example.org' }]],
    ['lena@example.org (Lena)', [{ name: 'Lena', address: 'lena@example.org' }]],
    [
      '"Vogt, Lena" <l@x.example>, r@x.example',
      [
        { name: 'Vogt, Lena', address: 'l@x.example' },
        { name: '', address: 'r@x.example' },
      ],
    ],
    ['Vogt, Lena <l@x.example>', [{ name: 'Vogt, Lena', address: 'l@x.example' }]],
    [
      'a@x.example; b@x.example',
      [
        { name: '', address: 'a@x.example' },
        { name: '', address: 'b@x.example' },
      ],
    ],
    [
      'Freunde: a@x.example, B <b@x.example>;',
      [
        { name: '', address: 'a@x.example' },
        { name: 'B', address: 'b@x.example' },
      ],
    ],
    ['"l@x.example" <l@x.example>', [{ name: '', address: 'l@x.example' }]],
    [
      'Pete(A chap) <pete(his account)@silly.example(his host)>',
      [{ name: 'Pete', address: 'pete@silly.example' }],
    ],
    ['undisclosed-recipients:;', []],
    ['<mailto:l@x.example>', [{ name: '', address: 'l@x.example' }]],
    ['', []],
  ])('%s', (header, expected) => {
    expect(parseAddressList(header)).toEqual(expected);
  });

  test('an address inside a quoted name is never taken for the address', () => {
    expect(parseAddressList('"a@bank.de" <b@evil.example>')[0]?.address).toBe('b@evil.example');
    expect(parseAddressList('"<a@bank.de>" b@evil.example')[0]?.address).toBe('b@evil.example');
  });

  test('any text is read without an error, and each address fits the limits', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.string(),
            fc.constantFrom('<', '>', '"', ',', ';', ':', '(', ')', '@', '=?utf-8?q?', 'a@b.de'),
          ),
        ),
        (parts) => {
          for (const { name, address } of parseAddressList(parts.join(''))) {
            expect(address.length).toBeLessThanOrEqual(320);
            // oxlint-disable-next-line no-control-regex
            expect(name + address).not.toMatch(/[\x00-\x1f]/);
            normaliseAddress(address);
            isAddress(address);
          }
        },
      ),
    );
  });
});

describe('shown names', () => {
  const spoof = (name: string, address: string): string | null =>
    findNameSpoof({ name, address })?.shownAddress ?? null;

  test('another mailbox or domain in the name is a spoof', () => {
    expect(spoof('service@bank.de', 'x@evil.example')).toBe('service@bank.de');
    expect(spoof('Sparkasse.de Kundenservice', 'x@evil.example')).toBe('Sparkasse.de');
    expect(spoof('www.bank.com', 'x@evil.example')).toBe('www.bank.com');
  });

  test('the own domain, a part of it or another ending of it is none', () => {
    expect(spoof('lena@example.org', 'l.vogt@example.org')).toBeNull();
    expect(spoof('Booking.com', 'noreply@mail.booking.com')).toBeNull();
    expect(spoof('eBay.de', 'x@ebay.com')).toBeNull();
    expect(spoof('Dr. med. z.B. Müller', 'x@example.org')).toBeNull();
    expect(spoof('Lena Vogt', 'x@example.org')).toBeNull();
  });
});

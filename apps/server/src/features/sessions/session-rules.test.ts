import { DAY_MS } from '@earshot/contract/durations.ts';
import { describe, expect, test } from 'vitest';
import { decideExpiry, isOwnOrigin, nameDevice, networkOf } from './session-rules.ts';

describe('where a request comes from', () => {
  const publicUrl = 'https://desk.falk.example';

  test('the public address and the very host that was asked are ours', () => {
    expect(isOwnOrigin('https://desk.falk.example', 'inside:3000', publicUrl)).toBe(true);
    expect(isOwnOrigin('http://inside:3000', 'inside:3000', publicUrl)).toBe(true);
    expect(isOwnOrigin('http://127.0.0.1:3000', '127.0.0.1:3000', publicUrl)).toBe(true);
    expect(isOwnOrigin('http://inside', 'inside:80', publicUrl)).toBe(true);
    expect(isOwnOrigin(undefined, 'inside', publicUrl)).toBe(true);
  });

  test.each([
    'https://evil.example',
    'https://desk.falk.example.evil.example',
    'https://desk.falk.example:8443',
    'http://desk.falk.example',
    'null',
    '',
    'file://',
    'chrome-extension://desk.falk.example',
  ])('%j is another site', (origin) => {
    expect(isOwnOrigin(origin, 'inside:3000', publicUrl)).toBe(false);
  });
});

describe('the network of an address', () => {
  test.each([
    ['203.0.113.77', '203.0.113.0/24'],
    ['::ffff:203.0.113.77', '203.0.113.0/24'],
    ['2001:db8:12:3456::1', '2001:db8:12::/48'],
    ['2001:db8::1', '2001:db8:0::/48'],
    ['2001:0db8:0012:0:0:0:0:1', '2001:db8:12::/48'],
    ['::1', '0:0:0::/48'],
    ['fe80::1%eth0', 'fe80:0:0::/48'],
  ])('%s lies in %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});

describe('the name of a device', () => {
  const windows =
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)';
  test.each([
    [`${windows} Chrome/130.0 Safari/537.36`, 'Chrome, Windows'],
    [`${windows} Chrome/130.0 Safari/537.36 Edg/130.0`, 'Edge, Windows'],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0', 'Firefox, Linux'],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 ' +
        '(KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
      'Safari, iPhone',
    ],
    ['curl/8.5.0', 'curl'],
    ['<script>alert(1)</script>', ''],
    [undefined, ''],
  ])('%s is shown as %j', (userAgent, name) => {
    expect(nameDevice(userAgent)).toBe(name);
  });
});

describe('the end of a session', () => {
  const start = new Date('2026-05-01T08:00:00Z');
  const later = (days: number) => new Date(start.getTime() + days * DAY_MS);

  test('lies two weeks after the last use', () => {
    expect(decideExpiry(start, later(3))).toEqual(later(17));
  });

  test('never lies past ninety days', () => {
    expect(decideExpiry(start, later(89))).toEqual(later(90));
  });
});

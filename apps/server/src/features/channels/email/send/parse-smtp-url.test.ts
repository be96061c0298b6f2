import { expect, test } from 'vitest';
import { parseSmtpUrl, WrongSmtpUrl } from './parse-smtp-url.ts';

test('a relay with a login must encrypt', () => {
  expect(parseSmtpUrl('smtp://me%40falk.example:s%3Acret@mail.falk.example:587')).toEqual({
    host: 'mail.falk.example',
    port: 587,
    secure: false,
    requireTls: true,
    login: { user: 'me@falk.example', pass: 's:cret' },
    name: null,
    verifyCertificate: true,
  });
});

test('a relay on this machine needs neither TLS nor a right certificate', () => {
  const relay = parseSmtpUrl('smtp://a:b@127.0.0.1');
  expect(relay).toMatchObject({ port: 25, requireTls: false, verifyCertificate: false });
});

test('options are read', () => {
  const relay = parseSmtpUrl(
    'smtps://[2001:db8::1]?requireTLS=true&verify=false&name=mx.falk.example',
  );
  expect(relay).toMatchObject({
    host: '2001:db8::1',
    port: 465,
    secure: true,
    requireTls: true,
    verifyCertificate: false,
    name: 'mx.falk.example',
  });
});

test.each([
  ['mail.falk.example', 'is not a URL'],
  ['http://mail.falk.example', 'smtp://'],
  ['smtp://', 'host'],
  ['smtp://h?requireTLS=perhaps', 'true or false'],
  ['smtp://h?tls=1', 'unknown option'],
  ['smtp://a:100%@h', '%25'],
])('%s is refused with its reason', (url, reason) => {
  expect(() => parseSmtpUrl(url)).toThrow(WrongSmtpUrl);
  expect(() => parseSmtpUrl(url)).toThrow(reason);
});

test('a refusal does not repeat the password', () => {
  let words = '';
  try {
    parseSmtpUrl('smtp://a:geheim@h?x=1');
  } catch (error) {
    words = String(error);
  }
  expect(words).toContain('unknown option');
  expect(words).not.toContain('geheim');
});

import { describe, expect, test } from 'vitest';
import { parseImapUrl } from './parse-imap-url.ts';

describe('the URL of a mailbox', () => {
  test('says all there is to say', () => {
    expect(parseImapUrl('imaps://a%40falk.example@imap.falk.example:1993/Support%2FNeu')).toEqual({
      host: 'imap.falk.example',
      port: 1993,
      security: 'tls',
      login: 'a@falk.example',
      password: null,
      mailbox: 'Support/Neu',
    });
  });

  test('takes the usual ports, encrypts and looks into INBOX', () => {
    expect(parseImapUrl('imaps://a@h')).toMatchObject({ port: 993, mailbox: 'INBOX' });
    expect(parseImapUrl('imap://a@h/')).toMatchObject({ port: 143, security: 'starttls' });
    expect(parseImapUrl('imap://a:p%25@[::1]/?security=none')).toMatchObject({
      host: '::1',
      security: 'none',
      password: 'p%',
    });
  });

  test.each(['', 'imap', 'http://a@h', 'imaps://h', 'imaps://a@h?security=x', 'imaps://a%zz@h'])(
    '%j is none',
    (url) => expect(() => parseImapUrl(url)).toThrow('--imap-url'),
  );
});

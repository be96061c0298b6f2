import { expect, test } from 'vitest';
import { describeFailure, StoreAway, TokenRefused } from './imap-failure.ts';
import { presentMailboxHealth, stateOf } from './mailbox-health.ts';
import type { MailboxHealth, MailboxHealthCode } from './mailbox-health.ts';

const codes: MailboxHealthCode[] = [
  'ok',
  'off',
  'connecting',
  'unreachable',
  'name_unknown',
  'silent',
  'not_encrypted',
  'login_refused',
  'token_refused',
  'token_server_away',
  'no_such_mailbox',
  'server_error',
  'cannot_store',
  'mail_too_large',
  'mails_missing',
];

function health(code: MailboxHealthCode, changes: Partial<MailboxHealth> = {}): MailboxHealth {
  return {
    state: stateOf(code),
    code,
    facts: { host: 'mail.falk.example', mailbox: 'INBOX', missing: 2, next_try_at: null },
    serverWords: null,
    lastOkAt: null,
    lastReceivedAt: null,
    onServer: null,
    withUs: null,
    countedAt: null,
    ...changes,
  };
}

test.each(codes)('%s is said in a sentence in both languages', (code) => {
  const english = presentMailboxHealth(health(code), 'en');
  const german = presentMailboxHealth(health(code), 'de');
  expect(english).toMatch(/^[\w“][^{}]*\.$/);
  expect(german).toMatch(/^[\w„][^{}]*\.$/);
  expect(german).not.toBe(english);
});

test('the server has the last word', () => {
  const refused = health('login_refused', { serverWords: 'Invalid credentials' });
  expect(presentMailboxHealth(refused, 'de')).toMatch(/Der Server sagt: „Invalid credentials“$/);
});

test('one mail and two mails', () => {
  const facts = { host: 'h', mailbox: 'INBOX', missing: 1, next_try_at: null };
  expect(presentMailboxHealth(health('mails_missing', { facts }), 'en')).toMatch(/^1 mail could/);
  expect(presentMailboxHealth(health('mails_missing'), 'en')).toMatch(/^2 mails could/);
});

test('failures are told apart', () => {
  const fail = (fields: object) => describeFailure(Object.assign(new Error('words'), fields)).code;
  expect(fail({ authenticationFailed: true, response: 'no' })).toBe('login_refused');
  expect(fail({ code: 'ENOTFOUND' })).toBe('name_unknown');
  expect(fail({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' })).toBe('not_encrypted');
  expect(fail({ code: 'ERR_TLS_CERT_ALTNAME_INVALID' })).toBe('not_encrypted');
  expect(fail({ code: 'ETIMEOUT' })).toBe('silent');
  expect(fail({ mailboxMissing: true })).toBe('no_such_mailbox');
  expect(fail({ code: 'ParserError7' })).toBe('server_error');
  expect(describeFailure(new StoreAway('x')).code).toBe('cannot_store');
  expect(describeFailure(new TokenRefused('invalid_grant')).serverWords).toBe('invalid_grant');
});

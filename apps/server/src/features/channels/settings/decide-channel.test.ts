import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type Connection, decideAliases, decideConnection } from './decide-channel.ts';

const mailbox = {
  host: 'imap.falk.example',
  port: 993,
  security: 'tls',
  login: 'support',
  mailbox: 'INBOX',
  after_fetch: 'keep',
} as const;
const blank: Connection = { imap: null, dkim: null, secrets: { replySecret: 'r' } };
const connected = decideConnection(blank, { imap: { ...mailbox, password: 'geheim' } }).after;

describe('an administrator who changes a channel', () => {
  test('keeps the password that was left out', () => {
    const { after, problems } = decideConnection(connected, {
      imap: { ...mailbox, mailbox: 'Support' },
    });
    expect(problems).toEqual([]);
    expect(after.secrets.imapPassword).toBe('geheim');
    expect(after.imap?.mailbox).toBe('Support');
  });

  test.each([
    ['host', { ...mailbox, host: 'evil.example' }],
    ['port', { ...mailbox, port: 1993 }],
    ['login', { ...mailbox, login: 'other' }],
  ])('must give the password again for another %s, so that it is not sent there', (_, imap) => {
    const { after, problems } = decideConnection(connected, { imap });
    expect(problems.map(({ path }) => path)).toEqual(['body.imap.password']);
    expect(after.secrets.imapPassword).toBeUndefined();
  });

  test('gives the refresh token anew when the token goes to another address', () => {
    const oauth2 = { token_url: 'https://id.example/token', client_id: 'earshot' };
    const first = decideConnection(blank, {
      imap: { ...mailbox, oauth2: { ...oauth2, refresh_token: 'r1', client_secret: 's1' } },
    });
    expect(first.problems).toEqual([]);
    expect(first.after.imap?.oauth2).toEqual(oauth2);
    expect(first.after.secrets.oauth2).toEqual({ refreshToken: 'r1', clientSecret: 's1' });
    const moved = { ...oauth2, token_url: 'https://evil.example/token' };
    const second = decideConnection(first.after, { imap: { ...mailbox, oauth2: moved } });
    expect(second.problems.map(({ path }) => path)).toEqual(['body.imap.oauth2.refresh_token']);
    expect(second.after.secrets.oauth2).toEqual({});
  });

  test('takes the mailbox away together with its password', () => {
    const { after } = decideConnection(connected, { imap: null });
    expect(after).toEqual(blank);
  });

  test('is told what is wrong with a relay and a key, without seeing them repeated', () => {
    const { problems } = decideConnection(blank, {
      smtp_url: 'http://me:secret@relay.example',
      dkim: { domain: 'falk.example', selector: 'm1', private_key: 'secret' },
    });
    expect(problems.map(({ path }) => path)).toEqual(['body.smtp_url', 'body.dkim.private_key']);
    expect(JSON.stringify(problems)).not.toContain('secret');
  });

  test('sets a signing key, domain as the DNS writes it', () => {
    const { privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 1024,
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    });
    const { after, problems } = decideConnection(blank, {
      dkim: { domain: 'Müller.example', selector: 'Mail1', private_key: privateKey },
    });
    expect(problems).toEqual([]);
    expect(after.dkim).toEqual({ domain: 'xn--mller-kva.example', selector: 'mail1' });
    expect(after.secrets.dkimPrivateKey).toBe(privateKey);
  });
});

test('aliases are kept once, normalised, without the main address', () => {
  const given = ['Hilfe@Falk.example', 'hilfe@falk.example', 'support@falk.example'];
  expect(decideAliases('support@falk.example', given)).toEqual({
    aliases: ['hilfe@falk.example'],
    problems: [],
  });
});

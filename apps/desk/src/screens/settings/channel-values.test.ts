import { expect, test } from 'vitest';
import { readChannel, writeChannel } from './channel-values.ts';

test('secrets that were not typed anew are left out, so that the server keeps them', () => {
  const values = {
    ...readChannel(null, 'de'),
    arrival: 'imap' as const,
    host: 'imap.falk.example',
    login: 'service@falk.example',
    ownRelay: true,
    dkim: true,
  };
  const body = writeChannel(values);
  expect(body.imap).not.toHaveProperty('password');
  expect(body).not.toHaveProperty('smtp_url');
  expect(body).not.toHaveProperty('dkim');
  const changed = writeChannel({ ...values, password: 'new', smtpUrl: 'smtps://a:b@c' });
  expect(changed.imap).toHaveProperty('password', 'new');
  expect(changed).toHaveProperty('smtp_url', 'smtps://a:b@c');
});

test('what was switched off is taken away', () => {
  const body = writeChannel(readChannel(null, 'en'));
  expect(body).toMatchObject({ imap: null, smtp_url: null, dkim: null, locale: 'en' });
});

import { generateKeyPairSync } from 'node:crypto';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { expect, test } from 'vitest';
import { checkDkimKey, signDkim, WrongDkimKey } from './sign-dkim.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const published = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
const raw = Buffer.from(
  'From: hilfe@falk.example\r\nTo: lena@vogt.example\r\nSubject: =?UTF-8?Q?K=C3=A4se?=\r\n' +
    'Message-ID: <1@falk.example>\r\n\r\nGuten Tag\r\n\r\n\r\n',
);

async function resolver(name: string): Promise<string[][]> {
  if (name !== 'desk._domainkey.falk.example') throw new Error('no such name');
  return [[`v=DKIM1; k=rsa; p=${published}`]];
}

async function verify(mail: Buffer): Promise<string | undefined> {
  const { results } = await dkimVerify(mail, { resolver });
  return results[0]?.status.result;
}

test('a signed mail passes the check of the receiver', async () => {
  const key = { domain: 'falk.example', selector: 'desk', privateKey: pem };
  const signed = await signDkim(raw, key);
  expect(signed.subarray(-raw.length)).toEqual(raw);
  expect(await verify(signed)).toBe('pass');
});

test('a changed subject does not pass', async () => {
  const key = { domain: 'falk.example', selector: 'desk', privateKey: pem };
  const signed = await signDkim(raw, key);
  const changed = Buffer.from(signed.toString('latin1').replace('K=C3=A4se', 'Wurst'), 'latin1');
  expect(await verify(changed)).toBe('fail');
});

test('a mail that should be signed never leaves unsigned', async () => {
  const key = { domain: 'falk.example', selector: 'desk', privateKey: 'no key' };
  await expect(signDkim(raw, key)).rejects.toThrow(WrongDkimKey);
});

test('a key that receivers do not know is refused with its reason', () => {
  const edwards = generateKeyPairSync('ed25519').privateKey.export({
    type: 'pkcs8',
    format: 'pem',
  });
  expect(() => checkDkimKey(edwards.toString())).toThrow('ed25519');
});

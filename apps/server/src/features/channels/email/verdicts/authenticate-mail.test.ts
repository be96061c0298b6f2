import { Buffer } from 'node:buffer';
import { generateKeyPairSync } from 'node:crypto';
import { dkimSign } from 'mailauth';
import { describe, expect, test } from 'vitest';
import { authenticateMail } from './authenticate-mail.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const record = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
const zone: Record<string, string[][]> = {
  'TXT s1._domainkey.example.org': [[`v=DKIM1; k=rsa; p=${record}`]],
  'TXT _dmarc.example.org': [['v=DMARC1; p=reject']],
  'TXT example.org': [['v=spf1 ip4:192.0.2.1 -all']],
  'TXT _dmarc.bank.example': [['v=DMARC1; p=reject']],
};

async function resolver(domain: string, type: string): Promise<string[][]> {
  const found = zone[`${type} ${domain}`];
  if (found !== undefined) return found;
  throw Object.assign(new Error('not found'), { code: 'ENOTFOUND' });
}

const plain = Buffer.from(
  'From: Lena <lena@example.org>\r\nTo: x@falk.example\r\nSubject: Kessel\r\nDate: Mon, ' +
    '3 Nov 2025 10:00:00 +0100\r\nMessage-ID: <1@example.org>\r\n\r\nHallo\r\n',
);

async function sign(raw: Buffer): Promise<Buffer> {
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const key = { signingDomain: 'example.org', selector: 's1', privateKey: pem };
  const { signatures } = await dkimSign(raw, { ...key, signatureData: [key] });
  return Buffer.concat([Buffer.from(signatures), raw]);
}

const good = { ip: '192.0.2.1', helo: 'mx.example.org', mailFrom: 'lena@example.org', resolver };

describe('verdicts', () => {
  test('a signed mail from the right server is verified', async () => {
    const verdicts = await authenticateMail(await sign(plain), good);
    expect([verdicts.spf?.result, verdicts.dkim?.result, verdicts.dmarc?.result]).toEqual([
      'pass',
      'pass',
      'pass',
    ]);
    expect(verdicts.verified).toBe(true);
  });

  test('a forwarded mail is verified by its signature alone', async () => {
    const verdicts = await authenticateMail(await sign(plain), { ...good, ip: '203.0.113.9' });
    expect([verdicts.spf?.result, verdicts.verified]).toEqual(['fail', true]);
  });

  test('a changed text, a forged sender and a second From are not verified', async () => {
    const changed = Buffer.concat([
      await sign(plain),
      Buffer.from('Bitte zahlen Sie hierher.\r\n'),
    ]);
    expect(await authenticateMail(changed, { ...good, ip: '203.0.113.9' })).toMatchObject({
      verified: false,
      dmarc: { result: 'fail' },
    });
    const forged = Buffer.from(plain.toString().replace('lena@example.org>', 'chef@bank.example>'));
    expect(await authenticateMail(forged, good)).toMatchObject({
      verified: false,
      dmarc: { result: 'fail' },
    });
    const second = Buffer.concat([Buffer.from('From: chef@bank.example\r\n'), await sign(plain)]);
    expect((await authenticateMail(second, good)).verified).toBe(false);
  });

  test('without a client address there is no SPF, the signature still counts', async () => {
    const verdicts = await authenticateMail(await sign(plain), { resolver });
    expect([verdicts.spf, verdicts.dkim?.result, verdicts.verified]).toEqual([null, 'pass', true]);
    expect(await authenticateMail(plain, { resolver })).toMatchObject({
      spf: null,
      dkim: { result: 'none' },
      verified: false,
    });
  });

  test('of fetched mail only the topmost word of the trusted server counts', async () => {
    const said = (id: string, from: string): Buffer =>
      Buffer.concat([
        Buffer.from(
          `Authentication-Results: ${id}; spf=pass smtp.mailfrom=${from}; dmarc=pass (p=reject) ` +
            `header.from=${from}\r\n`,
        ),
        plain,
      ]);
    const ask = (raw: Buffer): ReturnType<typeof authenticateMail> =>
      authenticateMail(raw, { resolver, trustedAuthservId: 'mx.falk.example' });
    expect(await ask(said('mx.falk.example', 'example.org'))).toMatchObject({
      verified: true,
      spf: { result: 'pass' },
    });
    expect((await ask(said('mx.evil.example', 'example.org'))).verified).toBe(false);
    expect((await ask(said('mx.falk.example', 'other.example'))).verified).toBe(false);
    const top = Buffer.from(
      'Authentication-Results: mx.falk.example; dmarc=fail header.from=example.org\r\n',
    );
    expect((await ask(Buffer.concat([top, said('mx.falk.example', 'example.org')]))).verified).toBe(
      false,
    );
    expect(
      (await authenticateMail(said('mx.falk.example', 'example.org'), { resolver })).verified,
    ).toBe(false);
  });

  test('a dead name server and garbage end in time with a temporary error', async () => {
    const never = (): Promise<string[][]> => new Promise(() => {});
    const verdicts = await authenticateMail(await sign(plain), {
      ...good,
      resolver: never,
      timeoutMs: 50,
    });
    expect(verdicts).toMatchObject({ dmarc: { result: 'temperror' }, verified: false });
    const broken = (): Promise<string[][]> =>
      Promise.reject(Object.assign(new Error('servfail'), { code: 'ESERVFAIL' }));
    expect(
      (await authenticateMail(await sign(plain), { ...good, resolver: broken })).verified,
    ).toBe(false);
    for (const raw of [
      '',
      '\0',
      'From:',
      'no headers at all',
      'From: a@b\r\nDKIM-Signature: x; y=1; b=\r\n\r\nx',
    ]) {
      expect(
        (await authenticateMail(Buffer.from(raw), { ...good, ip: 'not an address' })).verified,
      ).toBe(false);
    }
  });
});

describe('[L7] a mail made to keep the checker busy', () => {
  const headers = 'From: eve@evil.example\r\nTo: x@falk.example\r\nSubject: x\r\n';
  const signature = (number: number) =>
    `DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=d${number}.evil.example; s=s; ` +
    `l=${number}; h=from:to:subject; bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=; b=AAAA\r\n`;
  const signatures = Array.from({ length: 50 }, (_, index) => signature(index + 1)).join('');

  test.each([
    ['a folded header of 50,000 lines', `${headers}Cc: a\r\n${' b,\r\n'.repeat(50_000)}\r\nx\r\n`],
    ['only folded lines and no body', headers + ' x\r\n'.repeat(50_000)],
    ['a header of a megabyte', `${headers}X: ${'a'.repeat(1_000_000)}\r\n\r\nx\r\n`],
    ['one line of ten megabytes', `${signature(1)}${headers}\r\n${'a '.repeat(5_000_000)}\r\n`],
    ['fifty signatures', `${signatures}${headers}\r\n${'x\r\n'.repeat(100_000)}`],
  ])('by %s is not checked, at once', async (_by, text) => {
    const raw = Buffer.from(text);
    const startedAt_ms = performance.now();
    const verdicts = await authenticateMail(raw, { ...good, ip: '203.0.113.9' });
    expect(performance.now() - startedAt_ms).toBeLessThan(5_000);
    expect(verdicts).toMatchObject({ verified: false, dkim: { result: 'permerror' } });
  });

  test('does not keep usual mails from being checked', async () => {
    const long = Buffer.concat([plain, Buffer.from(`${'x'.repeat(900)}\r\n`.repeat(20_000))]);
    expect((await authenticateMail(await sign(long), good)).verified).toBe(true);
  });
});

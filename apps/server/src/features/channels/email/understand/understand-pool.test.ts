import { Buffer } from 'node:buffer';
import { afterEach, describe, expect, test } from 'vitest';
import { createUnderstandPool } from './understand-pool.ts';
import type { UnderstandPool, UnderstandPoolOptions } from './understand-pool.ts';
import type { UnderstoodMail } from './understood-mail.ts';

/** Threads start in about 100 ms; a busy test machine needs more patience. */
const SLOW_MS = 30_000;
const pools: UnderstandPool[] = [];

function open(options: UnderstandPoolOptions): UnderstandPool {
  const pool = createUnderstandPool(options);
  pools.push(pool);
  return pool;
}

afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
});

async function understand(pool: UnderstandPool, raw: Buffer): Promise<UnderstoodMail> {
  const mail = await pool.understand(raw);
  if ('failed' in mail) throw new Error(mail.failed);
  return mail;
}

const good = Buffer.from('From: lena@example.org\r\nSubject: Kessel\r\n\r\nHallo');

/** Sixty megabytes, two hundred attachments. */
function buildHugeMail(): Buffer {
  const line = `${'QUJD'.repeat(19)}\r\n`;
  const part = Buffer.from(
    `--b\r\nContent-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: ` +
      `base64\r\n\r\n${line.repeat(3840)}\r\n`,
  );
  const head = Buffer.from(
    'From: lena@example.org\r\nSubject: viel\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n',
  );
  return Buffer.concat([
    head,
    ...Array.from({ length: 200 }, () => part),
    Buffer.from('--b--\r\n'),
  ]);
}

describe('[L7] the pool', () => {
  test(
    'understands many mails at once and leaves the given bytes alone',
    async () => {
      const pool = open({ size: 2 });
      const mails = await Promise.all(Array.from({ length: 200 }, () => understand(pool, good)));
      expect(
        mails.every((mail) => mail.text === 'Hallo' && mail.understoodBy === 'mime-walk'),
      ).toBe(true);
      expect(good.length).toBeGreaterThan(0);
    },
    SLOW_MS,
  );

  test(
    '60 MB with 200 attachments do not delay the next mail, and arrive whole',
    async () => {
      const pool = open({ size: 2 });
      await Promise.all([understand(pool, good), understand(pool, good)]);
      const order: string[] = [];
      const huge = understand(pool, buildHugeMail()).then((mail) => {
        order.push('huge');
        return mail;
      });
      await understand(pool, good).then(() => order.push('small'));
      const mail = await huge;
      expect(order[0]).toBe('small');
      expect(mail.attachments).toHaveLength(200);
      expect(new Set(mail.attachments.map((one) => one.sha256)).size).toBe(1);
      expect(mail.attachments[199]!.bytes).toHaveLength(mail.attachments[0]!.sizeBytes);
    },
    SLOW_MS,
  );

  test(
    'a mail that overruns its time keeps its headers, and its thread is replaced',
    async () => {
      const pool = open({ size: 1, timeoutMs: 1 });
      const mail = await understand(pool, buildHugeMail());
      expect([mail.understoodBy, mail.subject, mail.from?.address]).toEqual([
        'headers-only',
        'viel',
        'lena@example.org',
      ]);
      expect(mail.warnings).toContain('understanding_timeout');
    },
    SLOW_MS,
  );

  test(
    'a mail that exhausts the memory keeps its headers, and the next mail is understood',
    async () => {
      const pool = open({ size: 1, memoryMb: 12 });
      const head = 'From: lena@example.org\r\nSubject: S\r\nContent-Type: text/html\r\n\r\n';
      const mail = await understand(pool, Buffer.from(head + '<i>&lt;</i>'.repeat(380_000)));
      expect([mail.subject, mail.understoodBy]).toEqual(['S', 'headers-only']);
      expect(mail.warnings).toContain('understanding_memory');
      expect((await understand(pool, good)).subject).toBe('Kessel');
    },
    SLOW_MS,
  );

  test('a mail beyond the limit keeps its headers without being opened', async () => {
    const mail = await understand(open({ size: 1, maxBytes: 10 }), good);
    expect([mail.understoodBy, mail.subject, mail.warnings]).toEqual([
      'headers-only',
      'Kessel',
      ['too_large'],
    ]);
  });

  test('a closed pool says so, to those who wait as well', async () => {
    const pool = open({ size: 1 });
    const waiting = Promise.all([pool.understand(good), pool.understand(good)]);
    await pool.close();
    expect(await waiting).toEqual([
      { failed: 'The pool is closed.' },
      { failed: 'The pool is closed.' },
    ]);
    expect(await pool.understand(good)).toEqual({ failed: 'The pool is closed.' });
  });
});

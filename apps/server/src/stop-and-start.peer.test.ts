import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { waitUntil } from '@earshot/testkit/mail/mail-programs.ts';
import { makeMail } from '@earshot/testkit/mail/make-mail.ts';
import { openSmtpDialog } from '@earshot/testkit/mail/open-smtp-dialog.ts';
import { claimProduct, supportAddress } from '@earshot/testkit/product/claim-product.ts';
import { spawnProductServer } from '@earshot/testkit/product/product-server.ts';
import { startProduct } from '@earshot/testkit/product/start-product.ts';
import { createTransport } from 'nodemailer';
import { afterAll, describe, expect, test } from 'vitest';
import { findRunningPostgres } from './platform/postgres/find-running-postgres.ts';

/** After which a supervisor of processes would use force. */
const stopWithin_ms = 20_000;

const cleanups: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const clean of cleanups.toReversed()) await clean();
});

/** Sends as fast as the server takes; resolves with the numbers of the mails that were accepted. */
async function handInMany(port: number, count: number): Promise<number[]> {
  const transport = createTransport({
    pool: true,
    host: '127.0.0.1',
    port,
    ignoreTLS: true,
    maxConnections: 10,
    maxMessages: Infinity,
  });
  const envelope = { from: 'lena@vogt.example', to: supportAddress };
  const sent = await Promise.allSettled(
    Array.from({ length: count }, (_, raw) => transport.sendMail({ envelope, raw: makeMail(raw) })),
  );
  transport.close();
  return sent.flatMap(({ status }, number) => (status === 'fulfilled' ? [number] : []));
}

describe('a server that is told to stop', () => {
  test('in the middle of everything stops in order and in time, and the next one goes on', async () => {
    const product = await startProduct();
    cleanups.push(() => product.stop());
    const { count, query } = await claimProduct(product);
    // A relay that never answers, and a client that never ends its mail.
    product.sink.behaviour.after = 'hang';
    const dialog = await openSmtpDialog(product.smtpPort, 'EHLO slow.vogt.example');
    await dialog.say('MAIL FROM:<slow@vogt.example>');
    await dialog.say(`RCPT TO:<${supportAddress}>`);
    await dialog.say('DATA');
    const handing = handInMany(product.smtpPort, 300);
    await waitUntil('some are stored', async () => (await count('receipts')) > 30, 30_000);
    const startedAt_ms = performance.now();
    expect(await product.end()).toBe(0);
    expect(performance.now() - startedAt_ms).toBeLessThan(stopWithin_ms);
    dialog.end();
    expect(await findRunningPostgres(product.dataDir)).toBe(null);
    expect(existsSync(join(product.dataDir, 'earshot.lock'))).toBe(false);

    const accepted = await handing;
    expect(accepted.length).toBeGreaterThan(30);
    product.sink.behaviour.after = 'answer';
    product.launch();
    await product.untilReady();
    expect(product.output()).not.toMatch(/ended without/);
    await waitUntil(
      'everything is understood',
      async () => (await count('receipts', "state = 'stored'")) === 0,
      30_000,
    );
    const cases = await query<{ subject: string }>('select subject from cases');
    const subjects = new Set(cases.map(({ subject }) => subject));
    expect(subjects.size).toBe(cases.length);
    // What was stored but never confirmed to the sender may be here as well.
    expect(accepted.filter((number) => !subjects.has(subjectOf(number)))).toEqual([]);
  }, 120_000);

  test('a second one on the same data folder gives way and leaves the first alone', async () => {
    const product = await startProduct();
    cleanups.push(() => product.stop());
    const env = { EARSHOT_DATA: product.dataDir, PORT: '0', SMTP_IN_PORT: '0' };
    const seconds = Array.from({ length: 3 }, () => spawnProductServer(env));
    for (const second of seconds) {
      expect(await second.gone).toBe(75);
      expect(second.output()).toMatch(/already running on this data folder/);
    }
    expect((await fetch(`${product.url}/healthz`)).status).toBe(200);
    // After a death two take the chance at the same moment: one of them wins.
    await product.kill();
    const rivals = [spawnProductServer(env), spawnProductServer(env), spawnProductServer(env)];
    const codes = await Promise.all(
      rivals.map((rival) =>
        Promise.race([
          rival.gone,
          rival.untilReady().then(
            () => 'serves',
            () => rival.gone,
          ),
        ]),
      ),
    );
    expect(codes.map(String).toSorted((a, b) => a.localeCompare(b))).toEqual([
      '75',
      '75',
      'serves',
    ]);
    for (const rival of rivals) rival.child.kill('SIGTERM');
    await Promise.all(rivals.map(({ gone }) => gone));
    await pause(0);
  }, 120_000);
});

function subjectOf(number: number): string {
  return `Kettle ${number} does not switch off`;
}

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openFileReceipts } from '@earshot/testkit/mail/file-receipts.ts';
import { killUnderLoad } from '@earshot/testkit/mail/kill-under-load.ts';
import { findFreePort, peersAvailable, waitUntil } from '@earshot/testkit/mail/mail-programs.ts';
import { makeMail, numberOfMail } from '@earshot/testkit/mail/make-mail.ts';
import { openSmtpDialog } from '@earshot/testkit/mail/open-smtp-dialog.ts';
import { type Postfix, startPostfix } from '@earshot/testkit/mail/start-postfix.ts';
import { startSmtpSink } from '@earshot/testkit/mail/start-smtp-sink.ts';
import { afterEach, describe, expect, test } from 'vitest';
import type { Arrival } from './inlet.ts';
import { startSmtpListener } from './smtp-listener.ts';

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const cleanups: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const clean of cleanups.splice(0).toReversed()) await clean();
});

/** The organisation: its mail server, our listener behind it, and the sender's mailbox. */
async function openOrganisation(lmtp: boolean) {
  const arrivals: Arrival[] = [];
  const state = { fails: (_arrival: Arrival): boolean => false };
  const listener = await startSmtpListener({
    host: '127.0.0.1',
    port: 0,
    lmtp,
    log: silent,
    findChannel: async (address) => {
      const name = address.split('@')[0]!;
      return ['support', 'repairs'].includes(name) ? { accountId: 'falk', channelId: name } : null;
    },
    storeReceipt: async (arrival) => {
      if (state.fails(arrival)) throw new Error('disk full');
      arrivals.push(arrival);
      return { receiptId: String(arrivals.length), duplicate: false };
    },
  });
  cleanups.push(() => listener.close());
  const sender = await startSmtpSink();
  cleanups.push(() => sender.close());
  const postfix = await startPostfix({
    routes: {
      'falk.example': { port: listener.port, protocol: lmtp ? 'lmtp' : 'smtp' },
      'vogt.example': { port: sender.port },
    },
  });
  cleanups.push(() => postfix.remove());
  return { arrivals, state, sender, postfix };
}

/**
 * Postfix puts a mail off for five minutes when a queue run finds it still locked by the delivery
 * that just ended ("skipped, still being delivered"); so it is asked again every second.
 */
async function waitForRetries(postfix: Postfix, what: string, isTrue: () => boolean) {
  let next = Date.now() + 1000;
  await waitUntil(what, () => {
    if (Date.now() >= next) {
      postfix.flush();
      next = Date.now() + 1000;
    }
    return isTrue();
  });
}

async function send(port: number, number: number, to: readonly string[], options = '') {
  const dialog = await openSmtpDialog(port, 'EHLO phone.vogt.example');
  await dialog.say('MAIL FROM:<lena@vogt.example>');
  for (const address of to) await dialog.say(`RCPT TO:<${address}@falk.example>${options}`);
  await dialog.say('DATA');
  const reply = await dialog.say(`${makeMail(number)}\r\n.`);
  dialog.end();
  expect(reply).toMatch(/^250/);
}

describe.skipIf(!peersAvailable().postfix)('behind a real mail server', () => {
  test.each([false, true])('a mail arrives encrypted, with its sender (LMTP: %s)', async (lmtp) => {
    const { arrivals, postfix } = await openOrganisation(lmtp);
    await send(postfix.smtpPort, 1, ['support', 'repairs']);
    await waitUntil('it arrives', () => arrivals.length === 2);
    expect(arrivals.map(({ channelId }) => channelId).toSorted()).toEqual(['repairs', 'support']);
    expect(arrivals[0]).toMatchObject({
      source: lmtp ? 'lmtp' : 'smtp',
      envelope: {
        from: 'lena@vogt.example',
        ip: '127.0.0.1',
        helo: 'phone.vogt.example',
        tls: !lmtp,
      },
    });
    expect(arrivals[0]!.raw.toString()).toContain('Subject: Kettle 1 does not switch off');
    await waitUntil('nothing waits', () => postfix.countQueue() === 0);
  });

  test('while nothing can be stored mail waits there, and then comes once', async () => {
    const { arrivals, state, postfix } = await openOrganisation(false);
    state.fails = () => true;
    await send(postfix.smtpPort, 1, ['support']);
    await waitUntil('it was refused for now', () => postfix.readLog().includes('451 4.3.0'));
    expect(postfix.countQueue()).toBe(1);
    state.fails = () => false;
    await waitForRetries(postfix, 'it arrives', () => arrivals.length === 1);
    await waitUntil('nothing waits', () => postfix.countQueue() === 0);
    expect(arrivals).toHaveLength(1);
  });

  test('by LMTP only the part that could not be stored comes again', async () => {
    const { arrivals, state, postfix } = await openOrganisation(true);
    let failures = 0;
    state.fails = ({ channelId }) => channelId === 'repairs' && ++failures <= 2;
    await send(postfix.smtpPort, 1, ['support', 'repairs']);
    await waitForRetries(postfix, 'both arrive', () => arrivals.length === 2);
    expect(failures).toBe(3);
    expect(arrivals.map(({ channelId }) => channelId)).toEqual(['support', 'repairs']);
  });

  test.each([false, true])('who asks is told that it arrived (LMTP: %s)', async (lmtp) => {
    const { sender, postfix } = await openOrganisation(lmtp);
    await send(postfix.smtpPort, 1, ['support'], ' NOTIFY=SUCCESS');
    await waitUntil('the notice comes', () => sender.mails.length === 1);
    const notice = sender.mails[0]!;
    expect(notice.from).toBe('');
    expect(notice.raw.toString()).toMatch(/^Action: (relayed|delivered)$/m);
    expect(notice.raw.toString()).toMatch(/^Status: 2\./m);
  });

  test('who misspells an address gets a bounce with our words', async () => {
    const { sender, postfix } = await openOrganisation(false);
    await send(postfix.smtpPort, 1, ['suport']);
    await waitUntil('the bounce comes', () => sender.mails.length === 1);
    const bounce = sender.mails[0]!.raw.toString();
    expect(bounce).toMatch(/^Status: 5\.1\.1$/m);
    expect(bounce).toMatch(/Nobody here has this\s+address/);
  });

  test('[L11] killed again and again under 1,500 mails, nothing is lost and nothing doubled', async () => {
    const count = 1500;
    const folder = mkdtempSync(join(tmpdir(), 'earshot-killed-'));
    cleanups.push(() => rmSync(folder, { recursive: true, force: true }));
    const listenerPort = await findFreePort();
    const postfix = await startPostfix({ routes: { 'falk.example': { port: listenerPort } } });
    cleanups.push(() => postfix.remove());
    const mails = Array.from({ length: count }, (_, index) => makeMail(index));
    const kills = await killUnderLoad({
      postfix,
      listenerPort,
      mails,
      from: 'lena@vogt.example',
      to: 'support@falk.example',
      start: () => startChild(listenerPort, folder),
      life_ms: [50, 600],
      most_ms: 120_000,
    });
    const receipts = openFileReceipts(folder).list();
    const numbers = receipts.map(({ raw }) => numberOfMail(raw));
    expect(kills).toBeGreaterThan(5);
    expect(new Set(numbers).size).toBe(count);
    expect(numbers).toHaveLength(count);
    expect(receipts.every(({ raw }) => raw.toString().includes('does not switch off.'))).toBe(true);
  }, 300_000);
});

/** The real listener in a process of its own, storing files as durably as the real store does. */
function startChild(port: number, folder: string) {
  const here = (path: string) => JSON.stringify(new URL(path, import.meta.url).href);
  const receipts = JSON.stringify(import.meta.resolve('@earshot/testkit/mail/file-receipts.ts'));
  const program = `
    import { startSmtpListener } from ${here('./smtp-listener.ts')};
    import { openFileReceipts } from ${receipts};
    const quiet = () => {};
    // Also when the test itself is killed.
    process.stdin.on('end', () => process.exit()).resume();
    await startSmtpListener({
      host: '127.0.0.1',
      port: ${port},
      tls: null,
      findChannel: async () => ({ accountId: 'falk', channelId: 'support' }),
      storeReceipt: openFileReceipts(${JSON.stringify(folder)}).storeReceipt,
      log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
    });
  `;
  return spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['pipe', 'inherit', 'inherit'],
  });
}

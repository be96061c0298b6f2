import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openFileReceipts } from '@earshot/testkit/mail/file-receipts.ts';
import { findFreePort, peersAvailable, waitUntil } from '@earshot/testkit/mail/mail-programs.ts';
import { makeFastClock } from '@earshot/testkit/mail/make-fast-clock.ts';
import { makeMail, numberOfMail } from '@earshot/testkit/mail/make-mail.ts';
import { startDovecot } from '@earshot/testkit/mail/start-dovecot.ts';
import type { Dovecot, DovecotOptions } from '@earshot/testkit/mail/start-dovecot.ts';
import { startTokenServer } from '@earshot/testkit/mail/start-token-server.ts';
import { ImapFlow } from 'imapflow';
import { afterEach, describe, expect, test } from 'vitest';
import type { ImapCursor } from './imap-cursor.ts';
import { startImapPuller } from './imap-puller.ts';
import type { ImapPuller, ImapPullerOptions } from './imap-puller.ts';
import type { NewTokens } from './imap-settings.ts';
import type { Arrival } from './inlet.ts';
import type { MailboxHealth } from './mailbox-health.ts';

const user = 'support@falk.example';
const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const cleanups: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const clean of cleanups.splice(0).toReversed()) await clean();
});

async function openDovecot(options: Partial<DovecotOptions> = {}): Promise<Dovecot> {
  const dovecot = await startDovecot({ users: { [user]: 'geheim' }, ...options });
  cleanups.push(() => dovecot.remove());
  return dovecot;
}

type Changes = Partial<Omit<ImapPullerOptions, 'settings'>> & {
  readonly settings?: Partial<ImapPullerOptions['settings']>;
};

/** A desk with one mailbox: its receipts, cursor and health outlive the puller. */
function openDesk(dovecot: Pick<Dovecot, 'imapPort'>) {
  const folder = mkdtempSync(join(tmpdir(), 'earshot-receipts-'));
  cleanups.push(() => rmSync(folder, { recursive: true, force: true }));
  const receipts = openFileReceipts(folder);
  const desk = {
    receipts,
    cursor: null as ImapCursor | null,
    healths: [] as MailboxHealth[],
    tokens: [] as NewTokens[],
    numbers: () =>
      receipts
        .list()
        .map(({ raw }) => numberOfMail(raw))
        .toSorted((a, b) => a - b),
    start(changes: Changes = {}): ImapPuller {
      const { settings, ...rest } = changes;
      const puller = startImapPuller({
        channel: { accountId: 'falk', channelId: 'support' },
        settings: {
          host: '127.0.0.1',
          port: dovecot.imapPort,
          security: 'none',
          login: user,
          mailbox: 'INBOX',
          after_fetch: 'keep',
          ...settings,
        },
        getSecret: async () => ({ password: 'geheim', clientSecret: null, refreshToken: null }),
        cursor: {
          load: async () => JSON.parse(JSON.stringify(desk.cursor)),
          save: async (cursor) => void (desk.cursor = cursor),
        },
        storeReceipt: receipts.storeReceipt,
        listUnstoredKeys: receipts.listUnstoredKeys,
        onHealth: (health) => void desk.healths.push(health),
        onTokens: async (tokens) => void desk.tokens.push(tokens),
        log: silent,
        ...rest,
      });
      cleanups.push(() => puller.stop());
      return puller;
    },
  };
  return desk;
}

const range = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

function deliver(dovecot: Dovecot, ...numbers: readonly number[]): void {
  for (const number of numbers) dovecot.deliver(user, makeMail(number));
}

async function countedAs(puller: ImapPuller, onServer: number, withUs: number): Promise<void> {
  await waitUntil(`${withUs} of ${onServer} are counted`, () => {
    const health = puller.health();
    return health.onServer === onServer && health.withUs === withUs;
  });
}

describe.skipIf(!peersAvailable().dovecot)('a mailbox on a real server', () => {
  test('mail that lies there is fetched, and new mail as it arrives', async () => {
    const dovecot = await openDovecot();
    deliver(dovecot, 1, 2, 3);
    const desk = openDesk(dovecot);
    const puller = desk.start();
    await countedAs(puller, 3, 3);
    await waitUntil('the server is asked to tell', () => puller.health().state === 'ok');
    deliver(dovecot, 4);
    await waitUntil('the new one is here', () => desk.numbers().length === 4, 3000);
    expect(desk.numbers()).toEqual([1, 2, 3, 4]);
    expect(puller.health()).toMatchObject({ state: 'ok', code: 'ok' });
    expect(puller.health().lastReceivedAt).toBeInstanceOf(Date);
  });

  test('a server without IDLE is asked again and again', async () => {
    const dovecot = await openDovecot({ without: ['IDLE', 'QRESYNC', 'CONDSTORE'] });
    const desk = openDesk(dovecot);
    const puller = desk.start({ limits: { idle_ms: 200 } });
    await countedAs(puller, 0, 0);
    deliver(dovecot, 1);
    await waitUntil('it is here', () => desk.numbers().length === 1, 5000);
    expect(desk.cursor?.modseq).toBeNull();
  });

  test('after changes while we were away only what is new is fetched', async () => {
    const dovecot = await openDovecot();
    deliver(dovecot, ...range(20));
    const desk = openDesk(dovecot);
    const first = desk.start();
    await countedAs(first, 20, 20);
    await first.stop();
    const client = await openClient(dovecot);
    await client.messageFlagsAdd('3:4', ['\\Seen'], { uid: true });
    await client.messageDelete('5:9', { uid: true });
    await client.logout();
    deliver(dovecot, 21);
    const calls = desk.receipts.calls;
    const second = desk.start();
    await countedAs(second, 16, 16);
    expect(desk.numbers()).toEqual(range(21));
    expect(desk.receipts.calls).toBe(calls + 1);
    expect(desk.cursor?.modseq).not.toBeNull();
  });

  test('a mailbox that was made anew is read again, and nothing is doubled', async () => {
    const dovecot = await openDovecot();
    deliver(dovecot, ...range(10));
    const desk = openDesk(dovecot);
    const puller = desk.start({ limits: { firstWait_ms: 50 } });
    await countedAs(puller, 10, 10);
    const before = desk.cursor?.uidValidity;
    await dovecot.stop();
    // UIDVALIDITY is the time in seconds.
    await pause(1100);
    dovecot.forgetUids(user);
    deliver(dovecot, 11);
    await dovecot.start();
    await countedAs(puller, 11, 11);
    expect(desk.cursor?.uidValidity).not.toBe(before);
    expect(desk.numbers()).toEqual(range(11));
  });

  test('[L1] after two days without the server every mail arrives exactly once', async () => {
    const dovecot = await openDovecot();
    deliver(dovecot, ...range(5));
    const desk = openDesk(dovecot);
    const clock = makeFastClock(new Date('2026-11-20T08:00:00Z'), 50_000);
    const puller = desk.start({ clock });
    await countedAs(puller, 5, 5);
    await dovecot.stop();
    const away = clock.now();
    for (const number of range(40)) deliver(dovecot, 100 + number);
    await waitUntil('two days pass', () => clock.now().getTime() - away.getTime() > 48 * 3_600_000);
    expect(puller.health()).toMatchObject({ state: 'failing', code: 'unreachable' });
    // An outage of two days is no reason to knock every second.
    expect(desk.healths.length).toBeLessThan(48 * 60);
    await dovecot.start();
    await countedAs(puller, 45, 45);
    expect(desk.numbers()).toEqual([...range(5), ...range(40).map((number) => 100 + number)]);
    expect(puller.health().state).toBe('ok');
  });

  test('a server that holds the line and says nothing is noticed', async () => {
    const dovecot = await openDovecot();
    deliver(dovecot, 1);
    const desk = openDesk(dovecot);
    const limits = { idle_ms: 300, silence_ms: 600, connect_ms: 600, firstWait_ms: 50 };
    const puller = desk.start({ limits: { ...limits, mostWait_ms: 200 } });
    await countedAs(puller, 1, 1);
    dovecot.freeze();
    await waitUntil('it is noticed', () => puller.health().code === 'silent', 5000);
    deliver(dovecot, 2);
    dovecot.thaw();
    await waitUntil('the mail is here', () => desk.numbers().length === 2);
    expect(desk.healths.map(({ code }) => code)).toContain('silent');
  });

  test('stopping does not wait for a server that says nothing', async () => {
    const dovecot = await openDovecot();
    deliver(dovecot, ...range(3));
    const puller = openDesk(dovecot).start({
      storeReceipt: async () => {
        // Frozen in the middle of the work: the next command is never answered.
        dovecot.freeze();
        return { receiptId: 'x', duplicate: false };
      },
      settings: { after_fetch: 'delete' },
      limits: { logout_ms: 200 },
    });
    await waitUntil('it was stored', () => puller.health().lastReceivedAt !== null);
    const begun = performance.now();
    await puller.stop();
    expect(performance.now() - begun).toBeLessThan(2000);
  });

  test('sessions that break off are begun anew', async () => {
    const dovecot = await openDovecot();
    const desk = openDesk(dovecot);
    const puller = desk.start({ limits: { firstWait_ms: 20 } });
    for (const number of range(5)) {
      await waitUntil('all is well', () => puller.health().state === 'ok');
      // A session that dies in its first moments makes the server slow down on purpose.
      await pause(300);
      dovecot.dropSessions();
      deliver(dovecot, number);
      await waitUntil('it is here', () => desk.numbers().length === number, 5000);
    }
    expect(desk.numbers()).toEqual(range(5));
  });

  test('two equal mails are one receipt and both are counted', async () => {
    const dovecot = await openDovecot();
    deliver(dovecot, 1, 1, 2);
    const desk = openDesk(dovecot);
    await countedAs(desk.start(), 3, 3);
    expect(desk.numbers()).toEqual([1, 2]);
  });

  test('odd mails are fetched as they are', async () => {
    const dovecot = await openDovecot();
    const odd = ['', 'x', '\r\n', 'Subject: \0\0\r\n\r\n\0', `X: ${'y'.repeat(300_000)}\r\n\r\n`];
    for (const raw of odd) dovecot.deliver(user, Buffer.from(raw, 'latin1'));
    const desk = openDesk(dovecot);
    const puller = desk.start();
    await waitUntil('all were looked at', () => puller.health().onServer === 5);
    expect(desk.receipts.list().length).toBeGreaterThanOrEqual(4);
    expect(puller.health().withUs).toBe(5);
  });
});

describe.skipIf(!peersAvailable().dovecot)('what is stored and what is not', () => {
  test('[L11] killed between storing and saving how far it came, nothing is lost or doubled', async () => {
    const dovecot = await openDovecot();
    deliver(dovecot, ...range(10));
    const desk = openDesk(dovecot);
    const saves: ImapCursor[] = [];
    const first = desk.start({
      cursor: { load: async () => null, save: async (cursor) => void saves.push(cursor) },
    });
    await countedAs(first, 10, 10);
    await first.stop();
    // What a killed process leaves behind: receipts, and a cursor from before.
    for (const left of [null, saves[0]!, { ...saves[0]!, lastUid: 4 }]) {
      desk.cursor = left;
      const again = desk.start();
      await countedAs(again, 10, 10);
      await again.stop();
      expect(desk.numbers()).toEqual(range(10));
    }
  });

  test('one mail that cannot be stored is a gap; those behind it come, and it comes later', async () => {
    const dovecot = await openDovecot();
    deliver(dovecot, 1, 2, 3, 4);
    const desk = openDesk(dovecot);
    let isBroken = true;
    const storeReceipt = async (arrival: Arrival) => {
      if (isBroken && numberOfMail(arrival.raw) === 2) throw new Error('cannot');
      return desk.receipts.storeReceipt(arrival);
    };
    const puller = desk.start({
      storeReceipt,
      limits: { retryMissing_ms: 100, idle_ms: 100, poll_ms: 100 },
    });
    await countedAs(puller, 4, 3);
    expect(desk.numbers()).toEqual([1, 3, 4]);
    expect(desk.cursor).toMatchObject({ lastUid: 4, missing: [2] });
    expect(puller.health()).toMatchObject({ state: 'failing', code: 'mails_missing' });
    isBroken = false;
    await waitUntil('the gap is closed', () => desk.cursor?.missing.length === 0);
    expect(desk.numbers()).toEqual([1, 2, 3, 4]);
    await waitUntil('all is well', () => puller.health().state === 'ok');
  });

  test('while nothing can be stored the mail waits on the server', async () => {
    const dovecot = await openDovecot();
    deliver(dovecot, ...range(30));
    const desk = openDesk(dovecot);
    let isFull = true;
    const storeReceipt = async (arrival: Arrival) => {
      if (isFull) throw new Error('disk full');
      return desk.receipts.storeReceipt(arrival);
    };
    const puller = desk.start({
      storeReceipt,
      settings: { after_fetch: 'delete' },
      limits: { storeAway_ms: 100 },
    });
    await waitUntil('it is told', () => puller.health().code === 'cannot_store');
    expect(dovecot.countMails(user)).toBe(30);
    expect(desk.cursor?.lastUid ?? 0).toBe(0);
    expect(desk.cursor?.missing ?? []).toEqual([]);
    isFull = false;
    await waitUntil('all are here', () => desk.numbers().length === 30);
    await waitUntil('all is well', () => puller.health().state === 'ok');
    expect(desk.numbers()).toEqual(range(30));
  });

  test('a database that does not answer is not blamed on the mail server', async () => {
    const dovecot = await openDovecot();
    deliver(dovecot, 1);
    const desk = openDesk(dovecot);
    const away = () => Promise.reject(new Error('away'));
    const puller = desk.start({ cursor: { load: away, save: away } });
    await waitUntil('it is told', () => puller.health().code === 'cannot_store');
    expect(puller.health().facts.next_try_at).not.toBeUndefined();
  });

  test('a mail whose receipt was lost is found by counting and fetched again', async () => {
    const dovecot = await openDovecot();
    deliver(dovecot, ...range(6));
    const desk = openDesk(dovecot);
    const first = desk.start();
    await countedAs(first, 6, 6);
    await first.stop();
    const other = openDesk(dovecot);
    other.cursor = desk.cursor;
    const puller = other.start();
    await countedAs(puller, 6, 6);
    expect(other.numbers()).toEqual(range(6));
    expect(puller.health().state).toBe('ok');
  });

  test('a large mail is read in pieces, byte for byte', async () => {
    const dovecot = await openDovecot();
    const large = makeMail(1, { body: 'ä\r\n'.repeat(200_000) });
    dovecot.deliver(user, large);
    deliver(dovecot, 2);
    const desk = openDesk(dovecot);
    await countedAs(desk.start({ limits: { piece_bytes: 64 * 1024 } }), 2, 2);
    const stored = desk.receipts.list().find(({ raw }) => numberOfMail(raw) === 1);
    expect(stored?.raw.equals(Buffer.from(large))).toBe(true);
  });

  test('a mail that is too large stays there, is told, and does not block the next', async () => {
    const dovecot = await openDovecot();
    deliver(dovecot, 1);
    dovecot.deliver(user, makeMail(2, { body: 'x'.repeat(300_000) }));
    deliver(dovecot, 3);
    const desk = openDesk(dovecot);
    const limits = { mail_bytes: 200_000, piece_bytes: 50_000, retryMissing_ms: 100, poll_ms: 100 };
    const settings = { after_fetch: 'delete' } as const;
    const puller = desk.start({ limits: { ...limits, idle_ms: 100 }, settings });
    await waitUntil('it is told', () => puller.health().code === 'mail_too_large');
    await waitUntil('the others are here', () => desk.numbers().length === 2);
    await waitUntil('only it is left', () => dovecot.countMails(user) === 1);
    expect(puller.health().facts.missing).toBe(1);
    const client = await openClient(dovecot);
    await client.messageDelete('1:*', { uid: true });
    await client.logout();
    await waitUntil('all is well again', () => puller.health().code === 'ok');
    expect(desk.cursor?.missing).toEqual([]);
  });

  test('[L7] a mail over which the server breaks off does not block the others', async () => {
    const dovecot = await openDovecot();
    deliver(dovecot, ...range(8));
    dovecot.breakMail(user, 'Kettle 3 ');
    const desk = openDesk(dovecot);
    const limits = { firstWait_ms: 20, retryMissing_ms: 200, hopelessEvery: 4, poll_ms: 100 };
    const puller = desk.start({ limits: { ...limits, idle_ms: 100 } });
    await waitUntil('the others are here', () => desk.numbers().length === 7);
    expect(desk.cursor?.missing).toEqual([3]);
    await waitUntil('it is told', () => puller.health().code === 'mails_missing');
    dovecot.mendMails(user);
    await waitUntil('it is tried again', () => desk.numbers().length === 8);
    expect(desk.numbers()).toEqual(range(8));
  });

  test('where stored mail is to be deleted, exactly that is deleted', async () => {
    const dovecot = await openDovecot();
    deliver(dovecot, ...range(5));
    const client = await openClient(dovecot);
    await client.messageFlagsAdd('2', ['\\Deleted'], { uid: true });
    await client.logout();
    const desk = openDesk(dovecot);
    const isStored: number[] = [];
    const puller = desk.start({
      settings: { after_fetch: 'delete' },
      storeReceipt: async (arrival) => {
        // At this moment it must still be on the server.
        isStored.push(dovecot.countMails(user));
        return desk.receipts.storeReceipt(arrival);
      },
    });
    await countedAs(puller, 0, 0);
    expect(isStored).toEqual([5, 5, 5, 5, 5]);
    expect(dovecot.countMails(user)).toBe(0);
    deliver(dovecot, 6);
    await waitUntil('it is here', () => desk.numbers().length === 6);
    await waitUntil('and not there', () => dovecot.countMails(user) === 0);
  });

  test('on a server that cannot delete single mails nothing of others is expunged', async () => {
    const dovecot = await openDovecot({ without: ['UIDPLUS', 'MOVE'] });
    deliver(dovecot, 1, 2);
    const desk = openDesk(dovecot);
    const puller = desk.start({ settings: { after_fetch: 'delete' } });
    await countedAs(puller, 2, 2);
    const client = await openClient(dovecot);
    const flags = await client.fetchAll('1:*', { flags: true });
    expect(flags.map((mail) => mail.flags?.has('\\Deleted'))).toEqual([true, true]);
    await client.logout();
  });

  test('deleting that was interrupted is done after the next count', async () => {
    const dovecot = await openDovecot();
    deliver(dovecot, 1, 2);
    const desk = openDesk(dovecot);
    const first = desk.start();
    await countedAs(first, 2, 2);
    await first.stop();
    desk.start({ settings: { after_fetch: 'delete' } });
    await waitUntil('they are gone', () => dovecot.countMails(user) === 0);
    expect(desk.numbers()).toEqual([1, 2]);
  });
});

describe.skipIf(!peersAvailable().dovecot)('signing in', () => {
  async function openOauth(password: string) {
    const tokens = await startTokenServer(user);
    cleanups.push(() => tokens.close());
    const dovecot = await openDovecot({ introspectionUrl: tokens.introspectionUrl });
    const desk = openDesk(dovecot);
    const start = (refreshToken: string | null) =>
      desk.start({
        settings: { oauth2: { token_url: tokens.tokenUrl, client_id: 'earshot' } },
        getSecret: async () => ({ password, clientSecret: 'x', refreshToken }),
        limits: { firstWait_ms: 50 },
      });
    return { tokens, dovecot, desk, start };
  }

  test('an access token that ended is renewed and kept', async () => {
    const { tokens, dovecot, desk, start } = await openOauth('long gone');
    deliver(dovecot, 1);
    const puller = start(tokens.refreshToken);
    await countedAs(puller, 1, 1);
    expect(desk.tokens).toHaveLength(1);
    expect(desk.tokens[0]?.expiresAt).toBeInstanceOf(Date);
    tokens.expireAll();
    dovecot.dropSessions();
    deliver(dovecot, 2);
    await waitUntil('the next is here', () => desk.numbers().length === 2);
    expect(tokens.refreshes).toBe(2);
  });

  test('a sign-in that was withdrawn is told, and nobody hammers', async () => {
    const { tokens, start } = await openOauth('');
    tokens.revoke();
    const puller = start(tokens.refreshToken);
    await waitUntil('it is told', () => puller.health().code === 'token_refused');
    await pause(500);
    expect(tokens.refreshes).toBe(1);
    expect(puller.health().serverWords).toBe('invalid_grant');
    expect(puller.health().facts.next_try_at).not.toBeNull();
  });

  test('a token server that is away is something else', async () => {
    const { tokens, start } = await openOauth('');
    await tokens.close();
    const puller = start(tokens.refreshToken);
    await waitUntil('it is told', () => puller.health().code === 'token_server_away');
    expect(puller.health().facts.next_try_at).not.toBeUndefined();
  });

  test('a wrong password is told in the words of the server, and tried rarely', async () => {
    const dovecot = await openDovecot();
    const desk = openDesk(dovecot);
    let tries = 0;
    const puller = desk.start({
      getSecret: async () => {
        tries += 1;
        return { password: 'falsch', clientSecret: null, refreshToken: null };
      },
    });
    await waitUntil('it is told', () => puller.health().code === 'login_refused');
    await pause(500);
    expect(tries).toBe(1);
    expect(puller.health().serverWords).toContain('Authentication failed');
    puller.pullNow();
    await waitUntil('who corrects it need not wait', () => tries === 2);
  });

  test('a folder that is not there is told', async () => {
    const dovecot = await openDovecot();
    const puller = openDesk(dovecot).start({ settings: { mailbox: 'Nirgends' } });
    await waitUntil('it is told', () => puller.health().code === 'no_such_mailbox');
    expect(puller.health().facts.next_try_at).not.toBeUndefined();
  });

  test('a server that is not there, or cannot encrypt, is told', async () => {
    const nowhere = openDesk({ imapPort: await findFreePort() }).start();
    await waitUntil('it is told', () => nowhere.health().code === 'unreachable');
    const dovecot = await openDovecot();
    const open = openDesk(dovecot).start({ settings: { security: 'starttls' } });
    await waitUntil('it is told as well', () => open.health().code === 'not_encrypted');
    const unnamed = openDesk(dovecot).start({ settings: { host: 'nirgends.invalid' } });
    await waitUntil('and this', () => unnamed.health().code === 'name_unknown');
    expect(unnamed.health().state).toBe('failing');
  });
});

async function openClient(dovecot: Dovecot): Promise<ImapFlow> {
  const client = new ImapFlow({
    host: '127.0.0.1',
    port: dovecot.imapPort,
    secure: false,
    doSTARTTLS: false,
    auth: { user, pass: 'geheim' },
    logger: false,
  });
  await client.connect();
  await client.mailboxOpen('INBOX');
  return client;
}

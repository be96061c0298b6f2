import {
  createChannel,
  createChannelTest,
  listChannelKinds,
  listChannels,
  updateChannel,
} from '@earshot/contract/channel-contract.ts';
import { listAuditEntries } from '@earshot/contract/key-contract.ts';
import { createTeam } from '@earshot/contract/member-contract.ts';
import { startTestApp } from '@earshot/testkit/http/start-test-app.ts';
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { afterAll, describe, expect, test } from 'vitest';
import { saveChannelHealth } from './channel-state-store.ts';
import { findChannelForAddress } from './public.ts';

const app = await startTestApp();
afterAll(() => app.stop());
const admin = await app.signUp();
const stranger = await app.signUp();
const agent = await app.invite(admin, 'agent');
const supervisor = await app.invite(admin, 'supervisor');

const mailbox = {
  host: '127.0.0.1',
  port: 1,
  security: 'none' as const,
  login: 'support',
  password: 'imap-geheim',
};
const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 1024,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});

let made = 0;
function freshAddress(): string {
  return `service${++made}@falk.example`;
}

async function find(address: string) {
  return findChannelForAddress(app.db, address);
}

describe('an administrator adds a channel', () => {
  test('and mail for it is ours from then on: address, alias, detail, whatever the case', async () => {
    const body = {
      address: 'Support@Falk.Example',
      settings: { aliases: ['Hilfe@falk.example', 'hilfe+shop@FALK.example'] },
    };
    const channel = await admin.call(createChannel, { body });
    expect(channel).toMatchObject({
      address: 'support@falk.example',
      name: 'support@falk.example',
      imap: null,
      dkim: null,
      smtp: false,
      disabled_at: null,
      health: { state: 'idle' },
    });
    expect(channel.settings.aliases).toEqual(['hilfe@falk.example', 'hilfe+shop@falk.example']);
    const place = { accountId: admin.accountId, channelId: channel.id };
    for (const address of [
      'support@falk.example',
      'SUPPORT+c4711.abcdefghijkl@falk.example',
      'hilfe@falk.example',
      'Hilfe+Shop+c1.abcdefghijkl@falk.example',
    ]) {
      expect(await find(address)).toEqual(place);
    }
    for (const address of ['supporter@falk.example', 'support@falk.example.org', 'x', '']) {
      expect(await find(address)).toBeNull();
    }
  });

  test('with secrets that no answer, audit entry or column shows', async () => {
    const channel = await admin.call(createChannel, {
      body: {
        address: freshAddress(),
        imap: { ...mailbox, oauth2: undefined },
        smtp_url: 'smtps://me:relay-geheim@relay.falk.example',
        dkim: { domain: 'falk.example', selector: 'mail1', private_key: privateKey },
      },
    });
    expect(channel.smtp).toBe(true);
    expect(channel.dkim).toEqual({ domain: 'falk.example', selector: 'mail1' });
    expect(channel.imap).toMatchObject({ host: '127.0.0.1', login: 'support', oauth2: false });
    const { items } = await admin.call(listAuditEntries, { query: {} });
    const rows = await app.db.withSystem((tx) =>
      tx.db.selectFrom('channel_accounts').selectAll().execute(),
    );
    const stored = rows.map((row) => ({ ...row, secrets: row.secrets?.toString('latin1') }));
    const everything = JSON.stringify([channel, items, stored]);
    for (const secret of ['imap-geheim', 'relay-geheim', 'PRIVATE KEY']) {
      expect(everything).not.toContain(secret);
    }
    expect(items[0]).toMatchObject({ action: 'channel.created', subject_id: channel.id });
  });

  test('with a team of the account only', async () => {
    const team = await stranger.call(createTeam, { body: { name: 'Fremde' } });
    const body = { address: freshAddress(), team_id: team.id };
    expect(await admin.refused(createChannel, { body })).toMatchObject({ status: 404 });
    expect(await find(body.address)).toBeNull();
  });

  test.each([
    ['body.address', { address: 'support at falk' }],
    ['body.smtp_url', { smtp_url: 'http://relay' }],
    ['body.dkim.private_key', { dkim: { domain: 'a.example', selector: 's', private_key: 'x' } }],
    ['body.imap.password', { imap: { ...mailbox, password: undefined } }],
    ['body.imap.port', { imap: { ...mailbox, port: 70_000 } }],
    ['body.settings.aliases.0', { settings: { aliases: ['nobody'] } }],
    ['body.nonsense', { nonsense: true }],
  ])('is told that %s is wrong, and nothing is added', async (path, wrong) => {
    const address = freshAddress();
    const answer = await admin.send(createChannel, { body: { address, ...wrong } });
    expect(answer.status).toBe(400);
    const { fields } = answer.body as { fields: { path: string }[] };
    expect(fields.map((field) => field.path)).toContain(path);
    expect(await find(address)).toBeNull();
  });
});

describe('an address leads to one channel', () => {
  test('of the whole installation: a second one is refused and the other account not named', async () => {
    const address = freshAddress();
    const own = await admin.call(createChannel, { body: { address } });
    const mine = await admin.refused(createChannel, { body: { address } });
    expect(mine).toMatchObject({ status: 409, code: 'address_taken' });
    expect(mine.facts).toEqual({ address, channel_id: own.id });
    const theirs = await stranger.refused(createChannel, { body: { address } });
    expect(theirs).toMatchObject({ status: 409, code: 'address_taken' });
    expect(JSON.stringify(theirs)).not.toContain(own.id);
    const alias = { address: freshAddress(), settings: { aliases: [address.toUpperCase()] } };
    expect(await stranger.refused(createChannel, { body: alias })).toMatchObject({ status: 409 });
  });

  test('also when two administrators ask in the same moment', async () => {
    const address = freshAddress();
    const tries = [admin, stranger, admin, stranger].map((caller) =>
      caller.send(createChannel, { body: { address } }),
    );
    const statuses = (await Promise.all(tries)).map((answer) => String(answer.status)).toSorted();
    expect(statuses).toEqual(['201', '409', '409', '409']);
  });

  test('that is switched off keeps it, and its mail is refused until it is on again', async () => {
    const address = freshAddress();
    const { id } = await admin.call(createChannel, { body: { address } });
    const params = { channelId: id };
    const off = await admin.call(updateChannel, { params, body: { disabled: true } });
    expect(off.health).toMatchObject({ state: 'off' });
    expect(await find(address)).toBeNull();
    expect(await stranger.refused(createChannel, { body: { address } })).toMatchObject({
      status: 409,
    });
    const on = await admin.call(updateChannel, { params, body: { disabled: false } });
    expect(on.disabled_at).toBeNull();
    expect(await find(address)).toMatchObject({ channelId: id });
  });
});

describe('an administrator changes a channel', () => {
  test('part by part; what is left out stays', async () => {
    const address = freshAddress();
    const { id } = await admin.call(createChannel, {
      body: { address, imap: mailbox, settings: { from_name: 'Falk', confirmation: false } },
    });
    const params = { channelId: id };
    const changed = await admin.call(updateChannel, {
      params,
      body: { name: 'Hotline', settings: { answer_within_hours: 4 } },
    });
    expect(changed).toMatchObject({ name: 'Hotline', imap: { login: 'support' } });
    expect(changed.settings).toMatchObject({
      from_name: 'Falk',
      confirmation: false,
      answer_within_hours: 4,
    });
    const moved = await admin.refused(updateChannel, {
      params,
      body: { imap: { ...mailbox, password: undefined, host: 'evil.example' } },
    });
    expect(moved.fields?.[0]?.path).toBe('body.imap.password');
    const alias = `neu-${address}`;
    await admin.call(updateChannel, { params, body: { settings: { aliases: [alias] } } });
    expect(await find(alias)).toMatchObject({ channelId: id });
    await admin.call(updateChannel, { params, body: { settings: { aliases: [] } } });
    expect(await find(alias)).toBeNull();
    expect(await find(address)).toMatchObject({ channelId: id });
  });

  test('and sees old and new value in the audit', async () => {
    const { id } = await admin.call(createChannel, { body: { address: freshAddress() } });
    await admin.call(updateChannel, {
      params: { channelId: id },
      body: { name: 'Neu', smtp_url: 'smtp://me:relay-geheim@relay.example' },
    });
    const { items } = await admin.call(listAuditEntries, { query: { limit: 1 } });
    expect(items[0]).toMatchObject({
      action: 'channel.updated',
      detail: { name: { to: 'Neu' }, secrets_given: ['smtp_url'] },
    });
    expect(JSON.stringify(items)).not.toContain('relay-geheim');
  });

  test('reads in words of their language how the mailbox fares', async () => {
    const { id } = await admin.call(createChannel, {
      body: { address: freshAddress(), imap: mailbox },
    });
    await app.db.withAccount(admin.accountId, (tx) =>
      saveChannelHealth(tx, id, {
        state: 'failing',
        code: 'login_refused',
        facts: { host: 'imap.falk.example', mailbox: 'INBOX', missing: 0, next_try_at: null },
        serverWords: 'NO [AUTHENTICATIONFAILED] Invalid credentials',
        lastOkAt: new Date('2026-11-01T10:00:00Z'),
        lastReceivedAt: null,
        onServer: 12,
        withUs: 11,
        countedAt: null,
      }),
    );
    const { items } = await admin.call(listChannels);
    const { health } = items.find((channel) => channel.id === id)!;
    expect(health).toMatchObject({
      state: 'failing',
      last_ok_at: '2026-11-01T10:00:00.000Z',
      on_server: 12,
      with_us: 11,
    });
    expect(health.detail).toContain('lehnt die Anmeldung ab');
    expect(health.detail).toContain('AUTHENTICATIONFAILED');
  });
});

describe('a test of a channel', () => {
  test('says what mailbox, relay and DNS answered', async () => {
    const { id } = await admin.call(createChannel, {
      body: { address: freshAddress(), imap: mailbox, smtp_url: 'smtp://127.0.0.1:1' },
    });
    const { steps } = await admin.call(createChannelTest, { params: { channelId: id } });
    expect(steps).toHaveLength(6);
    expect(steps[0]).toMatchObject({ name: 'Postfach', ok: false });
    expect(steps[0]!.detail).toContain('nicht erreichbar');
    expect(steps[1]).toMatchObject({ ok: false });
    expect(steps.every((step) => step.detail !== '')).toBe(true);
    expect(JSON.stringify(steps)).not.toContain('imap-geheim');
  });
});

describe('a page about the kinds of channels', () => {
  test('says of each against what it was tried, and what it can do', async () => {
    const { items } = await agent.call(listChannelKinds);
    expect(items.map((one) => [one.kind, one.verified_by])).toEqual([
      ['email', 'real_server'],
      ['chat', 'own_protocol'],
      ['form', 'own_protocol'],
      ['api', 'own_protocol'],
    ]);
    expect(items[0]!.against).toContain('Postfix');
    expect(items.every((one) => one.shown_by.length > 1)).toBe(true);
    expect(await app.nobody.refused(listChannelKinds)).toMatchObject({ status: 401 });
  });
});

describe('others', () => {
  test('agents see the channels but not how they are connected, and change nothing', async () => {
    const { items } = await agent.call(listChannels);
    expect(items.length).toBeGreaterThan(0);
    expect(items.every((channel) => channel.imap === null && channel.dkim === null)).toBe(true);
    const params = { channelId: items[0]!.id };
    for (const caller of [agent, supervisor]) {
      const body = { address: freshAddress() };
      expect(await caller.refused(createChannel, { body })).toMatchObject({ status: 403 });
      expect(await caller.refused(updateChannel, { params, body: {} })).toMatchObject({
        status: 403,
      });
      expect(await caller.refused(createChannelTest, { params })).toMatchObject({ status: 403 });
    }
  });

  test('another account’s channel and a made-up one are answered alike', async () => {
    const { items } = await admin.call(listChannels);
    const answers = [items[0]!.id, randomUUID()].map((channelId) =>
      stranger.refused(updateChannel, { params: { channelId }, body: { name: 'x' } }),
    );
    const [theirs, nobodys] = await Promise.all(answers);
    expect(theirs).toEqual(nobodys);
    expect(theirs).toMatchObject({ status: 404 });
    const known = new Set(items.map((channel) => channel.id));
    const seen = (await stranger.call(listChannels)).items.filter(({ id }) => known.has(id));
    expect(seen).toEqual([]);
  });

  test('nobody without sign-in, and no key without the scope', async () => {
    expect(await app.nobody.refused(listChannels)).toMatchObject({ status: 401 });
    const key = await app.key(admin, ['channels:read']);
    await key.call(listChannels);
    const body = { address: freshAddress() };
    expect(await key.refused(createChannel, { body })).toMatchObject({ status: 403 });
  });
});

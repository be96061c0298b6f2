import type { ChannelCapabilities } from '../../../../apps/server/src/features/channels/kit/public.ts';
import { startDelivery } from '../../../../apps/server/src/features/deliveries/deliver-messages.ts';
import { silentLog } from '../../../../apps/server/src/platform/log/log.ts';
import type { ChannelKind } from '@earshot/contract/channel-kind-contract.ts';
import { listCases } from '@earshot/contract/case-contract.ts';
import { createCaseReply } from '@earshot/contract/reply-contract.ts';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp, type TestMember } from '../http/start-test-app.ts';

/** One thing that somebody says on a channel. */
export interface Said {
  id: string;
  thread: string;
  text: string;
  subject?: string;
  /** Who says it; the same one where it is left out. */
  from?: string;
  files?: readonly { name: string; bytes: Buffer }[];
}

/** How the other side answers what we send. */
export type OutsideMood = 'well' | 'down' | 'busy' | 'expired' | 'revoked';

export interface SentOutside {
  text: string;
  /** Recognises repetitions, where the channel has such a key. */
  key: string;
}

/** One channel with its other side, made by the harness of its kind. */
export interface ChannelHands {
  channelId: string;
  /** By the real door; resolves when the outside was told “accepted”. */
  say(said: Said): Promise<void>;
  edit?(said: Said & { at: Date }): Promise<void>;
  takeBack?(said: Pick<Said, 'id' | 'thread'> & { at: Date }): Promise<void>;
  /** The same signed bytes as before, sent again by somebody who overheard them; HTTP status. */
  replay?(said: Said): Promise<number>;
  /** Status of a request signed with another secret, and of one signed an hour ago. */
  forge?(said: Said): Promise<number>;
  sayLate?(said: Said): Promise<number>;
  /** The id under which the channel keeps what was said, where the sender cannot choose it. */
  nameOf?(said: Said): string;
  /** Characters that the door takes of one message; left out: as many as are sent. */
  textMax?: number;
  /** Null: nothing leaves by this kind. */
  outside: {
    sent: readonly SentOutside[];
    setMood(mood: OutsideMood): void;
  } | null;
  /** Why a hand is missing, in a sentence; asked wherever a case does not apply. */
  without: Partial<Record<'edit' | 'takeBack' | 'signature' | 'outside' | 'thread', string>>;
  close(): Promise<void>;
}

export interface ChannelHarness {
  kind: ChannelKind;
  capabilities: ChannelCapabilities;
  /** Options of the whole application that the channel needs, such as where mail goes out. */
  prepare?(): Promise<Parameters<typeof startTestApp>[0]>;
  open(app: TestApp, admin: TestMember): Promise<ChannelHands>;
}

const album = 10;

interface Stage {
  app: TestApp;
  admin: TestMember;
  hands: ChannelHands;
}

/** What every kind of channel must show; a kind that lacks something says so instead of passing. */
export function describeChannelAdapter(harness: ChannelHarness): void {
  describe(`a channel of the kind ${harness.kind}`, () => {
    const stage = {} as Stage;
    beforeAll(async () => {
      stage.app = await startTestApp(await harness.prepare?.());
      stage.admin = await stage.app.signUp();
      stage.app.app.start();
      stage.hands = await harness.open(stage.app, stage.admin);
    }, 60_000);
    afterAll(async () => {
      await stage.hands?.close();
      await stage.app?.stop();
    });
    describeArriving(stage);
    describeChanging(stage, harness.capabilities);
    describeSigning(stage);
    describeLeaving(stage, harness.capabilities);
  });
}

function describeArriving(stage: Stage): void {
  test('what is delivered twice is there once', async () => {
    const said = newSaid('Delivered twice');
    await stage.hands.say(said);
    await stage.hands.say(said);
    await settle(stage);
    expect(await listTexts(stage, said)).toEqual([said.text]);
  });

  test('two messages at once in one thread are two, in one case where the kind has threads', async () => {
    const first = newSaid('First of two');
    const second = { ...newSaid('Second of two'), thread: first.thread };
    await Promise.all([stage.hands.say(first), stage.hands.say(second)]);
    await settle(stage);
    const rows = await listMessages(stage, [first, second]);
    expect(rows.map((row) => row.body_text.trim()).toSorted()).toEqual([first.text, second.text]);
    const cases = new Set(rows.map((row) => row.case_id)).size;
    expect({ cases, why: stage.hands.without.thread ?? null }).toEqual({
      cases: stage.hands.without.thread ? 2 : 1,
      why: stage.hands.without.thread ?? null,
    });
  });

  test('emoji and text from right to left stay as they were', async () => {
    const said = newSaid('👩🏽‍🔧 עברית ועוד العربية — Grüße');
    await stage.hands.say(said);
    await settle(stage);
    expect(await listTexts(stage, said)).toEqual([said.text]);
  });

  test('an empty message is a message that somebody sees', async () => {
    const said = { ...newSaid(''), files: [{ name: 'a.txt', bytes: Buffer.from('only a file') }] };
    await stage.hands.say(said);
    await settle(stage);
    const [row] = await listMessages(stage, [said]);
    expect(row).toMatchObject({ body_text: expect.stringMatching(/^\s*$/) });
    expect(await listFiles(stage, row!.id)).toEqual(['a.txt']);
  });

  test('a huge message is kept whole', async () => {
    const said = newSaid('All work and no play. '.repeat(10_000).trim());
    await stage.hands.say(said);
    await settle(stage);
    const [row] = await listMessages(stage, [said]);
    const most = stage.hands.textMax ?? said.text.length;
    expect(row!.body_text.length).toBeGreaterThanOrEqual(Math.min(most, said.text.length) * 0.99);
  });

  test('[L10] an album of ten pictures at once is one conversation of one case', async () => {
    const first = newSaid('Picture 0');
    const pictures = Array.from({ length: album }, (_, number) => ({
      ...newSaid(`Picture ${number}`),
      thread: first.thread,
      files: [{ name: `${number}.png`, bytes: Buffer.from(`picture ${randomUUID()}`) }],
    }));
    await Promise.all(pictures.map((picture) => stage.hands.say(picture)));
    await settle(stage);
    const rows = await listMessages(stage, pictures);
    expect(rows).toHaveLength(album);
    const conversations = new Set(rows.map((row) => row.conversation_id)).size;
    expect(conversations).toBe(stage.hands.without.thread ? album : 1);
  });

  test('[L11] what was stored before a death is taken up once by the next process', async () => {
    const said = newSaid('Stored, then killed');
    await stage.hands.say(said);
    await settle(stage);
    await asOwner(stage, (tx) =>
      tx.updateTable('receipts').set({ locked_until: null, attempts: 1 }).execute(),
    );
    await settle(stage);
    expect(await listTexts(stage, said)).toEqual([said.text]);
  });
}

function describeChanging(stage: Stage, { edit, delete: deletes }: ChannelCapabilities): void {
  test('an edit keeps the former words; twice or late it changes nothing more', async () => {
    const { hands } = stage;
    if (!hands.edit) return expectLack(hands.without.edit, edit);
    const said = newSaid('As it was first');
    const at = (minute: number) => new Date(Date.now() + minute * 60_000);
    await hands.say(said);
    await settle(stage);
    await hands.edit({ ...said, text: 'As it is now', at: at(2) });
    await hands.edit({ ...said, text: 'As it is now', at: at(2) });
    await hands.edit({ ...said, text: 'Overtaken', at: at(1) });
    await settle(stage);
    const [row] = await listMessages(stage, [said]);
    expect(row).toMatchObject({ body_text: 'As it is now', edited_at: expect.any(Date) });
    expect(await listVersions(stage, row!.id)).toEqual(['As it was first', 'Overtaken']);
  });

  test('an edit or deletion that arrives before its message is applied to it', async () => {
    const { hands } = stage;
    if (!hands.edit || !hands.takeBack) return expectLack(hands.without.edit, edit);
    const [changed, taken] = [newSaid('Before the edit'), newSaid('Never meant')];
    await hands.edit({ ...changed, text: 'After the edit', at: new Date(Date.now() + 60_000) });
    await hands.takeBack({ ...taken, at: new Date(Date.now() + 60_000) });
    await settle(stage);
    await Promise.all([hands.say(changed), hands.say(taken)]);
    await settle(stage);
    expect(await listTexts(stage, changed)).toEqual(['After the edit']);
    expect(await listTexts(stage, taken)).toEqual(['']);
  });

  test('what its sender takes back is hidden on every screen and known to the audit', async () => {
    const { hands } = stage;
    if (!hands.takeBack) return expectLack(hands.without.takeBack, deletes);
    const said = newSaid('Please forget this');
    await hands.say(said);
    await settle(stage);
    await hands.takeBack({ ...said, at: new Date() });
    await hands.takeBack({ ...said, at: new Date() });
    await settle(stage);
    const [row] = await listMessages(stage, [said]);
    expect(row).toMatchObject({ body_text: '', deleted_at: expect.any(Date) });
    expect(await listVersions(stage, row!.id)).toEqual(['Please forget this']);
    const audited = await asOwner(stage, (tx) =>
      tx.selectFrom('audit_entries').select('action').where('subject_id', '=', row!.id).execute(),
    );
    expect(audited.map((one) => one.action)).toEqual(['message.deleted_by_sender']);
  });
}

function describeSigning(stage: Stage): void {
  const lacks = () => expect(stage.hands.without.signature).toMatch(/\w+ \w+ \w+/);

  test('what was overheard and sent again changes nothing', async () => {
    if (!stage.hands.replay) return lacks();
    const said = newSaid('Overheard');
    await stage.hands.say(said);
    const status = await stage.hands.replay(said);
    await settle(stage);
    expect(status).toBeLessThan(500);
    expect(await listTexts(stage, said)).toEqual([said.text]);
  });

  test('a forged signature is refused and nothing is stored', async () => {
    if (!stage.hands.forge) return lacks();
    const said = newSaid('Forged');
    expect(await stage.hands.forge(said)).toBe(401);
    await settle(stage);
    expect(await listTexts(stage, said)).toEqual([]);
  });

  test('a signature of an hour ago is refused', async () => {
    if (!stage.hands.sayLate) return lacks();
    const said = newSaid('An hour late');
    expect(await stage.hands.sayLate(said)).toBe(401);
    await settle(stage);
    expect(await listTexts(stage, said)).toEqual([]);
  });
}

function describeLeaving(stage: Stage, capabilities: ChannelCapabilities): void {
  const lacks = () => expect(stage.hands.without.outside).toMatch(/\w+ \w+ \w+/);

  test('an answer arrives once', async () => {
    const { outside } = stage.hands;
    if (!outside) return lacks();
    outside.setMood('well');
    const id = await answer(stage, 'Here is your answer');
    await deliver(stage);
    expect(countSent(outside, 'Here is your answer')).toBe(1);
    expect(await stateOf(stage, id)).toBe('sent');
  });

  test('[L1] a day without the other side: the answer waits visibly and arrives once', async () => {
    const { outside } = stage.hands;
    if (!outside) return lacks();
    outside.setMood('down');
    const id = await answer(stage, 'Sent into the dark');
    for (let tries = 0; tries < 3; tries += 1) await deliver(stage);
    expect(await stateOf(stage, id)).toBe('deferred');
    outside.setMood('well');
    stage.app.clock.advance(24 * 60 * 60 * 1_000);
    await deliver(stage);
    expect(countSent(outside, 'Sent into the dark')).toBe(1);
    expect(await stateOf(stage, id)).toBe('sent');
  });

  test('“too many requests” puts off, and loses nothing', async () => {
    const { outside } = stage.hands;
    if (!outside) return lacks();
    outside.setMood('busy');
    const id = await answer(stage, 'One too many');
    await deliver(stage);
    expect(await stateOf(stage, id)).toBe('deferred');
    outside.setMood('well');
    await deliver(stage);
    expect(countSent(outside, 'One too many')).toBe(1);
  });

  test('an expired token or a revoked permission fails visibly and stands among the errors', async () => {
    const { outside } = stage.hands;
    if (!outside) return lacks();
    for (const mood of ['expired', 'revoked'] as const) {
      outside.setMood(mood);
      const id = await answer(stage, `Refused: ${mood}`);
      await deliver(stage);
      // A login that ended may be renewed, so such a message may wait; it is never taken for sent.
      expect(['failed', 'deferred']).toContain(await stateOf(stage, id));
      expect(countSent(outside, `Refused: ${mood}`)).toBe(0);
    }
    outside.setMood('well');
    const errors = await asOwner(stage, (tx) =>
      tx
        .selectFrom('channel_errors')
        .select('code')
        .where('channel_id', '=', stage.hands.channelId)
        .execute(),
    );
    expect(errors.length).toBeGreaterThanOrEqual(2);
  });

  test('[L11] killed between sending and recording: shown, or repeated where it is recognised', async () => {
    const { outside } = stage.hands;
    if (!outside) return lacks();
    outside.setMood('well');
    const id = await answer(stage, 'Cut off');
    await asOwner(stage, (tx) =>
      tx
        .updateTable('deliveries')
        .set({ state: 'sending', next_attempt_at: new Date(0) })
        .where('message_id', '=', id)
        .execute(),
    );
    await restartDelivery(stage);
    await deliver(stage);
    expect(await stateOf(stage, id)).toBe(capabilities.recognises_repeats ? 'sent' : 'failed');
    expect(countSent(outside, 'Cut off')).toBe(capabilities.recognises_repeats ? 1 : 0);
  });
}

/** A kind that cannot do something says so in its capabilities and in words. */
function expectLack(why: string | undefined, ways: string): void {
  expect(['none', 'out']).toContain(ways);
  expect(why).toMatch(/\w+ \w+ \w+/);
}

let letters = 0;

function newSaid(text: string): Said {
  letters += 1;
  const id = `${randomUUID()}@outside.example`;
  return { id, thread: `thread-${randomUUID()}`, text, from: `lena${letters}@vogt.example` };
}

type Owned = Parameters<Parameters<TestApp['db']['withAccount']>[1]>[0]['db'];

function asOwner<T>({ app, admin }: Stage, work: (db: Owned) => Promise<T>): Promise<T> {
  return app.db.withAccount(admin.accountId, (tx) => work(tx.db));
}

/** Until nothing that was said is left to be taken up. */
async function settle(stage: Stage): Promise<void> {
  const { intake } = stage.app.app.start();
  await expect
    .poll(
      async () => {
        await intake.drain();
        const left = await asOwner(stage, (db) =>
          db.selectFrom('receipts').select('id').where('state', '=', 'stored').execute(),
        );
        return left.length;
      },
      { timeout: 30_000, interval: 50 },
    )
    .toBe(0);
  const failed = await asOwner(stage, (db) =>
    db.selectFrom('receipts').select('error').where('error', 'is not', null).execute(),
  );
  expect(failed).toEqual([]);
}

async function listMessages(stage: Stage, said: readonly Said[]) {
  return asOwner(stage, (db) =>
    db
      .selectFrom('messages')
      .select(['id', 'case_id', 'conversation_id', 'body_text', 'edited_at', 'deleted_at'])
      .where(
        'external_id',
        'in',
        said.map((one) => stage.hands.nameOf?.(one) ?? one.id),
      )
      .where('direction', '=', 'in')
      .orderBy('id')
      .execute(),
  );
}

async function listTexts(stage: Stage, said: Said): Promise<string[]> {
  return (await listMessages(stage, [said])).map((row) => row.body_text.trim());
}

async function listFiles(stage: Stage, messageId: string): Promise<string[]> {
  const rows = await asOwner(stage, (db) =>
    db.selectFrom('attachments').select('file_name').where('message_id', '=', messageId).execute(),
  );
  return rows.map((row) => row.file_name);
}

async function listVersions(stage: Stage, messageId: string): Promise<string[]> {
  const rows = await asOwner(stage, (db) =>
    db
      .selectFrom('message_versions')
      .select('body_text')
      .where('message_id', '=', messageId)
      .execute(),
  );
  return rows.map((row) => row.body_text).toSorted();
}

/** Answers a case that just began; the id of the answer. */
async function answer(stage: Stage, text: string): Promise<string> {
  const said = newSaid('May I ask something?');
  await stage.hands.say(said);
  await settle(stage);
  const [row] = await listMessages(stage, [said]);
  const { items } = await stage.admin.call(listCases, { query: { limit: 1 } });
  expect(items).toHaveLength(1);
  const body = { text, undo_seconds: 0, signature: false };
  const params = { caseId: row!.case_id };
  return (await stage.admin.call(createCaseReply, { params, body })).id;
}

/** Makes everything due now, however long it was put off, and sends it. */
async function deliver(stage: Stage): Promise<void> {
  await asOwner(stage, (db) =>
    db
      .updateTable('deliveries')
      .set({ next_attempt_at: new Date(Date.now() - 60_000) })
      .where('state', 'in', ['waiting', 'deferred'])
      .execute(),
  );
  await stage.app.app.start().delivery.drain();
}

/** What the next process does first with what a killed one left. */
async function restartDelivery({ app }: Stage): Promise<void> {
  const next = startDelivery({
    db: app.db,
    adapters: app.app.adapters,
    decideRetry: () => null,
    clock: app.clock,
    log: silentLog,
  });
  await next.drain();
  await next.stop();
}

function countSent(outside: NonNullable<ChannelHands['outside']>, text: string): number {
  const keys = outside.sent.filter((one) => one.text.includes(text)).map((one) => one.key);
  return new Set(keys).size;
}

async function stateOf(stage: Stage, messageId: string): Promise<string> {
  const row = await asOwner(stage, (db) =>
    db
      .selectFrom('deliveries')
      .select('state')
      .where('message_id', '=', messageId)
      .executeTakeFirstOrThrow(),
  );
  return row.state;
}

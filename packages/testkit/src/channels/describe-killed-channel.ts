import { createDeliveryRetry } from '@earshot/contract/message-contract.ts';
import { createCaseReply } from '@earshot/contract/reply-contract.ts';
import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSecretBox } from '../../../../apps/server/src/platform/crypto/secret-box.ts';
import { startTestApp } from '../http/start-test-app.ts';
import type { ChannelHarness, Said, Stage } from './channel-hands.ts';
import {
  asOwner,
  countCases,
  countReceipts,
  listMessages,
  newSaid,
  stateOf,
} from './channel-stage.ts';
import { isBlocked } from '../postgres/wait-until-blocked.ts';
import { type ChannelServer, startChannelServer } from './start-channel-server.ts';

/** A stage whose work is done by a server of its own; what stands here only looks and asks. */
interface KilledStage extends Stage {
  server: ChannelServer;
}

/** On a busy machine a process starts in seconds; nothing is expected sooner. */
const WITHIN_MS = 60_000;
/** A person reads this long before a cut-off message would come a second time. */
const SECOND_LOOK_MS = 3_000;

/**
 * What a kill -9 must not do to a channel: the server that dies is a process, and it dies where it
 * hurts, because rows it needs next are held until it is gone.
 */
export function describeKilledChannel(harness: ChannelHarness): void {
  describe(`a channel of the kind ${harness.kind} whose server is killed`, () => {
    const stage = {} as KilledStage;
    beforeAll(async () => {
      const masterKey = randomBytes(32);
      const options = (await harness.prepare?.()) ?? {};
      const secretBox = createSecretBox(masterKey);
      stage.app = await startTestApp({ ...options, secretBox });
      stage.admin = await stage.app.signUp();
      stage.server = await startChannelServer({
        databaseUrl: stage.app.ownerUrl,
        masterKey,
        relayUrl: options.relayUrl ?? null,
      });
      const { app, db } = stage.app;
      const { nobody, smtpPort } = stage.server;
      const clock = { now: () => new Date(), advance: sleepOn };
      stage.hands = await harness.open({ app, db, clock, nobody, smtpPort }, stage.admin);
    }, 120_000);
    afterAll(async () => {
      await stage.hands?.close();
      await stage.server?.stop();
      await stage.app?.stop();
    });
    describeKilledBefore(stage);
    describeKilledAfter(stage, harness);
  });
}

/** Time passes for a server in another process only by itself; a form rests for three. */
function sleepOn(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, Math.min(milliseconds, 3_200));
}

function describeKilledBefore(stage: KilledStage): void {
  test('[L11] stored, not yet understood: the next process takes it up once', async () => {
    const cases = await countCases(stage);
    const said = newSaid('Stored, then killed');
    const held = await hold(stage, 'lock table cases in share mode');
    await stage.hands.say(said);
    // Claimed, understood and about to become a case, which it cannot while we hold the table.
    await eventually(() => countClaimed(stage), 1);
    await stage.server.kill();
    await held.release();
    expect(await countReceipts(stage, 'stored')).toBe(1);
    expect(await listMessages(stage, [said])).toEqual([]);
    await stage.server.restart();
    await untilTakenUp(stage, said);
    // The sender, who heard nothing before the death, sends it again.
    await stage.hands.say(said);
    await untilTakenUp(stage, said);
    expect(await countCases(stage)).toBe(cases + 1);
  }, 180_000);

  test('[L11] killed while many are said: what was accepted is there, each once', async () => {
    const all = Array.from({ length: 5 }, (_, number) => newSaid(`Word ${number}`));
    const accepted: Said[] = [];
    const saying = all.map(async (said) => {
      await stage.hands.say(said);
      accepted.push(said);
    });
    await Promise.any(saying);
    await stage.server.kill();
    await Promise.allSettled(saying);
    await stage.server.restart();
    for (const said of accepted) await untilTakenUp(stage, said);
    await eventually(() => countReceipts(stage, 'stored'), 0);
    for (const said of all) {
      expect((await listMessages(stage, [said])).length).toBeLessThanOrEqual(1);
    }
  }, 180_000);
}

function describeKilledAfter(stage: KilledStage, { capabilities }: ChannelHarness): void {
  const lacks = () => expect(stage.hands.without.outside).toMatch(/\w+ \w+ \w+/);

  test('[L11] killed before an answer left: the next process sends it once', async () => {
    if (!stage.hands.outside) return lacks();
    const id = await answer(stage, 'Not yet gone');
    await stage.server.kill();
    expect(await countArrived(stage, 'Not yet gone')).toBe(0);
    await stage.server.restart();
    await eventually(() => stateOf(stage, id), 'sent');
    expect(await countArrived(stage, 'Not yet gone')).toBe(1);
  }, 180_000);

  test('[L11] sent, not yet recorded: never twice unseen', async () => {
    if (!stage.hands.outside) return lacks();
    const id = await answer(stage, 'Gone, not recorded');
    // Whoever reads it or refers to it may; only its state cannot be written.
    const held = await hold(stage, `select 1 from messages where id = '${id}' for no key update`);
    if (stage.hands.without.gap) await untilHeldUp(stage, id);
    else await untilGone(stage, id);
    const before = await stateOf(stage, id);
    await stage.server.kill();
    await held.release();
    expect(await stateOf(stage, id)).toBe(before);
    await stage.server.restart();
    if (capabilities.recognises_repeats) await expectRecognised(stage, id);
    else await expectAsked(stage, id);
  }, 180_000);
}

/** It has left, and only we do not know it yet. */
async function untilGone(stage: KilledStage, id: string): Promise<void> {
  await eventually(() => countArrived(stage, 'Gone, not recorded'), 1);
  await eventually(() => stateOf(stage, id), 'sending');
}

/** Where both are one commit it cannot leave while its state cannot be written. */
async function untilHeldUp(stage: KilledStage, id: string): Promise<void> {
  await eventually(() => asOwner(stage, isBlocked), true);
  expect(await countArrived(stage, 'Gone, not recorded')).toBe(0);
  expect(await stateOf(stage, id)).toBe('waiting');
}

/** Repeated by itself, under the key by which the other side knows it. */
async function expectRecognised(stage: KilledStage, id: string): Promise<void> {
  await eventually(() => stateOf(stage, id), 'sent');
  const keys = (await listArrived(stage, 'Gone, not recorded')).map((one) => one.key);
  expect(new Set(keys).size).toBe(1);
}

/** Shown as unknown, and asked before it is repeated: one click, under the same id. */
async function expectAsked(stage: KilledStage, id: string): Promise<void> {
  await eventually(() => stateOf(stage, id), 'failed');
  expect(await wordsOf(stage, id)).toContain('may or may not have arrived');
  await pause(SECOND_LOOK_MS);
  expect(await countArrived(stage, 'Gone, not recorded')).toBe(1);
  await stage.admin.call(createDeliveryRetry, { params: { messageId: id } });
  await eventually(() => stateOf(stage, id), 'sent');
  const again = await listArrived(stage, 'Gone, not recorded');
  const ids = new Set(again.map((one) => one.key)).size;
  expect({ times: again.length, ids }).toEqual({ times: 2, ids: 1 });
}

/** An answer that leaves in five seconds; its id. */
async function answer(stage: KilledStage, text: string): Promise<string> {
  const said = newSaid('May I ask something?');
  await stage.hands.say(said);
  await untilTakenUp(stage, said);
  const [row] = await listMessages(stage, [said]);
  // The clock stood still since the stage was built; the server’s did not.
  const { clock } = stage.app;
  clock.advance(Date.now() - clock.now().getTime());
  const body = { text, undo_seconds: 5, signature: false };
  const params = { caseId: row!.case_id };
  return (await stage.admin.call(createCaseReply, { params, body })).id;
}

/** Holds rows or a table until they are released, as another transaction does. */
async function hold(stage: KilledStage, statement: string) {
  const client = new pg.Client({ connectionString: stage.app.ownerUrl });
  await client.connect();
  await client.query('begin');
  await client.query(statement);
  return {
    async release() {
      await client.query('rollback');
      await client.end();
    },
  };
}

async function eventually<T>(look: () => Promise<T>, expected: T): Promise<void> {
  await expect.poll(look, { timeout: WITHIN_MS, interval: 50 }).toEqual(expected);
}

function untilTakenUp(stage: KilledStage, said: Said): Promise<void> {
  return eventually(
    async () => (await listMessages(stage, [said])).map((row) => row.body_text.trim()),
    [said.text],
  );
}

async function countClaimed(stage: KilledStage): Promise<number> {
  const rows = await asOwner(stage, (db) =>
    db
      .selectFrom('receipts')
      .select('id')
      .where('state', '=', 'stored')
      .where('locked_until', 'is not', null)
      .execute(),
  );
  return rows.length;
}

async function listArrived(stage: KilledStage, text: string) {
  const sent = await stage.hands.outside!.listSent();
  return sent.filter((one) => one.text.includes(text));
}

async function countArrived(stage: KilledStage, text: string): Promise<number> {
  // Nobody answers while the server is dead.
  return (await listArrived(stage, text).catch(() => [])).length;
}

async function wordsOf(stage: KilledStage, messageId: string): Promise<string | null> {
  const row = await asOwner(stage, (db) =>
    db
      .selectFrom('deliveries')
      .select('server_words')
      .where('message_id', '=', messageId)
      .executeTakeFirstOrThrow(),
  );
  return row.server_words;
}

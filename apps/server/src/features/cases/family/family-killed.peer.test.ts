import { createCaseFamily, createFamilyReply } from '@earshot/contract/family-contract.ts';
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type IntakeWorld, startIntakeWorld } from '@earshot/testkit/intake/start-intake-world.ts';
import { newId } from '../../../platform/ids.ts';
import { takeCaseNumber } from '../case-number-store.ts';
import { makeFamily } from './make-family.ts';
import { replyToFamily } from './reply-to-family.ts';

const people = ['anna@vogt.example', 'bert@vogt.example', 'cora@vogt.example'];
/** Deaths spread over the whole work; every single statement would take ten minutes. */
const deaths = 8;

let world: IntakeWorld;
let parentId: string;

beforeAll(async () => {
  world = await startIntakeWorld();
  const caseIds: string[] = [];
  for (const from of people) {
    const { receipt } = await world.receive({
      from: `Anna Vogt <${from}>`,
      subject: 'The kettle boils on',
    });
    caseIds.push(receipt.case_id!);
  }
  await world.work.delivery.drain();
  // From here on only the processes that die do anything.
  await Promise.all([world.work.delivery.stop(), world.work.jobs.stop()]);
  const number = await takeCaseNumber(world.db, world.accountId);
  const body = createCaseFamily.body.parse({ subject: 'Lot 17', child_ids: caseIds });
  const made = await world.query((tx) => makeFamily(tx, world.admin, body, number, new Date()));
  parentId = made.parentId;
});
afterAll(() => world.stop());

const program = fileURLToPath(
  import.meta.resolve('@earshot/testkit/intake/answer-family-and-die.ts'),
);

function work(replyId: string, dieAt: number): Promise<{ signal: string | null; output: string }> {
  const { database, filesDir, masterKey, sink, accountId } = world;
  const relay = `smtp://127.0.0.1:${sink.port}`;
  const given = [database.ownerUrl, filesDir, masterKey.toString('hex'), relay];
  const child = spawn(process.execPath, [program, ...given, accountId, replyId, String(dieAt)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve) =>
    child.on('close', (_code, signal) => resolve({ signal, output })),
  );
}

async function order(words: string): Promise<string> {
  const body = createFamilyReply.body.parse({
    dry_run: false,
    request_key: newId(),
    texts: { de: `${words} {name}`, en: `${words} {name}` },
    undo_seconds: 0,
  });
  const { reply } = await world.query((tx) =>
    replyToFamily(tx, world.admin, parentId, body, new Date()),
  );
  return reply!.id;
}

/** What became of the answer for each person: how often it was written, sent, and how it stands. */
async function lookAt(replyId: string, words: string) {
  const rows = await world.query((tx) =>
    tx.db
      .selectFrom('messages as m')
      .innerJoin('deliveries as d', 'd.message_id', 'm.id')
      .select(['m.id', 'd.recipient', 'd.state', 'd.server_words'])
      .where('m.body_text', 'like', `%${words} %`)
      .orderBy('d.recipient')
      .execute(),
  );
  const parts = await world.query((tx) =>
    tx.db
      .selectFrom('family_reply_parts')
      .select(['state', 'message_id'])
      .where('family_reply_id', '=', replyId)
      .execute(),
  );
  const arrived = people.map(
    (address) =>
      world.sink.mails.filter(
        (mail) => mail.to.includes(address) && mail.raw.toString('utf8').includes(`${words} `),
      ).length,
  );
  return { rows, parts, arrived };
}

test('[L11] one answer to all, killed at any point: each contact gets it once, or its break is shown', async () => {
  const whole = await order('Round0');
  const statements = Number((await work(whole, 0)).output);
  expect(await lookAt(whole, 'Round0')).toMatchObject({ arrived: [1, 1, 1] });
  expect(statements).toBeGreaterThan(40);
  let interrupted = 0;
  for (let round = 1; round <= deaths; round += 1) {
    const words = `Round${round}`;
    const replyId = await order(words);
    const dieAt = Math.max(1, Math.round((statements * round) / deaths));
    const { signal } = await work(replyId, dieAt);
    // The last one is told to die after its last statement, so it may live.
    expect(['SIGKILL', round === deaths ? null : 'SIGKILL']).toContain(signal);
    await work(replyId, 0);
    const { rows, parts, arrived } = await lookAt(replyId, words);
    // Written once for each, whatever died in between, and nothing waits any more.
    expect(rows.map(({ recipient }) => recipient)).toEqual(people);
    expect(parts.map(({ state }) => state)).toEqual(['sent', 'sent', 'sent']);
    expect(new Set(parts.map((part) => part.message_id))).toEqual(
      new Set(rows.map(({ id }) => id)),
    );
    const shown = rows.map(({ state, server_words: words_ }) =>
      state === 'failed' && words_?.includes('interrupted') ? 'interrupted' : state,
    );
    const wrong = shown.filter((state) => state !== 'sent' && state !== 'interrupted');
    expect(wrong).toEqual([]);
    // Sent is there once; what was in the air once or not, and says so.
    const counts = arrived.map((count, index) => (shown[index] === 'sent' ? count : 1));
    expect(counts).toEqual([1, 1, 1]);
    expect(Math.max(...arrived)).toBeLessThanOrEqual(1);
    interrupted += shown.filter((state) => state === 'interrupted').length;
  }
  // Only what was in the air can be in doubt: at most one batch of three for each death.
  expect(interrupted).toBeLessThanOrEqual(deaths * people.length);
}, 600_000);

import {
  createCaseMerge,
  createCaseStatusChange,
  createCaseTransfer,
} from '@earshot/contract/case-change-contract.ts';
import { createChannel } from '@earshot/contract/channel-contract.ts';
import { listCases } from '@earshot/contract/case-contract.ts';
import type { OperationShape } from '@earshot/contract/operation.ts';
import { createCasePromise } from '@earshot/contract/promise-contract.ts';
import { createCaseNote, createCaseReply } from '@earshot/contract/reply-contract.ts';
import {
  createWebConversation,
  createWebMessage,
} from '@earshot/contract/web-conversation-contract.ts';
import type { Answer, LooseInput } from '@earshot/testkit/http/call-operation.ts';
import { startTestApp, type TestMember } from '@earshot/testkit/http/start-test-app.ts';
import { writeLetter } from '@earshot/testkit/intake/start-intake-world.ts';
import { startSmtpSink } from '@earshot/testkit/mail/start-smtp-sink.ts';
import { type Ending, makeUnsteady } from '@earshot/testkit/postgres/unsteady-database.ts';
import { openChat, type TestVisitor, visitChat } from '@earshot/testkit/web/visit-chat.ts';
import { listContradictions } from '@earshot/testkit/world/list-contradictions.ts';
import { makeRandom } from '@earshot/testkit/world/make-random.ts';
import { openDesk } from '@earshot/testkit/world/seed-cases.ts';
import { sql } from 'kysely';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { systemClock } from './platform/clock.ts';
import { silentLog } from './platform/log/log.ts';

/** `SEED=…` plays another story; the one that failed stands in the title of the test. */
const seed = Number(process.env['SEED'] ?? 20_261_122);
const random = makeRandom(seed);
/** Of 10 transactions one is cut off before its commit, and of one nobody hears that it is done. */
const share = 0.1;
let isCalm = true;

function decideEnding(): Ending {
  if (isCalm) return 'kept';
  const lot = random();
  if (lot < share) return 'cut';
  if (lot < 2 * share) return 'unheard';
  return lot < 2.3 * share ? 'clash' : 'kept';
}

const errors = new Set<string>();
const hear = (facts: { err?: unknown }) => {
  const text = facts.err instanceof Error ? `${facts.err.stack}` : JSON.stringify(facts);
  if (!/DatabaseAway/.test(text)) errors.add(text);
};
const sink = await startSmtpSink();
const app = await startTestApp({
  clock: systemClock,
  relayUrl: `smtp://127.0.0.1:${sink.port}`,
  through: (db) => makeUnsteady(db, decideEnding),
  log: Object.assign(Object.create(silentLog) as typeof silentLog, { warn: hear, error: hear }),
  authenticate: async () => ({
    spf: null,
    dkim: null,
    dmarc: null,
    arc: null,
    verified: false,
    reason: 'not asked',
  }),
});
afterAll(async () => {
  await app.stop();
  await sink.close();
});
const desk = await openDesk(app);
const { accountId } = desk;
const address = 'help@falk.example';
const { id: channelId } = await desk.admin.call(createChannel, {
  body: { kind: 'email', address, team_id: desk.serviceTeamId },
});
const chat = await openChat(desk.admin);
const visitors = await Promise.all([1, 2, 3].map(() => visitChat(app, chat)));
const work = app.app.start();

/** As programs and people do: the same again until it is taken. */
async function persist(
  who: { send: TestVisitor['send'] },
  operation: OperationShape,
  input: LooseInput,
): Promise<Answer> {
  for (let tries = 0; tries < 50; tries += 1) {
    const answer = await who.send(operation, input);
    if (answer.status >= 500 && answer.status !== 503) {
      errors.add(`${operation.id} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    }
    if (answer.status < 500) return answer;
    await pause(10);
  }
  throw new Error(`${operation.id} was never taken.`);
}

/** A mail server, which hands in the same bytes until they are taken. */
async function post(raw: Buffer, from: string): Promise<void> {
  for (let tries = 0; tries < 50; tries += 1) {
    const envelope = { from, to: [address], ip: null, helo: null, tls: false };
    const arrival = { accountId, channelId, source: 'smtp' as const, externalKey: null, raw };
    try {
      await app.app.storeReceipt({ ...arrival, envelope, receivedAt: new Date() });
      return;
    } catch (error) {
      if (!/away/.test(String(error))) throw error;
    }
    await pause(10);
  }
  throw new Error('A mail was never taken.');
}

/** Of what somebody was told that it was taken. */
const taken: string[] = [];

async function listMissing(): Promise<string[]> {
  const rows = await app.db.withAccount(accountId, (tx) =>
    tx.db
      .selectFrom('messages')
      .select('body_text as text')
      .unionAll(tx.db.selectFrom('notes').select('body_text as text'))
      .execute(),
  );
  return taken.filter((text) => !rows.some((row) => row.text.startsWith(text)));
}

type Dice = <T>(from: readonly T[]) => T;
const diceOf = (person: number): Dice => {
  const own = makeRandom(seed * 100 + person);
  return (from) => from[Math.floor(own() * from.length)]!;
};

async function writeMails(person: number): Promise<void> {
  const pick = diceOf(person);
  const from = `contact${person}@vogt.example`;
  const ids: string[] = [];
  for (let number = 0; number < 10; number += 1) {
    const messageId = `<${person}-${number}@vogt.example>`;
    const first = ids.length > 0 && pick([true, false]) ? { inReplyTo: pick(ids) } : {};
    const text = `Mail ${number} of ${person}.`;
    await post(
      writeLetter({ from, to: address, subject: `Kettle ${number}`, text, messageId, ...first }),
      from,
    );
    taken.push(text);
    ids.push(messageId);
    await pause(pick([5, 50, 150]));
  }
}

async function chatOn(visitor: TestVisitor, person: number): Promise<void> {
  const pick = diceOf(person);
  const say = (text: string) => ({ client_id: randomUUID(), text });
  const body = say(`Chat 0 of ${person}.`);
  const opened = await persist(visitor, createWebConversation, { body });
  const { id } = opened.body as { id: string };
  for (let number = 1; number < 10; number += 1) {
    const params = { conversationId: id };
    const text = `Chat ${number} of ${person}.`;
    const { status } = await persist(visitor, createWebMessage, { params, body: say(text) });
    if (status === 202) taken.push(text);
    await pause(pick([5, 50, 150]));
  }
}

const deeds = [
  'reply',
  'reply',
  'reply',
  'note',
  'promise',
  'merge',
  'transfer',
  'status',
] as const;

async function workOnCases(member: TestMember, person: number): Promise<void> {
  const pick = diceOf(person);
  for (let number = 0; number < 25; number += 1) {
    const listed = await persist(member, listCases, { query: { view: 'all' } });
    const { items } = listed.body as { items: { id: string }[] };
    if (items.length > 1) await doSomething(member, pick, `${number} of ${person}`, items);
    await pause(pick([5, 50, 100]));
  }
}

async function doSomething(
  member: TestMember,
  pick: Dice,
  name: string,
  items: readonly { id: string }[],
): Promise<void> {
  const params = { caseId: pick(items).id };
  const teamId = pick([desk.serviceTeamId, desk.complaintsTeamId]);
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
  const said = { request_key: randomUUID(), text: `Answer ${name}.`, undo_seconds: 0 };
  const ways = {
    reply: [createCaseReply, { ...said, ...pick([{}, { status: 'resolved' }]) }],
    note: [createCaseNote, { request_key: said.request_key, text: `Note ${name}.` }],
    promise: [createCasePromise, { due_at: tomorrow, words: `Promise ${name}.` }],
    merge: [createCaseMerge, { into_case_id: pick(items).id }],
    transfer: [createCaseTransfer, { to_team_id: teamId, reason: `Moved ${name}.` }],
    status: [createCaseStatusChange, { status: pick(['open', 'resolved']) }],
  } as const;
  const [operation, body] = ways[pick(deeds)];
  const { status } = await persist(member, operation, { params, body });
  if ('text' in body && status === 201) taken.push(body.text);
}

/** Mails that the relay took more than once for the same recipient. */
function listHandedTwice(): string[] {
  const handed = sink.mails.flatMap(({ raw, to }) => {
    const id = /^message-id: *(.*)$/im.exec(raw.toString('latin1'))?.[1];
    return to.map((recipient) => `${id} ${recipient}`);
  });
  return handed.filter((one, at) => handed.indexOf(one) !== at);
}

/** Whoever took something and was not heard of is taken for dead. */
async function endLeases(): Promise<void> {
  await app.db.withAccount(accountId, async (tx) => {
    for (const table of ['receipts', 'deliveries', 'jobs']) {
      await sql`update ${sql.table(table)} set locked_until = now() - interval '1 second'
        where account_id = ${accountId} and locked_until is not null`.execute(tx.db);
    }
  });
}

test(`[L11] whatever is cut off or not heard of, everything is there once (seed ${seed})`, async () => {
  isCalm = false;
  await Promise.all([
    ...[1, 2, 3, 4, 5, 6].map(writeMails),
    ...visitors.map((one, at) => chatOn(one, 11 + at)),
    ...[desk.admin, desk.weber, desk.ito, desk.brandt].map((one, at) => workOnCases(one, 21 + at)),
  ]);
  isCalm = true;
  for (let round = 0; round < 3; round += 1) {
    await endLeases();
    await work.intake.drain();
    await work.jobs.drain();
    await work.delivery.drain();
    await work.consumers.settle();
  }
  expect([...errors]).toEqual([]);
  expect(await listMissing()).toEqual([]);
  expect(listHandedTwice()).toEqual([]);
  expect(await listContradictions(app.db, accountId)).toEqual([]);
}, 120_000);

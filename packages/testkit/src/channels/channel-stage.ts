import { createCaseReply } from '@earshot/contract/reply-contract.ts';
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { expect } from 'vitest';
import type { TestApp } from '../http/start-test-app.ts';
import type { ChannelHands, Said, Stage } from './channel-hands.ts';

let letters = 0;

/** Something that nobody said before, by somebody who never wrote. */
export function newSaid(text: string): Said {
  letters += 1;
  const id = `${randomUUID()}@outside.example`;
  return { id, thread: `thread-${randomUUID()}`, text, from: `lena${letters}@vogt.example` };
}

type Owned = Parameters<Parameters<TestApp['db']['withAccount']>[1]>[0]['db'];

/** Looks into the database of the account. */
export function asOwner<T>({ app, admin }: Stage, work: (db: Owned) => Promise<T>): Promise<T> {
  return app.db.withAccount(admin.accountId, (tx) => work(tx.db));
}

/** Until nothing that was said is left to be taken up; nothing of it may have failed. */
export async function settle(stage: Stage): Promise<void> {
  const { intake } = stage.app.app.start();
  await expect
    .poll(
      async () => {
        await intake.drain();
        return countReceipts(stage, 'stored');
      },
      { timeout: 30_000, interval: 50 },
    )
    .toBe(0);
  const failed = await asOwner(stage, (db) =>
    db.selectFrom('receipts').select('error').where('error', 'is not', null).execute(),
  );
  expect(failed).toEqual([]);
}

/** Receipts of the account, all or those in one state. */
export async function countReceipts(stage: Stage, state?: 'stored'): Promise<number> {
  const rows = await asOwner(stage, (db) =>
    db
      .selectFrom('receipts')
      .select('id')
      .$if(state !== undefined, (query) => query.where('state', '=', state!))
      .execute(),
  );
  return rows.length;
}

/** Cases of the account. */
export async function countCases(stage: Stage): Promise<number> {
  return (await asOwner(stage, (db) => db.selectFrom('cases').select('id').execute())).length;
}

/** What stands in cases of all that was said. */
export async function listMessages(stage: Stage, said: readonly Said[]) {
  return asOwner(stage, (db) =>
    db
      .selectFrom('messages')
      .select(['id', 'case_id', 'conversation_id', 'body_text', 'edited_at', 'deleted_at', 'seq'])
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

/** The texts under which one thing stands: one where all is well. */
export async function listTexts(stage: Stage, said: Said): Promise<string[]> {
  return (await listMessages(stage, [said])).map((row) => row.body_text.trim());
}

/** Files of a message. */
export async function listFiles(stage: Stage, messageId: string): Promise<string[]> {
  const rows = await asOwner(stage, (db) =>
    db.selectFrom('attachments').select('file_name').where('message_id', '=', messageId).execute(),
  );
  return rows.map((row) => row.file_name);
}

/** Former words of a message. */
export async function listVersions(stage: Stage, messageId: string): Promise<string[]> {
  const rows = await asOwner(stage, (db) =>
    db
      .selectFrom('message_versions')
      .select('body_text')
      .where('message_id', '=', messageId)
      .execute(),
  );
  return rows.map((row) => row.body_text).toSorted();
}

/** Says something and has it taken up; its case. */
export async function openCaseOf(stage: Stage, said: Said): Promise<string> {
  await stage.hands.say(said);
  await settle(stage);
  const [row] = await listMessages(stage, [said]);
  return row!.case_id;
}

/** Answers a case that just began; the id of the answer. */
export async function answer(stage: Stage, text: string): Promise<string> {
  const caseId = await openCaseOf(stage, newSaid('May I ask something?'));
  const body = { text, undo_seconds: 0, signature: false };
  return (await stage.admin.call(createCaseReply, { params: { caseId }, body })).id;
}

/** Sends whatever is due now, by the clock that PostgreSQL reads. */
export async function deliver({ app }: Stage): Promise<void> {
  app.clock.advance(Date.now() - app.clock.now().getTime());
  await app.app.start().delivery.drain();
}

/** So much time passes for what waits: as its rows tell it, everything lies further back. */
export async function letPass(stage: Stage, seconds: number): Promise<void> {
  await asOwner(stage, (db) =>
    sql`update deliveries set next_attempt_at = next_attempt_at - make_interval(secs => ${seconds}),
      created_at = created_at - make_interval(secs => ${seconds})
      where state in ('waiting', 'deferred')`.execute(db),
  );
}

/** How often a text arrived outside, repetitions that are recognised not counted. */
export async function countSent(
  outside: NonNullable<ChannelHands['outside']>,
  text: string,
): Promise<number> {
  const sent = await outside.listSent();
  return new Set(sent.filter((one) => one.text.includes(text)).map((one) => one.key)).size;
}

/** State of the only delivery of a message. */
export async function stateOf(stage: Stage, messageId: string): Promise<string> {
  const row = await asOwner(stage, (db) =>
    db
      .selectFrom('deliveries')
      .select('state')
      .where('message_id', '=', messageId)
      .executeTakeFirstOrThrow(),
  );
  return row.state;
}

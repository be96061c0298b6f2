import { HOUR_MS } from '@earshot/contract/durations.ts';
import { createCaseReply } from '@earshot/contract/reply-contract.ts';
import type { BodyInputOf } from '@earshot/contract/operation.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type IntakeWorld, startIntakeWorld } from '@earshot/testkit/intake/start-intake-world.ts';
import { listLonelyCases } from '@earshot/testkit/world/list-contradictions.ts';
import { changeCaseStatus } from '../changes/change-case-status.ts';
import { deleteCase, restoreCase } from '../changes/delete-case.ts';
import { mergeCases } from '../changes/merge-cases.ts';
import { moveMessage, takeMoveBack } from '../changes/move-message.ts';
import { updateCase } from '../changes/update-case.ts';
import { wakeCase } from '../case-jobs.ts';
import { takeCaseNumber } from '../case-number-store.ts';
import { cancelSending } from '../replies/cancel-sending.ts';
import { replyToCase } from '../replies/reply-to-case.ts';

let world: IntakeWorld;

beforeAll(async () => {
  world = await startIntakeWorld();
});
afterAll(() => world.stop());

let letters = 0;

const listLonely = () => world.query(listLonelyCases);

async function mail(options: Parameters<IntakeWorld['receive']>[0] = {}) {
  letters += 1;
  const from = `person-${letters}@vogt.example`;
  const got = await world.receive({
    from,
    messageId: `<verb-${letters}@vogt.example>`,
    ...options,
  });
  return { from, caseId: got.receipt.case_id!, messageId: got.message?.id ?? '', letter: letters };
}

async function answer(caseId: string, input: Partial<BodyInputOf<typeof createCaseReply>> = {}) {
  const body = createCaseReply.body.parse({ text: 'We look into it.', ...input });
  return world.query((tx) => replyToCase(tx, world.admin, caseId, body, new Date()));
}

const setStatus = (caseId: string, status: 'open' | 'waiting' | 'resolved' | 'closed') =>
  world.query((tx) =>
    changeCaseStatus(
      tx,
      world.admin,
      caseId,
      {
        status,
        with_open_tasks: true,
        ...(status === 'waiting'
          ? { waiting_until: new Date(Date.now() + HOUR_MS).toISOString() }
          : {}),
      },
      new Date(),
    ),
  );

/** One after the other; after each of them no case is lonely. */
const verbs: [string, () => Promise<unknown>][] = [
  ['a mail opens a case and is confirmed', () => mail()],
  ['a mail that must not be confirmed opens a case', () => mail({ headers: ['Precedence: bulk'] })],
  ['an imported mail opens a case', () => mail({ source: 'import' })],
  ['an unreadable mail opens a case', () => mail({ raw: Buffer.from('\u0000\u0001nothing') })],
  [
    'the contact writes again',
    async () => {
      const { from, letter } = await mail();
      await mail({ from, inReplyTo: `<verb-${letter}@vogt.example>` });
    },
  ],
  [
    'an answer leaves the case our turn, the contact answers that',
    async () => {
      const { from, caseId, letter } = await mail();
      await answer(caseId);
      await mail({ from, inReplyTo: `<verb-${letter}@vogt.example>` });
    },
  ],
  [
    'a resolved case is re-opened by its contact',
    async () => {
      const { from, caseId, letter } = await mail();
      await answer(caseId, { status: 'resolved' });
      await mail({ from, inReplyTo: `<verb-${letter}@vogt.example>` });
    },
  ],
  [
    'a closed case is re-opened by hand',
    async () => {
      const { caseId } = await mail();
      await answer(caseId, { status: 'resolved' });
      await setStatus(caseId, 'closed');
      await setStatus(caseId, 'open');
    },
  ],
  [
    'a resolved case without an answer is re-opened by hand',
    async () => {
      const { caseId } = await mail();
      await setStatus(caseId, 'resolved');
      await setStatus(caseId, 'open');
    },
  ],
  [
    'a waiting case wakes',
    async () => {
      const { caseId } = await mail();
      const until = new Date(Date.now() + HOUR_MS).toISOString();
      await answer(caseId, { status: 'waiting', waiting_until: until });
      await world.query((tx) => wakeCase(tx, caseId, new Date(Date.now() + 2 * HOUR_MS)));
    },
  ],
  [
    'an answer is taken back',
    async () => {
      const { caseId } = await mail();
      const id = await answer(caseId, { status: 'resolved' });
      await world.query((tx) => cancelSending(tx, world.admin, id, new Date()));
    },
  ],
  [
    'priority and tags change',
    async () => {
      const { caseId } = await mail();
      const input = { priority: 'urgent' as const, tags: ['eilig'] };
      await world.query((tx) => updateCase(tx, world.admin, caseId, input, new Date()));
    },
  ],
  [
    'an open case is merged into a resolved one',
    async () => {
      const [kept, merged] = [await mail(), await mail()];
      await answer(kept.caseId, { status: 'resolved' });
      const input = { into_case_id: kept.caseId, reason: '' };
      await world.query((tx) => mergeCases(tx, world.admin, merged.caseId, input, new Date()));
    },
  ],
  [
    'a message is split off, and the split is taken back',
    async () => {
      const { from, caseId, letter } = await mail();
      const second = await mail({ from, inReplyTo: `<verb-${letter}@vogt.example>` });
      await answer(caseId, { status: 'resolved' });
      const number = await takeCaseNumber(world.db, world.accountId);
      const input = { to_case_id: null, reason: '' };
      const move = await world.query((tx) =>
        moveMessage(tx, world.admin, second.messageId, input, number, new Date()),
      );
      expect(await listLonely()).toEqual([]);
      await world.query((tx) =>
        takeMoveBack(tx, world.admin, second.messageId, move.moveId, new Date()),
      );
    },
  ],
  [
    'a case is removed and brought back',
    async () => {
      const { caseId } = await mail();
      await world.query((tx) => deleteCase(tx, world.admin, caseId, 'Twice', new Date()));
      await world.query((tx) => restoreCase(tx, world.admin, caseId, new Date(Date.now() + 1)));
    },
  ],
];

test.each(verbs)('no case that waits for us is without a promise after %s', async (_name, act) => {
  await act();
  expect(await listLonely()).toEqual([]);
});

test('this test would see a case without one', async () => {
  const { caseId } = await mail();
  const lonely = await world.db.withAccount(world.accountId, async (tx) => {
    await sql`update case_promises set withdrawn_at = now()
        where account_id = ${tx.accountId} and case_id = ${caseId}`.execute(tx.db);
    const found = await sql<{ number: number }>`select c.number from cases c
        where c.id = ${caseId} and not exists (select from case_promises p
          where p.case_id = c.id and p.withdrawn_at is null)`.execute(tx.db);
    return found.rows;
  });
  expect(lonely).toHaveLength(1);
  expect(await listLonely()).toHaveLength(1);
});

import * as changes from '@earshot/contract/case-change-contract.ts';
import * as contract from '@earshot/contract/case-contract.ts';
import type { OperationShape } from '@earshot/contract/operation.ts';
import * as replies from '@earshot/contract/reply-contract.ts';
import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { seedCase, seedChannel, type SeededCase } from '@earshot/testkit/world/seed-cases.ts';
import type { LooseInput } from '@earshot/testkit/http/call-operation.ts';
import { openTestDesk } from '@earshot/testkit/world/open-test-desk.ts';
import type { MemberActor, Role } from '../../platform/actor.ts';
import { newId } from '../../platform/ids.ts';
import { listHiddenTeamIds, visibleCases } from './case-access-views.ts';
import { canSeeCase } from './case-policy.ts';

const { app, desk } = await openTestDesk();
let open: SeededCase;
let secret: SeededCase;
let foreign: SeededCase;

beforeAll(async () => {
  const { accountId, channelId } = desk;
  open = await seedCase(app.db, { accountId, channelId, teamId: desk.serviceTeamId });
  secret = await seedCase(app.db, { accountId, channelId, teamId: desk.complaintsTeamId });
  const elsewhere = desk.stranger.accountId;
  foreign = await seedCase(app.db, {
    accountId: elsewhere,
    channelId: await seedChannel(app.db, elsewhere, null, 'hilfe@nordwind.example'),
  });
});

const someId = '0198f2a0-0000-7000-8000-0000000000ff';

interface Attempt {
  operation: OperationShape;
  input: (caseId: string, other: SeededCase) => LooseInput;
  /** A colleague who only reads the case may do it. */
  colleague?: boolean;
  /** Only supervisors may do it at all. */
  supervisor?: boolean;
}

const on = (body?: unknown) => (caseId: string) => ({ params: { caseId }, body });

/** Every operation on a case of its own, with input that is right in form. */
const attempts: Attempt[] = [
  { operation: contract.getCase, input: on(), colleague: true },
  { operation: contract.updateCase, input: on({ priority: 'high' }) },
  { operation: contract.createCaseReading, input: on(), colleague: true },
  { operation: changes.createCaseAssignment, input: on({ member_id: null }) },
  { operation: changes.createCaseTransfer, input: on({ to_team_id: null }) },
  { operation: changes.createCaseStatusChange, input: on({ status: 'open' }) },
  { operation: changes.createCaseMerge, input: on({ into_case_id: someId }) },
  { operation: changes.createCaseLink, input: on({ kind: 'related', to_case_id: someId }) },
  {
    operation: changes.deleteCaseLink,
    input: (caseId) => ({ params: { caseId, linkId: someId } }),
  },
  {
    operation: changes.createMessageMove,
    input: (_caseId, other) => ({
      params: { messageId: other.messageId },
      body: { to_case_id: null },
    }),
  },
  { operation: changes.createCaseParticipant, input: on({ member_id: someId }) },
  {
    operation: changes.deleteCaseParticipant,
    input: (caseId) => ({ params: { caseId, memberId: someId } }),
  },
  { operation: changes.createCaseDeletion, input: on({ reason: 'spam' }), supervisor: true },
  { operation: changes.deleteCaseDeletion, input: on(), supervisor: true },
  { operation: replies.createCaseNote, input: on({ text: 'Schau mal.' }), colleague: true },
  {
    operation: replies.updateCaseNote,
    input: (caseId) => ({ params: { caseId, noteId: someId }, body: { text: 'x' } }),
  },
  {
    operation: replies.deleteCaseNote,
    input: (caseId) => ({ params: { caseId, noteId: someId } }),
  },
  { operation: replies.listDrafts, input: on(), colleague: true },
  {
    operation: replies.updateDraft,
    input: (caseId) => ({ params: { caseId, kind: 'note' }, body: { html: '<p>x</p>' } }),
    colleague: true,
  },
  {
    operation: replies.deleteDraft,
    input: (caseId) => ({ params: { caseId, kind: 'note' } }),
    colleague: true,
  },
  { operation: contract.listCaseMessages, input: on(), colleague: true },
  { operation: contract.listCaseTimeline, input: on(), colleague: true },
];

/** What a colleague who was drawn in is answered; the notes to change are not there. */
function expectedOf(operation: OperationShape, colleague = false): number {
  if (operation === replies.updateCaseNote || operation === replies.deleteCaseNote) return 404;
  if (!colleague) return 403;
  return operation.status ?? (operation.response ? 200 : 204);
}

describe.each(attempts)('$operation.id', ({ operation, input, colleague, supervisor }) => {
  test('answers 401 to somebody who is not signed in', async () => {
    const answer = await desk.nobody.send(operation, input(open.caseId, open));
    expect(answer.status).toBe(401);
  });

  test('answers 404 for a case of another firm, as if there were none', async () => {
    const answer = await desk.admin.send(operation, input(foreign.caseId, foreign));
    expect(answer.status).toBe(404);
    const none = await desk.admin.send(operation, input(someId, { ...foreign, messageId: someId }));
    expect(none.status).toBe(404);
  });

  test('answers 404 to an agent outside a restricted team', async () => {
    const answer = await desk.ito.send(operation, input(secret.caseId, secret));
    expect(answer.status).toBe(supervisor ? 403 : 404);
  });

  test('answers 404 to a colleague who was not drawn in', async () => {
    const answer = await desk.okoye.send(operation, input(open.caseId, open));
    expect(answer.status).toBe(supervisor ? 403 : 404);
  });

  test('answers 400 in words to ids that are none', async () => {
    const answer = await desk.ito.send(operation, input('4711', { ...open, messageId: '4711' }));
    expect(answer.status).toBe(supervisor ? 403 : 400);
  });

  test('a colleague who was drawn in reads and notes, and changes nothing', async () => {
    const { accountId, channelId } = desk;
    const drawn = await seedCase(app.db, { accountId, channelId });
    await desk.ito.call(changes.createCaseParticipant, {
      params: { caseId: drawn.caseId },
      body: { member_id: desk.okoye.memberId },
    });
    const answer = await desk.okoye.send(operation, input(drawn.caseId, drawn));
    expect(answer.status).toBe(expectedOf(operation, colleague));
  });
});

test('a key without cases:read is told which scope it lacks', async () => {
  const key = await app.key(desk.admin, ['contacts:read']);
  const problem = await key.refused(contract.getCase, { params: { caseId: open.caseId } });
  expect(problem).toMatchObject({ status: 403, detail: expect.stringContaining('cases:read') });
});

test('a case is found by its number, under the same rule', async () => {
  const found = await desk.ito.call(contract.getCaseByNumber, { params: { number: open.number } });
  expect(found.id).toBe(open.caseId);
  const hidden = await desk.ito.send(contract.getCaseByNumber, {
    params: { number: secret.number },
  });
  expect(hidden.status).toBe(404);
});

test('lists and getters agree on who sees which case, whatever team, role or part', async () => {
  const members = [desk.ito, desk.brandt, desk.okoye, desk.weber];
  const teams = [null, desk.serviceTeamId, desk.complaintsTeamId];
  const { accountId, channelId } = desk;
  const cases = await Promise.all(
    Array.from({ length: 12 }, () => seedCase(app.db, { accountId, channelId })),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.record({
          team: fc.constantFrom(...teams),
          assignee: fc.constantFrom(null, ...members.map((one) => one.memberId)),
          drawnIn: fc.subarray(members.map((one) => one.memberId)),
        }),
        { minLength: cases.length, maxLength: cases.length },
      ),
      fc.constantFrom<Role>('administrator', 'supervisor', 'agent', 'colleague'),
      fc.constantFrom(...members),
      fc.subarray([desk.serviceTeamId, desk.complaintsTeamId]),
      async (states, role, member, teamIds) => {
        const actor: MemberActor = {
          kind: 'member',
          accountId,
          id: member.memberId,
          name: member.name,
          locale: 'de',
          role,
          teamIds,
          sessionId: newId(),
        };
        await app.db.withAccount(accountId, async (tx) => {
          const ids = cases.map((one) => one.caseId);
          await tx.db.deleteFrom('case_participants').where('case_id', 'in', ids).execute();
          for (const [index, state] of states.entries()) {
            const caseId = ids[index]!;
            await tx.db
              .updateTable('cases')
              .set({ team_id: state.team, assignee_id: state.assignee })
              .where('id', '=', caseId)
              .execute();
            for (const memberId of state.drawnIn) {
              await tx.db
                .insertInto('case_participants')
                .values({ account_id: accountId, case_id: caseId, member_id: memberId })
                .execute();
            }
          }
          const hidden = await listHiddenTeamIds(tx, actor);
          const { rows } = await sql<{ id: string }>`
            select c.id from cases c
            where c.id = any(${ids}::uuid[]) and ${visibleCases(actor, hidden)}`.execute(tx.db);
          const listed = new Set(rows.map((row) => row.id));
          const seen = states.map((state) =>
            canSeeCase(actor, {
              teamId: state.team,
              teamRestricted: state.team === desk.complaintsTeamId,
              assigneeId: state.assignee,
              participates: state.drawnIn.includes(actor.id),
            }),
          );
          expect(ids.map((id) => listed.has(id))).toEqual(seen);
        });
      },
    ),
    { numRuns: 40 },
  );
}, 60_000);

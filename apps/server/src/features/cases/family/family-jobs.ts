import { type Actor, systemActor } from '../../../platform/actor.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { Database, Tx } from '../../../platform/db/database.ts';
import type { StoredActor } from '../../../platform/db/tables.ts';
import { Refused } from '../../../platform/errors.ts';
import { emitEvent } from '../../../platform/events/emit-event.ts';
import type { JobHandler } from '../../../platform/jobs/job-runner.ts';
import { getAccountFacts } from '../../accounts/public.ts';
import { actorOf, findMember } from '../../members/public.ts';
import { loadCaseRows } from '../case-row-views.ts';
import { replyToCase } from '../replies/reply-to-case.ts';
import {
  claimPart,
  type FamilyReplyRow,
  findFamilyReply,
  finishFamilyReply,
  settlePart,
} from './family-store.ts';
import { presentFamilyReply } from './family-views.ts';
import { planPart, type PlannedPart } from './plan-family-reply.ts';
import { FAMILY_REPLY } from './reply-to-family.ts';

/** Jobs of families by name, for the job runner. */
export function familyJobs(deps: { db: Database; clock: Clock }): Record<string, JobHandler> {
  return {
    [FAMILY_REPLY]: async ({ accountId, payload }) => {
      const id = String(payload['family_reply_id']);
      while (await sendNextPart(deps, accountId, id));
    },
  };
}

/**
 * Answers one child in a transaction of its own: a killed process goes on with the next, and none
 * gets the answer twice. False when no part waits any more.
 */
export async function sendNextPart(
  { db, clock }: { db: Database; clock: Clock },
  accountId: string,
  id: string,
): Promise<boolean> {
  return db.withAccount(accountId, async (tx) => {
    const now = clock.now();
    const reply = await findFamilyReply(tx, { id });
    if (!reply || reply.cancelled_at !== null) return false;
    const caseId = await claimPart(tx, id);
    if (caseId === null) {
      await finish(tx, reply, now);
      return false;
    }
    await answerPart(tx, reply, caseId, now);
    return true;
  });
}

async function answerPart(tx: Tx, reply: FamilyReplyRow, caseId: string, now: Date): Promise<void> {
  const [row] = await loadCaseRows(tx, [caseId], null);
  const { timeZone } = await getAccountFacts(tx);
  const plan = row ? await planPart(tx, row, reply.texts, timeZone) : null;
  const part = { id: reply.id, caseId };
  if (!plan || plan.reason !== null) {
    return settlePart(tx, part, { reason: plan?.reason ?? 'gone' }, now);
  }
  const actor = await findWriter(tx, reply.made_by);
  try {
    const messageId = await writeAnswer(tx, actor, reply, plan, now);
    await settlePart(tx, part, { messageId }, now);
  } catch (error) {
    // The case left their sight since the answer was ordered: it is left out, and that is said.
    if (!(error instanceof Refused)) throw error;
    await settlePart(tx, part, { reason: 'gone' }, now);
  }
}

/** The answer with its status; a child that waits for a task is answered and stays open. */
async function writeAnswer(
  tx: Tx,
  actor: Actor,
  reply: FamilyReplyRow,
  plan: PlannedPart,
  now: Date,
): Promise<string> {
  const input = {
    text: plan.text,
    cc: [],
    bcc: [],
    attachment_ids: [],
    undo_seconds: 0,
    send_anyway: true,
  };
  if (reply.status_after === null) return replyToCase(tx, actor, plan.case.id, input, now);
  try {
    const status = reply.status_after;
    return await replyToCase(tx, actor, plan.case.id, { ...input, status }, now);
  } catch (error) {
    if (!(error instanceof Refused) || error.code !== 'tasks_open') throw error;
    return replyToCase(tx, actor, plan.case.id, input, now);
  }
}

/** Who ordered the answer writes it; what they may see was decided when they did. */
async function findWriter(tx: Tx, by: StoredActor): Promise<Actor> {
  const system = { ...systemActor(tx.accountId, 'family'), name: by.name };
  if (by.kind !== 'member' || by.id === null) return system;
  const member = await findMember(tx, by.id);
  return member ? actorOf(tx, member) : system;
}

async function finish(tx: Tx, reply: FamilyReplyRow, now: Date): Promise<void> {
  if (!(await finishFamilyReply(tx, reply.id, now))) return;
  const { sent, left_out: leftOut } = await presentFamilyReply(tx, reply, now);
  await emitEvent(tx, reply.made_by, {
    name: 'family.replied',
    subjectId: reply.case_id,
    facts: { family_reply_id: reply.id, sent, left_out: leftOut },
  });
}

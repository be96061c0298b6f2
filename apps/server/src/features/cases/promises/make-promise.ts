import type { createCasePromise } from '@earshot/contract/promise-contract.ts';
import type { BodyOf } from '@earshot/contract/operation.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { Invalid, Refused } from '../../../platform/errors.ts';
import { emitEvent } from '../../../platform/events/emit-event.ts';
import { promiseVerbs } from '../../promises/public.ts';
import { getCaseForUpdate } from '../case-access-views.ts';
import { listOpenPromises } from '../travel/hand-over-views.ts';
import { findContactLanguage } from '../travel/transfer-views.ts';
import { settleCase } from './settle-case.ts';

/** Nobody promises further ahead; a slip of the year is caught. */
const AHEAD_MAX_MS = 3 * 366 * 24 * 60 * 60 * 1_000;

/** Throws unless a promise can be due then: later than now, and not in a far century. */
export function parseDue(text: string, now: Date): Date {
  const dueAt = new Date(text);
  const ahead_ms = dueAt.getTime() - now.getTime();
  if (ahead_ms > 0 && ahead_ms <= AHEAD_MAX_MS) return dueAt;
  const message = 'Choose a time in the future, within three years.';
  throw new Invalid([{ path: 'body.due_at', message }]);
}

/**
 * Keeps what a member promised the contact, in their own words. Said again while it is owed, after
 * an answer that was lost perhaps, it is the same promise.
 */
export async function makePromise(
  tx: Tx,
  actor: Actor,
  caseId: string,
  input: BodyOf<typeof createCasePromise>,
  now: Date,
): Promise<void> {
  const openCase = await getCaseForUpdate(tx, actor, caseId);
  const dueAt = parseDue(input.due_at, now);
  if (openCase.status === 'resolved' || openCase.status === 'closed') {
    throw new Refused(
      'case_over',
      'The case is resolved or closed: nothing more can be promised in it. Re-open it first.',
    );
  }
  const owed = await listOpenPromises(tx, caseId);
  if (owed.some((one) => one.words === input.words && +one.dueAt === +dueAt)) return;
  const promiseId = promiseVerbs.makeOwnPromise(
    tx,
    actor,
    {
      caseId,
      channelId: openCase.channel_id,
      teamId: openCase.team_id,
      kind: input.kind,
      words: input.words,
      language: await findContactLanguage(tx, openCase, openCase.language),
      dueAt,
    },
    now,
  );
  await emitEvent(tx, actor, {
    name: 'promise.made',
    subjectId: caseId,
    facts: {
      promise_id: promiseId,
      kind: input.kind,
      due_at: dueAt.toISOString(),
      words: input.words,
    },
  });
  await settleCase(tx, caseId, now);
}

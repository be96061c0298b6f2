import type {
  createPromiseRenegotiation,
  getPromiseProposal,
} from '@earshot/contract/promise-contract.ts';
import type { BodyOf, QueryOf, ResponseOf } from '@earshot/contract/operation.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { Invalid, Refused } from '../../../platform/errors.ts';
import { emitEvent } from '../../../platform/events/emit-event.ts';
import { getAccountFacts } from '../../accounts/public.ts';
import { promiseVerbs } from '../../promises/public.ts';
import { getCase, getCaseForUpdate, type SeenCase } from '../case-access-views.ts';
import { guardNotice } from '../replies/guard-notice.ts';
import { findReplyTarget } from '../replies/reply-target-views.ts';
import type { GuardReply } from '../replies/reply-to-case.ts';
import { queueTelling } from '../travel/tell-transfer.ts';
import { assertOwed, getPromise } from './keep-promise.ts';
import { parseDue } from './make-promise.ts';
import { settleCase } from './settle-case.ts';

interface Place {
  caseId: string;
  promiseId: string;
}

/** A later time and the message for it, in the contact’s language, to be edited. */
export async function proposeLater(
  tx: Tx,
  actor: Actor,
  place: Place,
  wish: QueryOf<typeof getPromiseProposal>,
  now: Date,
): Promise<ResponseOf<typeof getPromiseProposal>> {
  const seen = await getCase(tx, actor, place.caseId);
  const promise = await getPromise(tx, place.caseId, place.promiseId);
  assertOwed(promise);
  const { timeZone } = await getAccountFacts(tx);
  const proposed = await promiseVerbs.proposeRenegotiation(
    tx,
    promise,
    {
      caseNumber: seen.number,
      timeZone,
      because: wish.because,
      ...(wish.due_at ? { dueAt: new Date(wish.due_at) } : {}),
    },
    now,
  );
  return {
    promise_id: promise.id,
    due_at: proposed.dueAt.toISOString(),
    because: proposed.because,
    text: proposed.text,
    language: proposed.language,
  };
}

/**
 * We need until …, because …: the new promise takes the place of the old one, and the contact is
 * told by a notice in the same transaction, which neither answers nor keeps anything.
 */
export async function renegotiateInCase(
  tx: Tx,
  actor: Actor,
  place: Place,
  input: BodyOf<typeof createPromiseRenegotiation>,
  now: Date,
  guard?: GuardReply,
): Promise<void> {
  const openCase = await getCaseForUpdate(tx, actor, place.caseId);
  const old = await getPromise(tx, place.caseId, place.promiseId);
  const dueAt = parseDue(input.due_at, now);
  assertOwed(old);
  if (dueAt.getTime() === old.due_at.getTime()) {
    throw new Invalid([{ path: 'body.due_at', message: 'That is the time it has already.' }]);
  }
  const { timeZone } = await getAccountFacts(tx);
  const messageId = input.tell
    ? await tell(tx, actor, { openCase, old, dueAt, input, guard }, now)
    : null;
  const promiseId = await promiseVerbs.renegotiatePromise(
    tx,
    actor,
    old,
    {
      dueAt,
      because: input.because,
      words: input.words,
      timeZone,
      teamId: openCase.team_id,
      told: messageId !== null,
    },
    now,
  );
  await emitEvent(tx, actor, {
    name: 'promise.renegotiated',
    subjectId: place.caseId,
    facts: {
      promise_id: promiseId,
      replaced_id: old.id,
      kind: old.kind,
      due_before: old.due_at.toISOString(),
      due_at: dueAt.toISOString(),
      because: input.because,
      message_id: messageId,
    },
  });
  await settleCase(tx, place.caseId, now);
}

async function tell(
  tx: Tx,
  actor: Actor,
  change: {
    openCase: SeenCase;
    old: Awaited<ReturnType<typeof getPromise>>;
    dueAt: Date;
    input: BodyOf<typeof createPromiseRenegotiation>;
    guard: GuardReply | undefined;
  },
  now: Date,
): Promise<string | null> {
  const { openCase, old, dueAt, input, guard } = change;
  const target = await findReplyTarget(tx, openCase.id);
  if (!target || target.to.length === 0) {
    throw new Refused(
      'nobody_to_answer',
      'There is no address to tell the contact at. Tell them otherwise and renegotiate with ' +
        'tell: false. Nothing was changed.',
    );
  }
  const { timeZone } = await getAccountFacts(tx);
  const proposed = await promiseVerbs.proposeRenegotiation(
    tx,
    old,
    { caseNumber: openCase.number, timeZone, dueAt, because: input.because },
    now,
  );
  const telling = {
    told: 'told' as const,
    language: proposed.language,
    to: target.to,
    subject: target.subject,
    text: proposed.text,
    target,
  };
  const words = { text: input.text, undoSeconds: input.undo_seconds };
  const edited = { guard, text: input.text, made: proposed.text, overrides: input.check_overrides };
  const seen = await guardNotice(tx, actor, openCase, edited, now);
  const messageId = await queueTelling(tx, actor, openCase, telling, words, now);
  if (messageId !== null) await seen?.record(messageId);
  return messageId;
}

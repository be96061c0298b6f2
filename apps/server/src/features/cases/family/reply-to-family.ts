import { contactLanguages } from '@earshot/contract/contact-language.ts';
import type { createFamilyReply, FamilyPreview } from '@earshot/contract/family-contract.ts';
import type { BodyOf } from '@earshot/contract/operation.ts';
import { replyCheckRules } from '@earshot/contract/reply-check-rule.ts';
import type { WordsFinding } from '@earshot/contract/reply-finding.ts';
import { type Actor, storedActor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { Invalid, notFound, Refused } from '../../../platform/errors.ts';
import { emitEvent } from '../../../platform/events/emit-event.ts';
import type { GuardWords } from '../../../platform/kept-words.ts';
import { addJob } from '../../../platform/jobs/job-runner.ts';
import { recordOverrides } from '../../keys/public.ts';
import { getCase, getCaseForUpdate } from '../case-access-views.ts';
import { listUnknownPlaceholders, placeholders } from './family-rules.ts';
import { cancelFamilyReplyRow, findFamilyReply, insertFamilyReply } from './family-store.ts';
import { getFamilyReplyRow, presentFamilyReply } from './family-views.ts';
import { planFamilyReply, presentPlan } from './plan-family-reply.ts';

type ReplyInput = BodyOf<typeof createFamilyReply>;

/** The job that writes the answers, child by child. */
export const FAMILY_REPLY = 'family.reply';

/**
 * One answer to the contacts of all parts. A dry run says who would read what, who is left out and
 * why; the real one keeps that and begins after the undo time. The same request key is one answer.
 */
export async function replyToFamily(
  tx: Tx,
  actor: Actor,
  caseId: string,
  input: ReplyInput,
  now: Date,
  guard: GuardWords = () => Promise.resolve([]),
): Promise<FamilyPreview> {
  const parent = input.dry_run
    ? await getCase(tx, actor, caseId)
    : await getCaseForUpdate(tx, actor, caseId);
  checkTexts(input);
  const caseIds = input.case_ids ?? null;
  const plan = await planFamilyReply(tx, actor, parent.id, { texts: input.texts, caseIds });
  const requestKey = input.request_key;
  const before =
    requestKey === undefined ? null : await findFamilyReply(tx, { request_key: requestKey });
  const binds = !input.dry_run && !before;
  const findings = await guardTexts(tx, actor, input, { guard, binds });
  const shown = { ...presentPlan(plan), findings };
  if (input.dry_run) return { reply: null, ...shown };
  if (requestKey === undefined) {
    const message = 'Choose a UUID for this request, so that sending it twice is one answer.';
    throw new Invalid([{ path: 'body.request_key', message }]);
  }
  if (before) {
    if (before.case_id !== parent.id) throw notFound('answer');
    return { reply: await presentFamilyReply(tx, before, now), ...shown };
  }
  if (shown.recipients.length === 0) throw refuseNobody();
  const startsAt = new Date(now.getTime() + input.undo_seconds * 1_000);
  const id = await insertFamilyReply(tx, {
    caseId: parent.id,
    requestKey,
    texts: input.texts,
    statusAfter: input.status ?? null,
    by: storedActor(actor),
    at: now,
    startsAt,
    parts: plan.parts.map((part) => ({ caseId: part.case.id, reason: part.reason })),
  });
  const told = { overrides: input.check_overrides, findings };
  await recordOverrides(tx, actor, told, {
    subjectKind: 'case',
    subjectId: parent.id,
    detail: { family_reply_id: id },
  });
  const row = await findFamilyReply(tx, { request_key: requestKey });
  if (!row || id === null) throw new Refused('already_sent', 'This answer is on its way already.');
  await addJob(tx, {
    name: FAMILY_REPLY,
    key: row.id,
    payload: { family_reply_id: row.id },
    runAt: startsAt,
  });
  return { reply: await presentFamilyReply(tx, row, now), ...shown };
}

/** What the reply check sees in the texts; a dry run is told, and not refused. */
function guardTexts(
  tx: Tx,
  actor: Actor,
  input: ReplyInput,
  { guard, binds }: { guard: GuardWords; binds: boolean },
): Promise<WordsFinding[]> {
  const all = replyCheckRules.map((rule) => ({ rule, reason: 'dry run' }));
  const words = contactLanguages.map((language) => ({
    field: `texts.${language}`,
    text: input.texts[language],
    language,
    fills: placeholders,
  }));
  return guard(tx, actor, words, binds ? input.check_overrides : all);
}

function checkTexts({ texts }: ReplyInput): void {
  if (contactLanguages.every((language) => texts[language] === '')) {
    const message = 'Write the answer in at least one language.';
    throw new Invalid([{ path: 'body.texts', message }]);
  }
  const wrong = contactLanguages.flatMap((language) =>
    listUnknownPlaceholders(texts[language]).map((name) => ({
      path: `body.texts.${language}`,
      message:
        `{${name}} cannot be filled in. ` +
        `Use ${placeholders.map((one) => `{${one}}`).join(', ')}, or write the words.`,
    })),
  );
  if (wrong.length > 0) throw new Invalid(wrong);
}

function refuseNobody(): Refused {
  return new Refused(
    'nobody_to_answer',
    'Nobody would get this answer: the case has no parts, or all of them are left out. ' +
      'Nothing was sent; the dry run says why.',
  );
}

/** Takes one answer to all back before it begins to leave. */
export async function cancelFamilyReply(
  tx: Tx,
  actor: Actor,
  id: string,
  now: Date,
): Promise<void> {
  const found = await getFamilyReplyRow(tx, id);
  await getCaseForUpdate(tx, actor, found.case_id);
  const row = await getFamilyReplyRow(tx, id, true);
  if (row.cancelled_at !== null) return;
  if (row.starts_at <= now) {
    throw new Refused(
      'already_sent',
      'The answers are leaving already. Those that left cannot be taken back; you can write a ' +
        'correction to all.',
    );
  }
  await cancelFamilyReplyRow(tx, id, now);
  await emitEvent(tx, actor, {
    name: 'family.cancelled',
    subjectId: row.case_id,
    facts: { family_reply_id: id },
  });
}

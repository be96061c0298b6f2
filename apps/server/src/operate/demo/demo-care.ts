import { makeFamily } from '../../features/cases/family/make-family.ts';
import { replyToFamily } from '../../features/cases/family/reply-to-family.ts';
import { keepPromise } from '../../features/cases/promises/keep-promise.ts';
import { makePromise } from '../../features/cases/promises/make-promise.ts';
import { renegotiateInCase } from '../../features/cases/promises/renegotiate-in-case.ts';
import { forwardCase } from '../../features/cases/replies/forward-case.ts';
import { inviteSeat } from '../../features/case-pages/seats/invite-seat.ts';
import type { CareStep } from '../../features/demo/demo-deeds.ts';
import type { MemberKey } from '../../features/demo/demo-people.ts';
import type { LinkMaking } from '../../features/links/public.ts';
import { proposeGesture } from '../../features/recoveries/give-gesture.ts';
import { startRecovery } from '../../features/recoveries/start-recovery.ts';
import { applyChecklist, tickStep } from '../../features/tasks/checklist-changes.ts';
import { createTask } from '../../features/tasks/public.ts';
import { finishTask } from '../../features/tasks/task-changes.ts';
import type { MemberActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { newId } from '../../platform/ids.ts';

/** A deed of care with its case and every moment found. */
export type CareDeed = CareStep & { readonly caseId: string; readonly until: Date | null };

/** Whom and what the deeds of care need of the world. */
export interface CarePlaces {
  readonly members: Readonly<Record<MemberKey, MemberActor>>;
  readonly teams: Readonly<Record<string, string>>;
  readonly making: LinkMaking;
}

/** Does what keeps a contact from being sent away, through the actions that the routes call. */
export async function actWithCare(
  tx: Tx,
  places: CarePlaces,
  deed: CareDeed,
  findCase: (key: string) => string,
  now: Date,
): Promise<void> {
  const actor = places.members[deed.by];
  const { caseId } = deed;
  switch (deed.kind) {
    case 'promise':
    case 'keepPromise':
    case 'renegotiate':
      return actOnPromise(tx, actor, deed, now);
    case 'task':
    case 'finishTask':
    case 'checklist':
      return actOnWork(tx, places, actor, deed, now);
    case 'family': {
      const parts = { parent_case_id: caseId, child_ids: deed.parts.map(findCase) };
      await makeFamily(tx, actor, parts, 0, now);
      return undefined;
    }
    case 'answerAll': {
      const texts = { de: deed.de, en: deed.english, es: '', pt: '' };
      const input = { dry_run: false, request_key: newId(), texts, undo_seconds: 0 };
      await replyToFamily(tx, actor, caseId, { ...input, status: 'resolved' }, now);
      return undefined;
    }
    case 'seat': {
      const { address, name, question, summary } = deed;
      const input = { address, name, question, summary, shows_notes: true };
      await inviteSeat(tx, { making: places.making, sendSideMail }, actor, caseId, input, now);
      return undefined;
    }
    case 'recovery':
      return startRecovery(tx, actor, caseId, { playbook: deed.playbook, assignee_id: null }, now);
    case 'gesture': {
      const { gesture: kind, amount_cents, words } = deed;
      const input = { kind, amount_cents, currency: 'EUR', words };
      return proposeGesture(tx, actor, caseId, input, now);
    }
  }
}

async function sendSideMail(
  tx: Tx,
  actor: Parameters<typeof forwardCase>[1],
  caseId: string,
  { to, ...words }: { to: string; subject: string; text: string },
  now: Date,
): Promise<string> {
  const plain = { cc: [], message_ids: [], with_attachments: false, attachment_ids: [] };
  return forwardCase(tx, actor, caseId, { ...plain, ...words, to: [to], undo_seconds: 0 }, now);
}

async function actOnPromise(
  tx: Tx,
  actor: MemberActor,
  deed: Extract<CareDeed, { kind: 'promise' | 'keepPromise' | 'renegotiate' }>,
  now: Date,
): Promise<void> {
  const { caseId, words } = deed;
  if (deed.kind === 'promise') {
    const due_at = deed.until.toISOString();
    return makePromise(tx, actor, caseId, { words, kind: deed.promised, due_at }, now);
  }
  const { id: promiseId } = await tx.db
    .selectFrom('case_promises')
    .select('id')
    .where('account_id', '=', tx.accountId)
    .where('case_id', '=', caseId)
    .where('words', '=', words)
    .executeTakeFirstOrThrow();
  if (deed.kind === 'keepPromise') return keepPromise(tx, actor, { caseId, promiseId }, now);
  const { because, newWords } = deed;
  const due_at = deed.until.toISOString();
  const input = { because, words: newWords, due_at, tell: true, undo_seconds: 0 };
  return renegotiateInCase(tx, actor, { caseId, promiseId }, input, now);
}

async function actOnWork(
  tx: Tx,
  places: CarePlaces,
  actor: MemberActor,
  deed: Extract<CareDeed, { kind: 'task' | 'finishTask' | 'checklist' }>,
  now: Date,
): Promise<void> {
  const { caseId } = deed;
  if (deed.kind === 'task') {
    const input = {
      title: deed.title,
      assigneeId: deed.member ? places.members[deed.member].id : null,
      teamId: deed.team ? places.teams[deed.team]! : null,
      dueAt: deed.until,
      blocks: deed.blocks ?? false,
    };
    await createTask(tx, actor, caseId, input, now);
    return;
  }
  if (deed.kind === 'finishTask') {
    const { id } = await tx.db
      .selectFrom('case_tasks')
      .select('id')
      .where('account_id', '=', tx.accountId)
      .where('case_id', '=', caseId)
      .where('title', '=', deed.title)
      .executeTakeFirstOrThrow();
    return finishTask(tx, actor, id, deed.result, now);
  }
  const template = await tx.db
    .selectFrom('checklist_templates')
    .select('id')
    .where('account_id', '=', tx.accountId)
    .where('name', '=', deed.name)
    .executeTakeFirstOrThrow();
  const checklistId = await applyChecklist(tx, actor, caseId, template.id, now);
  const steps = await tx.db
    .selectFrom('checklist_items')
    .select('id')
    .where('account_id', '=', tx.accountId)
    .where('checklist_id', '=', checklistId)
    .orderBy('ordinal')
    .execute();
  for (const { id } of steps.slice(0, deed.ticked)) await tickStep(tx, actor, id, now);
}

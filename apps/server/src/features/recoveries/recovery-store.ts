import './recovery-tables.ts';
import { type Actor, storedActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { json, type Tables } from '../../platform/db/tables.ts';
import { newId } from '../../platform/ids.ts';
import type { GestureDecision } from './gesture-rules.ts';
import type { SurveyAnswer, SurveySkip } from './recovery-tables.ts';

/** Begins a playbook on a case; null where one runs already. */
export async function insertRecovery(
  tx: Tx,
  actor: Actor,
  started: { caseId: string; playbook: string; at: Date },
): Promise<string | null> {
  const row = await tx.db
    .insertInto('recoveries')
    .values({
      account_id: tx.accountId,
      id: newId(),
      case_id: started.caseId,
      playbook: started.playbook,
      started_by: json(storedActor(actor)),
      started_at: started.at,
      finished_at: null,
      withdrawn_at: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id ?? null;
}

/** Keeps which task does which step. */
export async function insertStep(
  tx: Tx,
  step: { recoveryId: string; ordinal: number; code: string; dueAt: Date; taskId: string },
): Promise<void> {
  await tx.db
    .insertInto('recovery_steps')
    .values({
      account_id: tx.accountId,
      id: newId(),
      recovery_id: step.recoveryId,
      ordinal: step.ordinal,
      code: step.code,
      due_at: step.dueAt,
      task_id: step.taskId,
    })
    .execute();
}

type RecoveryTimes = Partial<
  Record<'finished_at' | 'withdrawn_at', Date | null> & { withdrawn_reason: string }
>;

/** Writes when a recovery ended, or that it goes on. */
export async function updateRecovery(
  tx: Tx,
  recoveryId: string,
  change: RecoveryTimes,
): Promise<void> {
  await tx.db
    .updateTable('recoveries')
    .set(change)
    .where('account_id', '=', tx.accountId)
    .where('id', '=', recoveryId)
    .execute();
}

/** Plans the one question of a case; null where the case has had one, asked or not. */
export async function insertSurvey(
  tx: Tx,
  survey: { caseId: string; recoveryId: string; dueAt: Date },
): Promise<string | null> {
  const row = await tx.db
    .insertInto('recovery_surveys')
    .values({
      account_id: tx.accountId,
      id: newId(),
      case_id: survey.caseId,
      recovery_id: survey.recoveryId,
      due_at: survey.dueAt,
      asked_at: null,
      message_id: null,
      skipped_because: null,
      skipped_at: null,
      answer: null,
      answered_at: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id ?? null;
}

/** Gives up a question that was planned and neither asked nor skipped. */
export async function deletePlannedSurvey(tx: Tx, recoveryId: string): Promise<void> {
  await tx.db
    .deleteFrom('recovery_surveys')
    .where('account_id', '=', tx.accountId)
    .where('recovery_id', '=', recoveryId)
    .where('asked_at', 'is', null)
    .where('skipped_at', 'is', null)
    .execute();
}

/** Notes that the question was asked, or why not; false if that was noted before. */
export async function settleSurvey(
  tx: Tx,
  surveyId: string,
  settled: { at: Date } & ({ messageId: string } | { because: SurveySkip }),
): Promise<boolean> {
  const change =
    'messageId' in settled
      ? { asked_at: settled.at, message_id: settled.messageId }
      : { skipped_at: settled.at, skipped_because: settled.because };
  const row = await tx.db
    .updateTable('recovery_surveys')
    .set(change)
    .where('account_id', '=', tx.accountId)
    .where('id', '=', surveyId)
    .where('asked_at', 'is', null)
    .where('skipped_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Keeps an answer; a later one takes its place. */
export async function saveAnswer(
  tx: Tx,
  surveyId: string,
  answer: SurveyAnswer,
  at: Date,
): Promise<void> {
  await tx.db
    .updateTable('recovery_surveys')
    .set({ answer, answered_at: at })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', surveyId)
    .execute();
}

export interface NewGesture {
  caseId: string;
  recoveryId: string | null;
  kind: Tables['recovery_gestures']['kind'];
  cents: number;
  currency: string;
  words: string;
  limitCents: number | null;
  approved: boolean;
  at: Date;
}

/** Writes a gesture into the ledger, approved at once where its proposer may; answers its id. */
export async function insertGesture(tx: Tx, actor: Actor, made: NewGesture): Promise<string> {
  const id = newId();
  const by = json(storedActor(actor));
  await tx.db
    .insertInto('recovery_gestures')
    .values({
      account_id: tx.accountId,
      id,
      case_id: made.caseId,
      recovery_id: made.recoveryId,
      kind: made.kind,
      amount_cents: made.cents,
      currency: made.currency,
      words: made.words,
      limit_cents: made.limitCents,
      proposed_by: by,
      proposed_at: made.at,
      approved_by: made.approved ? by : null,
      approved_at: made.approved ? made.at : null,
      refused_by: null,
      refused_at: null,
      given_by: null,
      given_at: null,
      withdrawn_by: null,
      withdrawn_at: null,
    })
    .execute();
  return id;
}

/** Writes who decided what about a gesture and when. */
export async function saveGestureDecision(
  tx: Tx,
  actor: Actor,
  gestureId: string,
  decided: { decision: GestureDecision; reason: string; at: Date },
): Promise<void> {
  const by = json(storedActor(actor));
  const { decision, reason, at } = decided;
  const changes = {
    approve: { approved_by: by, approved_at: at },
    refuse: { refused_by: by, refused_at: at, decision_reason: reason },
    give: { given_by: by, given_at: at },
    withdraw: { withdrawn_by: by, withdrawn_at: at, decision_reason: reason },
  };
  await tx.db
    .updateTable('recovery_gestures')
    .set(changes[decision])
    .where('account_id', '=', tx.accountId)
    .where('id', '=', gestureId)
    .execute();
}

/** As before the decision that made it so; the audit keeps both. */
export async function clearGestureDecision(
  tx: Tx,
  gestureId: string,
  state: 'approved' | 'refused' | 'given' | 'withdrawn',
): Promise<void> {
  const changes = {
    approved: { approved_by: null, approved_at: null },
    refused: { refused_by: null, refused_at: null, decision_reason: '' },
    given: { given_by: null, given_at: null },
    withdrawn: { withdrawn_by: null, withdrawn_at: null, decision_reason: '' },
  };
  await tx.db
    .updateTable('recovery_gestures')
    .set(changes[state])
    .where('account_id', '=', tx.accountId)
    .where('id', '=', gestureId)
    .execute();
}

type LimitRow = Pick<Tables['recovery_limits'], 'role' | 'amount_cents' | 'currency'>;

/** What each role may give, where an administrator said so. */
export async function listLimitRows(tx: Tx): Promise<LimitRow[]> {
  return tx.db
    .selectFrom('recovery_limits')
    .select(['role', 'amount_cents', 'currency'])
    .where('account_id', '=', tx.accountId)
    .execute();
}

/** Sets what roles may give. */
export async function saveLimits(tx: Tx, limits: readonly LimitRow[]): Promise<void> {
  for (const { role, amount_cents, currency } of limits) {
    await tx.db
      .insertInto('recovery_limits')
      .values({ account_id: tx.accountId, role, amount_cents, currency })
      .onConflict((conflict) =>
        conflict.columns(['account_id', 'role']).doUpdateSet({ amount_cents, currency }),
      )
      .execute();
  }
}

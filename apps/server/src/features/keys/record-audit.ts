import { type Actor, storedActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { StoredActor } from '../../platform/db/tables.ts';
import { insertAuditEntry } from './audit-store.ts';

export interface AuditedAct {
  /** noun.past_tense, such as `member.invited`. */
  action: string;
  subjectKind: string;
  subjectId: string | null;
  /** Old and new values, never secrets. */
  detail?: Record<string, unknown>;
}

/** Writes an administrative act down in the transaction that does it: both happen, or neither. */
export async function recordAudit(
  tx: Tx,
  actor: Actor | StoredActor,
  act: AuditedAct,
): Promise<void> {
  await insertAuditEntry(tx, {
    actor: 'accountId' in actor ? storedActor(actor) : actor,
    action: act.action,
    subject_kind: act.subjectKind,
    subject_id: act.subjectId,
    detail: act.detail ?? {},
  });
}

import './key-tables.ts';
import type { Tx } from '../../platform/db/database.ts';
import { json, type StoredActor } from '../../platform/db/tables.ts';
import { newId } from '../../platform/ids.ts';

export interface AuditRow {
  id: string;
  at: Date;
  actor: StoredActor;
  action: string;
  subject_kind: string | null;
  subject_id: string | null;
  detail: Record<string, unknown>;
}

/** Writes one entry; there is no function to change or delete one. */
export async function insertAuditEntry(tx: Tx, entry: Omit<AuditRow, 'id' | 'at'>): Promise<void> {
  await tx.db
    .insertInto('audit_entries')
    .values({
      account_id: tx.accountId,
      id: newId(),
      actor: json(entry.actor),
      action: entry.action,
      subject_kind: entry.subject_kind,
      subject_id: entry.subject_id,
      detail: json(entry.detail),
    })
    .execute();
}

/** Entries older than `beforeId`, newest first. */
export async function listAuditRows(
  tx: Tx,
  limit: number,
  beforeId: string | null,
): Promise<AuditRow[]> {
  let query = tx.db
    .selectFrom('audit_entries')
    .select(['id', 'at', 'actor', 'action', 'subject_kind', 'subject_id', 'detail'])
    .where('account_id', '=', tx.accountId);
  if (beforeId) query = query.where('id', '<', beforeId);
  return query.orderBy('id', 'desc').limit(limit).execute();
}

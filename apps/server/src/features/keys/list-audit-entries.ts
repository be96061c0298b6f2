import type { AuditEntry } from '@earshot/contract/key-contract.ts';
import type { Tx } from '../../platform/db/database.ts';
import { pageById, readIdCursor } from '../../platform/http/page-by-id.ts';
import { type AuditRow, listAuditRows } from './audit-store.ts';

/** A page of administrative acts, newest first. */
export async function listAuditEntries(
  tx: Tx,
  query: { limit: number; cursor?: string | undefined },
): Promise<{ items: AuditEntry[]; next_cursor: string | null }> {
  const rows = await listAuditRows(tx, query.limit + 1, readIdCursor(query.cursor));
  return pageById(rows, query.limit, presentEntry);
}

function presentEntry(row: AuditRow): AuditEntry {
  return {
    id: row.id,
    at: row.at.toISOString(),
    // Contacts do no administrative acts.
    actor_kind: row.actor.kind === 'contact' ? 'system' : row.actor.kind,
    actor_name: row.actor.name,
    action: row.action,
    subject_kind: row.subject_kind,
    subject_id: row.subject_id,
    detail: row.detail,
  };
}

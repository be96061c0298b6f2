import '../case-tables.ts';
import { type Selectable, sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import { json, type Tables } from '../../../platform/db/tables.ts';

export type DraftKind = 'reply' | 'note' | 'forward';
export type DraftRow = Selectable<Tables['drafts']>;

export interface DraftContent {
  html: string;
  /** null: the default recipients. */
  to: string[] | null;
  cc: string[];
  bcc: string[];
  subject: string | null;
  attachmentIds: readonly string[];
}

/** A member’s drafts on a case. */
export async function listDraftRows(tx: Tx, caseId: string, memberId: string): Promise<DraftRow[]> {
  return tx.db
    .selectFrom('drafts')
    .selectAll()
    .where('account_id', '=', tx.accountId)
    .where('case_id', '=', caseId)
    .where('member_id', '=', memberId)
    .orderBy('kind')
    .execute();
}

/** Saves a member’s draft; the newest wins. */
export async function upsertDraft(
  tx: Tx,
  place: { caseId: string; memberId: string; kind: DraftKind },
  content: DraftContent,
  at: Date,
): Promise<DraftRow> {
  const { to, cc, bcc } = content;
  const values = {
    html: content.html,
    recipients: json({ to, cc, bcc }),
    subject: content.subject,
    attachment_ids: [...content.attachmentIds],
    updated_at: at,
  };
  return tx.db
    .insertInto('drafts')
    .values({
      account_id: tx.accountId,
      case_id: place.caseId,
      member_id: place.memberId,
      kind: place.kind,
      ...values,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['account_id', 'case_id', 'member_id', 'kind'])
        .doUpdateSet({ ...values, version: sql<number>`drafts.version + 1` }),
    )
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Throws a member’s draft away, as after sending it; false if there was none. */
export async function deleteDraftRow(
  tx: Tx,
  place: { caseId: string; memberId: string; kind: DraftKind },
): Promise<boolean> {
  const removed = await tx.db
    .deleteFrom('drafts')
    .where('account_id', '=', tx.accountId)
    .where('case_id', '=', place.caseId)
    .where('member_id', '=', place.memberId)
    .where('kind', '=', place.kind)
    .returning('kind')
    .executeTakeFirst();
  return removed !== undefined;
}

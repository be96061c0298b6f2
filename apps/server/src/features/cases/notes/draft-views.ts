// reads: attachments
import type { Draft } from '@earshot/contract/reply-contract.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { presentAttachment } from '../../conversations/public.ts';
import type { DraftRow } from './draft-store.ts';

/** Uploads of this writer that nothing carries yet, in the order of the ids. */
export async function listOwnFiles(tx: Tx, writerId: string, ids: readonly string[]) {
  if (ids.length === 0) return [];
  const rows = await tx.db
    .selectFrom('attachments')
    .select(['id', 'file_name', 'mime_type', 'size_bytes', 'sha256', 'disposition', 'content_id'])
    .where('account_id', '=', tx.accountId)
    .where('uploaded_by', '=', writerId)
    .where('message_id', 'is', null)
    .where('note_id', 'is', null)
    .where((where) => where('id', '=', where.fn.any(where.val([...ids]))))
    .execute();
  const found = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => found.get(id) ?? []);
}

/** Drafts as the contract shows them; files that were sent or forgotten meanwhile are left out. */
export async function presentDrafts(tx: Tx, rows: readonly DraftRow[]): Promise<Draft[]> {
  const drafts: Draft[] = [];
  for (const row of rows) {
    const files = await listOwnFiles(tx, row.member_id, row.attachment_ids);
    drafts.push({
      kind: row.kind,
      html: row.html,
      to: row.recipients.to ?? null,
      cc: row.recipients.cc ?? [],
      bcc: row.recipients.bcc ?? [],
      subject: row.subject,
      attachments: files.map(presentAttachment),
      updated_at: row.updated_at.toISOString(),
      version: row.version,
    });
  }
  return drafts;
}

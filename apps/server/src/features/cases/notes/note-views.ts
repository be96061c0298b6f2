// reads: members, attachments
import type { Note } from '@earshot/contract/case-contract.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { presentAttachment } from '../../conversations/public.ts';
import { listMemberRefs } from '../../members/public.ts';
import { listNotes } from './note-store.ts';

/** Notes as the contract shows them, in the order of the ids; of a removed one only the trace. */
export async function presentNotes(tx: Tx, noteIds: readonly string[]): Promise<Note[]> {
  const rows = await listNotes(tx, noteIds);
  const names = await listMemberRefs(
    tx,
    rows.flatMap((row) => [row.author_member_id, ...row.mentions]),
  );
  const files = Map.groupBy(await listNoteFiles(tx, noteIds), (file) => file.note_id);
  const shown = new Map(
    rows.map((row) => [
      row.id,
      {
        id: row.id,
        case_id: row.case_id,
        author: names.get(row.author_member_id ?? '') ?? null,
        text: row.body_text,
        html: row.body_html,
        mentions: row.mentions.flatMap((id) => names.get(id) ?? []),
        attachments: (files.get(row.id) ?? []).map(presentAttachment),
        created_at: row.created_at.toISOString(),
        edited_at: row.edited_at?.toISOString() ?? null,
        deleted_at: row.deleted_at?.toISOString() ?? null,
      },
    ]),
  );
  return noteIds.flatMap((id) => shown.get(id) ?? []);
}

/** Whether a note carries files. */
export async function hasFiles(tx: Tx, noteId: string): Promise<boolean> {
  return (await listNoteFiles(tx, [noteId])).length > 0;
}

async function listNoteFiles(tx: Tx, noteIds: readonly string[]) {
  if (noteIds.length === 0) return [];
  return tx.db
    .selectFrom('attachments')
    .select(['id', 'note_id', 'file_name', 'mime_type', 'size_bytes', 'sha256'])
    .select(['disposition', 'content_id'])
    .where('account_id', '=', tx.accountId)
    .where((where) => where('note_id', '=', where.fn.any(where.val([...noteIds]))))
    .orderBy('ordinal')
    .orderBy('id')
    .execute();
}

import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import { newId } from '../../platform/ids.ts';
import './conversation-tables.ts';

export interface NewUpload {
  uploadedBy: string;
  fileName: string;
  mimeType: string;
  sizeBytes: number;
  sha256: Buffer;
}

/** A file that nothing carries yet; answers its row. */
export async function insertUpload(tx: Tx, input: NewUpload) {
  return tx.db
    .insertInto('attachments')
    .values({
      account_id: tx.accountId,
      id: newId(),
      message_id: null,
      uploaded_by: input.uploadedBy,
      file_name: input.fileName,
      mime_type: input.mimeType,
      size_bytes: input.sizeBytes,
      sha256: input.sha256,
      content_id: null,
      disposition: 'attachment',
    })
    .returning(['id', 'file_name', 'mime_type', 'size_bytes', 'sha256', 'disposition'])
    .returning('content_id')
    .executeTakeFirstOrThrow();
}

/** How many files of this member or program wait for a message. */
export async function countUnusedUploads(tx: Tx, uploadedBy: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from attachments
    where account_id = ${tx.accountId} and message_id is null and note_id is null
      and uploaded_by = ${uploadedBy}`.execute(tx.db);
  return rows[0]?.count ?? 0;
}

export interface UnusedUpload {
  account_id: string;
  id: string;
}

/** Uploads that nothing carries, older than `before`, by id; over all accounts. */
export async function listUnusedUploads(
  tx: Tx,
  before: Date,
  afterId: string | null,
  most: number,
): Promise<UnusedUpload[]> {
  const { rows } = await sql<UnusedUpload>`
    select account_id, id from attachments
    where message_id is null and note_id is null and created_at < ${before}
      and (${afterId}::uuid is null or id > ${afterId})
    order by id limit ${most}`.execute(tx.db);
  return rows;
}

/** Forgets uploads of this account; one that was used meanwhile stays. Answers whose bytes. */
export async function deleteUnusedUploads(tx: Tx, ids: readonly string[]): Promise<Buffer[]> {
  const rows = await tx.db
    .deleteFrom('attachments')
    .where('account_id', '=', tx.accountId)
    .where('message_id', 'is', null)
    .where('note_id', 'is', null)
    .where((where) => where('id', '=', where.fn.any(where.val([...ids]))))
    .returning('sha256')
    .execute();
  return rows.map((row) => row.sha256);
}

/** The note was removed, and its files with it. Answers whose bytes. */
export async function deleteNoteFiles(tx: Tx, noteId: string): Promise<Buffer[]> {
  const rows = await tx.db
    .deleteFrom('attachments')
    .where('account_id', '=', tx.accountId)
    .where('note_id', '=', noteId)
    .returning('sha256')
    .execute();
  return rows.map((row) => row.sha256);
}

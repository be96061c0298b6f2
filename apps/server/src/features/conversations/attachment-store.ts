import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import { newId } from '../../platform/ids.ts';
import './conversation-tables.ts';

/** A file with what decides who may have it. */
export interface FoundAttachment {
  id: string;
  /** The case of its message; null while it is an upload. */
  case_id: string | null;
  uploaded_by: string | null;
  file_name: string;
  mime_type: string;
  size_bytes: number;
  sha256: Buffer;
}

/** The file with this id, whoever asks: access is the caller’s to check. */
export async function findAttachment(tx: Tx, id: string): Promise<FoundAttachment | null> {
  const { rows } = await sql<FoundAttachment>`
    select a.id, m.case_id, a.uploaded_by, a.file_name, a.mime_type, a.size_bytes, a.sha256
    from attachments a
    left join messages m on m.account_id = a.account_id and m.id = a.message_id
    where a.account_id = ${tx.accountId} and a.id = ${id}`.execute(tx.db);
  return rows[0] ?? null;
}

export interface NewUpload {
  uploadedBy: string;
  fileName: string;
  mimeType: string;
  sizeBytes: number;
  sha256: Buffer;
}

/** A file that no message carries yet; answers its row. */
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
    where account_id = ${tx.accountId} and message_id is null and uploaded_by = ${uploadedBy}`.execute(
    tx.db,
  );
  return rows[0]?.count ?? 0;
}

export interface UnusedUpload {
  account_id: string;
  id: string;
}

/** Uploads that no message carries, older than `before`, by id; over all accounts. */
export async function listUnusedUploads(
  tx: Tx,
  before: Date,
  afterId: string | null,
  most: number,
): Promise<UnusedUpload[]> {
  const { rows } = await sql<UnusedUpload>`
    select account_id, id from attachments
    where message_id is null and created_at < ${before} and (${afterId}::uuid is null or id > ${afterId})
    order by id limit ${most}`.execute(tx.db);
  return rows;
}

/** Forgets uploads of this account; one that was used meanwhile stays. Answers whose bytes. */
export async function deleteUnusedUploads(tx: Tx, ids: readonly string[]): Promise<Buffer[]> {
  const rows = await tx.db
    .deleteFrom('attachments')
    .where('account_id', '=', tx.accountId)
    .where('message_id', 'is', null)
    .where((where) => where('id', '=', where.fn.any(where.val([...ids]))))
    .returning('sha256')
    .execute();
  return rows.map((row) => row.sha256);
}

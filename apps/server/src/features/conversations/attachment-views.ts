// reads: notes
import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';

/** A file with what decides who may have it. */
export interface FoundAttachment {
  id: string;
  /** The case of its message or note; null while it is an upload. */
  case_id: string | null;
  uploaded_by: string | null;
  file_name: string;
  mime_type: string;
  size_bytes: number;
  sha256: Buffer;
  /** Its message where its sender took that back. */
  taken_back_id: string | null;
}

/** The file with this id, whoever asks: access is the caller’s to check. */
export async function findAttachment(tx: Tx, id: string): Promise<FoundAttachment | null> {
  const { rows } = await sql<FoundAttachment>`
    select a.id, coalesce(m.case_id, n.case_id) as case_id, a.uploaded_by, a.file_name,
      a.mime_type, a.size_bytes, a.sha256,
      case when m.deleted_at is not null then m.id end as taken_back_id
    from attachments a
    left join messages m on m.account_id = a.account_id and m.id = a.message_id
    left join notes n on n.account_id = a.account_id and n.id = a.note_id
    where a.account_id = ${tx.accountId} and a.id = ${id}`.execute(tx.db);
  return rows[0] ?? null;
}

// reads: channel_accounts
import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import { notFound } from '../../../platform/errors.ts';
import '../conversation-tables.ts';
import type { FoldedRange } from '../conversation-tables.ts';

export interface FrameRow {
  id: string;
  case_id: string;
  subject: string;
  language: string | null;
  body_text: string;
  body_html: string | null;
  folded: FoldedRange[];
  /** False where the channel never loads pictures from outside. */
  allows_remote_images: boolean;
  pictures: { id: string; content_id: string; mime_type: string }[];
}

/** What a frame is made of; whether the reader may see its case is checked by the caller. */
export async function getFrameMessage(tx: Tx, messageId: string): Promise<FrameRow> {
  const { rows } = await sql<FrameRow>`
    select m.id, m.case_id, m.subject, m.language, m.body_text, m.body_html, m.folded,
      coalesce(c.settings ->> 'remote_images', 'on_click') <> 'never' as allows_remote_images,
      coalesce((
        select jsonb_agg(jsonb_build_object(
          'id', a.id, 'content_id', a.content_id, 'mime_type', a.mime_type) order by a.ordinal)
        from attachments a
        where a.account_id = m.account_id and a.message_id = m.id and a.content_id is not null
      ), '[]') as pictures
    from messages m
    left join channel_accounts c on c.account_id = m.account_id and c.id = m.channel_id
    where m.account_id = ${tx.accountId} and m.id = ${messageId}`.execute(tx.db);
  if (!rows[0]) throw notFound('message');
  return rows[0];
}

/** The header lines of a message that came in by mail; empty where it was written here. */
export async function getMessageHeaders(
  tx: Tx,
  messageId: string,
): Promise<{ case_id: string; headers: { name: string; value: string }[] }> {
  const row = await tx.db
    .selectFrom('messages')
    .select(['case_id', 'facts'])
    .where('account_id', '=', tx.accountId)
    .where('id', '=', messageId)
    .executeTakeFirst();
  if (!row) throw notFound('message');
  const headers = (row.facts.headers ?? []).map(([name, value]) => ({ name, value }));
  return { case_id: row.case_id, headers };
}

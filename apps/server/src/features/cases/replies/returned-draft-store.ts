import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import { json } from '../../../platform/db/tables.ts';
import { copyFilesAsUploads } from '../../conversations/public.ts';
import type { WrittenMessage } from './reply-views.ts';

/**
 * Puts a message that was taken back into its writer’s draft, with copies of its files as uploads.
 * A draft begun meanwhile is newer than the message and stays below it.
 */
export async function saveReturnedDraft(
  tx: Tx,
  memberId: string,
  written: WrittenMessage,
): Promise<void> {
  const uploads = await copyFilesAsUploads(tx, memberId, written.id);
  const addresses = (list?: { address: string }[]) => (list ?? []).map((one) => one.address);
  const { to, cc, bcc } = written.recipients;
  const kind = written.kind === 'side' ? 'forward' : 'reply';
  await sql`
    insert into drafts (account_id, case_id, member_id, kind, html, recipients, subject, attachment_ids)
    values (${tx.accountId}, ${written.case_id}, ${memberId}, ${kind}, ${written.body_html ?? ''},
      ${json({ to: addresses(to), cc: addresses(cc), bcc: addresses(bcc) })}, ${written.subject},
      ${uploads}::uuid[])
    on conflict (account_id, case_id, member_id, kind) do update set
      html = excluded.html || drafts.html, recipients = excluded.recipients,
      subject = excluded.subject, attachment_ids = excluded.attachment_ids || drafts.attachment_ids,
      version = drafts.version + 1, updated_at = now()`.execute(tx.db);
}

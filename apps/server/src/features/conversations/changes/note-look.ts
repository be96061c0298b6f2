// reads: messages, message_versions
import { sql } from 'kysely';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { forbidden } from '../../../platform/errors.ts';
import { recordAudit } from '../../keys/public.ts';

/**
 * What somebody took back is looked at for a reason, by few, and never unseen: throws `forbidden`
 * for an agent or colleague, and writes the look of everybody else into the audit log.
 */
export async function noteLook(tx: Tx, actor: Actor, messageId: string): Promise<void> {
  if (actor.kind === 'member' && !['administrator', 'supervisor'].includes(actor.role)) {
    throw forbidden(
      'Its sender took this message back. Only administrators and supervisors may look at what it ' +
        'said, and each look is written down.',
    );
  }
  await recordAudit(tx, actor, {
    action: 'message.deleted_words_read',
    subjectKind: 'message',
    subjectId: messageId,
  });
}

/** The same for the raw bytes of a receipt: they hold the words of a message that is gone. */
export async function noteLookAtReceipt(tx: Tx, actor: Actor, receiptId: string): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select m.id from messages m
    where m.account_id = ${tx.accountId} and m.deleted_at is not null
      and m.id in (
        select id from messages
        where account_id = ${tx.accountId} and receipt_id = ${receiptId}
        union select message_id from message_versions
        where account_id = ${tx.accountId} and receipt_id = ${receiptId})`.execute(tx.db);
  for (const { id } of rows) await noteLook(tx, actor, id);
}

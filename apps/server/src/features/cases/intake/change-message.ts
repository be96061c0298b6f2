import { systemActor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { emitEvent } from '../../../platform/events/emit-event.ts';
import { baseSubject } from '../../channels/email/public.ts';
import { recordAudit } from '../../keys/public.ts';
import {
  deleteMessageWords,
  editMessage,
  findChannelMessage,
  keepEarlyChange,
  renameConversation,
} from '../../conversations/changes/public.ts';
import { refreshCase } from '../case-state-views.ts';
import { renameCase } from '../case-store.ts';
import type { EarlyChange } from '../../conversations/public.ts';
import { firstWords } from './shape-message.ts';

/**
 * The sender changed or took back what they had said. Before the message itself arrived it is kept
 * for it; twice, or overtaken by a later change, it changes nothing. Answers the message; null: it
 * is not here yet.
 */
export async function changeMessage(
  tx: Tx,
  about: { channelId: string; externalId: string },
  change: EarlyChange,
): Promise<{ id: string; case_id: string } | null> {
  const message = await findChannelMessage(tx, about.channelId, about.externalId);
  if (!message) {
    await keepEarlyChange(tx, about, change);
    return null;
  }
  // Only what the contact said: nobody changes our words from outside.
  if (message.direction === 'out') return message;
  const by = { at: new Date(change.at), receiptId: change.receipt_id };
  const isCalledByWords = message.subject === firstWords(message.body_text);
  const now = change.what === 'edit' ? firstWords(change.text) : '–';
  const called = { ...message, subject: isCalledByWords ? now : message.subject };
  const isChanged =
    change.what === 'edit'
      ? await editMessage(tx, called, { text: change.text, html: change.html, ...by })
      : await deleteMessageWords(tx, called, by);
  if (!isChanged) return message;
  // Lists show what stands now, not what was taken back.
  await refreshCase(tx, message.case_id);
  if (isCalledByWords) await renameThread(tx, message, now);
  const actor = systemActor(tx.accountId, 'intake');
  if (change.what === 'deletion') {
    await recordAudit(tx, actor, {
      action: 'message.deleted_by_sender',
      subjectKind: 'message',
      subjectId: message.id,
      detail: { case_id: message.case_id, receipt_id: change.receipt_id },
    });
  }
  await emitEvent(tx, actor, {
    name: change.what === 'edit' ? 'message.edited' : 'message.deleted',
    subjectId: message.case_id,
    facts: { message_id: message.id, conversation_id: message.conversation_id },
  });
  return message;
}

async function renameThread(
  tx: Tx,
  message: { case_id: string; conversation_id: string; subject: string },
  now: string,
): Promise<void> {
  const { subject: former } = message;
  await renameConversation(tx, message.conversation_id, { former, now });
  await renameCase(tx, message.case_id, { former: [former, baseSubject(former)], now });
}

import type { Tx } from '../../../platform/db/database.ts';
import { systemActor } from '../../../platform/actor.ts';
import { emitEvent } from '../../../platform/events/emit-event.ts';
import {
  clearThreadKey,
  findChannelMessage,
  findThreadConversation,
  takeEarlyChanges,
} from '../../conversations/changes/public.ts';
import { changeMessage } from './change-message.ts';
import { joinCase, openCase } from './take-up-mail.ts';
import { lockCase } from './take-up-store.ts';
import type { SaidTakeUp, TakenUpMail } from './take-up-types.ts';

/**
 * Takes up one message of a channel other than mail, in the caller’s transaction. A thread of the
 * channel is a conversation: what is said in it joins its case, the first word opens one. The same
 * message again, also within another receipt, changes nothing.
 */
export async function takeUpMessage(tx: Tx, input: SaidTakeUp): Promise<TakenUpMail> {
  const { channel, said } = input;
  const known = await findChannelMessage(tx, channel.id, said.externalId);
  if (known) return recogniseMessage(tx, input, known);
  const thread = await findThreadConversation(tx, channel.id, said.threadKey);
  const joined = thread && (await lockCase(tx, thread.case_id));
  if (thread && !joined) await clearThreadKey(tx, thread.id);
  const taken =
    thread && joined
      ? await joinCase(
          tx,
          input,
          {
            outcome: 'join',
            caseId: joined.id,
            side: false,
            splitProposed: false,
            reason: { code: 'same_thread' },
            joined,
            conversationId: thread.id,
          },
          null,
        )
      : await openCase(tx, input, { outcome: 'new', reason: { code: 'new_sender' } }, null, []);
  await applyEarlyChanges(tx, input);
  return taken;
}

async function recogniseMessage(
  tx: Tx,
  input: SaidTakeUp,
  known: { id: string; case_id: string },
): Promise<TakenUpMail> {
  await emitEvent(tx, systemActor(tx.accountId, 'intake'), {
    name: 'receipt.recognised',
    subjectId: known.case_id,
    facts: { receipt_id: input.receipt.id, message_id: known.id },
  });
  return {
    caseId: known.case_id,
    messageId: null,
    state: 'understood',
    openedCase: false,
    openedConversation: false,
  };
}

async function applyEarlyChanges(tx: Tx, input: SaidTakeUp): Promise<void> {
  const about = { channelId: input.channel.id, externalId: input.said.externalId };
  const changes = await takeEarlyChanges(tx, about);
  if (changes.length === 0) return;
  for (const change of changes) await changeMessage(tx, about, change);
}

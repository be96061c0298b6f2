import { systemActor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { emitEvent, type NewEvent } from '../../../platform/events/emit-event.ts';
import { readReplyAddress } from '../../channels/email/public.ts';
import { recordBounce, refreshDeliveryState } from '../../deliveries/public.ts';
import { hashExternalId } from '../../conversations/public.ts';
import { recordIncoming } from './record-incoming.ts';
import { oweAgain } from '../../promises/public.ts';
import { listFamilyIds, settleCase } from '../promises/settle-case.ts';
import { lockCase, noteDeliveryProblem } from './take-up-store.ts';
import type { TakenUpMail, TakeUp } from './take-up-types.ts';
import { findSentMessage, type SentMessage } from './take-up-views.ts';

/**
 * Puts a delivery report on the very message it is about (RFC 3464, or the address it came back
 * to), re-opens the promise that message kept, and makes the case our turn. Null if it is about
 * none of our messages: then it is taken up like any mail, so that a person sees it.
 */
export async function takeUpBounce(tx: Tx, input: TakeUp): Promise<TakenUpMail | null> {
  const { bounce } = input.mail;
  if (!bounce) return null;
  const found = await findBounced(tx, input);
  const locked = found && (await lockCase(tx, found.case_id));
  if (!locked) return null;
  const sent = { ...found, case_id: locked.id };
  const permanent = bounce.recipients.some((one) => one.permanent) || !bounce.isDelay;
  await recordOutcome(tx, sent, input);
  const state = await refreshDeliveryState(tx, sent.message_id);
  const messageId = await recordIncoming(tx, input, {
    caseId: sent.case_id,
    conversationId: sent.conversation_id,
    contactId: null,
    kind: 'bounce',
    reason: { code: 'bounce', facts: { message_id: sent.message_id } },
    splitProposed: false,
    at: input.receipt.receivedAt,
  });
  const reopened = permanent && !bounce.isDelay ? await oweAfterFailure(tx, sent, input.now) : [];
  await emitEvent(
    tx,
    systemActor(tx.accountId, 'intake'),
    {
      name: bounce.isDelay ? 'delivery.deferred' : 'delivery.bounced',
      subjectId: sent.case_id,
      facts: {
        message_id: sent.message_id,
        bounce_message_id: messageId,
        state,
        author_member_id: sent.author_member_id,
      },
    },
    ...reopened,
  );
  return {
    caseId: sent.case_id,
    messageId,
    state: 'understood',
    openedCase: false,
    openedConversation: false,
  };
}

/**
 * A message did not arrive after all: what it kept is owed again and the case is our turn. Answers
 * the events that tell so.
 */
export async function oweAfterFailure(tx: Tx, sent: SentMessage, now: Date): Promise<NewEvent[]> {
  const subjectId = sent.case_id;
  const familyIds = await listFamilyIds(tx, subjectId);
  const promiseIds = await oweAgain(tx, familyIds, sent.received_at);
  await noteDeliveryProblem(tx, subjectId);
  await settleCase(tx, subjectId, now);
  return promiseIds.map((promiseId) => ({
    name: 'promise.reopened',
    subjectId,
    facts: { promise_id: promiseId },
  }));
}

async function recordOutcome(tx: Tx, sent: SentMessage, input: TakeUp): Promise<void> {
  const { bounce } = input.mail;
  if (!bounce) return;
  let recorded = 0;
  for (const recipient of bounce.recipients) {
    recorded += await recordBounce(tx, sent.message_id, recipient.address.toLowerCase(), {
      permanent: recipient.permanent && !bounce.isDelay,
      words: [recipient.status, recipient.diagnostic].filter(Boolean).join(' '),
    });
  }
  // The report names another address, such as the one a forwarding rule made of ours.
  if (recorded === 0) {
    const first = bounce.recipients[0];
    await recordBounce(tx, sent.message_id, null, {
      permanent: !bounce.isDelay,
      words:
        [first?.address, first?.status, first?.diagnostic].filter(Boolean).join(' ') ||
        input.mail.subject,
    });
  }
}

async function findBounced(tx: Tx, input: TakeUp): Promise<SentMessage | null> {
  const { channel, mail, receipt } = input;
  const ours = {
    accountId: channel.accountId,
    channelId: channel.id,
    secret: input.replySecret,
    addresses: [channel.address, ...channel.settings.aliases],
  };
  for (const address of [...receipt.recipients, ...mail.deliveredTo]) {
    const claim = readReplyAddress(address, [ours]);
    if (claim?.purpose !== 'b' || !claim.valid) continue;
    const sent = await findSentMessage(tx, { messageId: claim.messageId });
    if (sent) return sent;
  }
  const original = mail.bounce?.originalMessageId;
  return original ? findSentMessage(tx, { hash: hashExternalId(original) }) : null;
}

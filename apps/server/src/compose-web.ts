import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AppOptions } from './app.ts';
import { changeCaseStatus } from './features/cases/changes/change-case-status.ts';
import { insertCaseAddresses } from './features/cases/intake/take-up-store.ts';
import { chatKey, writeChatBytes } from './features/channels/chat/chat-bytes.ts';
import type { EndMail } from './features/channels/email/deliver-email.ts';
import { writeFormBytes } from './features/channels/form/public.ts';
import { storeArrival } from './features/channels/kit/take-arrivals.ts';
import type { StoreReceipt } from './features/channels/email/receive/inlet.ts';
import { createSystemMailer } from './features/channels/email/send-system-mail.ts';
import { answerFile } from './features/conversations/attachment-routes.ts';
import { findAttachment } from './features/conversations/attachment-views.ts';
import { serveConversation } from './features/conversations/serve-conversation-store.ts';
import { storeUpload } from './features/conversations/store-upload.ts';
import { findRoom, handOverConversation, type RoutingHands } from './features/routing/public.ts';
import { createWeb, type Web } from './features/web/public.ts';
import type { SaidArrival, SentFile } from './features/web/web-deps.ts';
import { type SystemActor, systemActor } from './platform/actor.ts';
import type { Tx } from './platform/db/database.ts';

/** Conversations with visitors, with what they need of the slices below. */
export function composeWeb(
  options: AppOptions,
  parts: { storeReceipt: StoreReceipt; hands: RoutingHands; wakeDelivery: () => void },
): Web {
  const { db, storage } = options;
  return createWeb({
    ...options,
    sendSystemMail: options.sendSystemMail ?? createSystemMailer(options),
    isAnybodyThere: findRoom,
    serve: serveConversation,
    async letTakePart(tx, caseId, address) {
      await insertCaseAddresses(tx, caseId, [
        { address, contactId: null, because: 'copied_by_us' },
      ]);
    },
    wakeDelivery: parts.wakeDelivery,
    storeSaid: (said) => storeSaid(parts.storeReceipt, said),
    storeSubmission: (channel, submission, now) => {
      const arrival = { externalKey: submission.id, raw: writeFormBytes(submission) };
      return storeArrival(parts.storeReceipt, channel, arrival, now);
    },
    keepFile: ({ accountId, visitorId, ...file }: SentFile) =>
      storeUpload(db, storage, visitorAsActor(accountId, visitorId), file),
    async answerFile(tx: Tx, fileId, asksInline, request: FastifyRequest, reply: FastifyReply) {
      const found = await findAttachment(tx, fileId);
      if (found?.taken_back_id !== null) return null;
      return answerFile(storage, found, asksInline, request, reply);
    },
    async askForPerson(tx, conversationId, now) {
      const actor = systemActor(tx.accountId, 'web');
      const wish = { to: 'people', because: 'contact', reason: '', learnt: [] } as const;
      await handOverConversation(tx, actor, conversationId, wish, parts.hands, now);
    },
    async endCase(tx, caseId, solved, now) {
      const actor = systemActor(tx.accountId, 'web');
      const status = solved ? 'resolved' : 'open';
      await changeCaseStatus(tx, actor, caseId, { status, with_open_tasks: true }, now);
    },
  });
}

/** Under whose name uploads wait for their message. */
function visitorAsActor(accountId: string, visitorId: string): SystemActor {
  return { ...systemActor(accountId, 'web'), id: visitorId };
}

async function storeSaid(storeReceipt: StoreReceipt, said: SaidArrival) {
  const { accountId, channelId, context, clientId, receivedAt } = said;
  return storeReceipt({
    accountId,
    channelId,
    source: 'chat',
    externalKey: chatKey(context.conversation_id, clientId),
    keyDecides: true,
    raw: writeChatBytes(context, said.body),
    envelope: null,
    receivedAt,
  });
}

/** Mails that follow a visitor out of a chat say more than the words of one message. */
export function continueMail(web: Web, endMail: EndMail): EndMail {
  return async (tx, outgoing, channel) => {
    const own = outgoing.continued ? await web.endMail(tx, outgoing) : null;
    if (!own) return endMail(tx, outgoing, channel);
    const { body_text: text, body_html: html } = outgoing;
    return { others: { text, html }, own };
  };
}

import type { ContactLanguage } from '@earshot/contract/contact-language.ts';
import type { BodyOf } from '@earshot/contract/operation.ts';
import type { createCaseForward } from '@earshot/contract/reply-contract.ts';
import { type Actor, storedActor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { Invalid } from '../../../platform/errors.ts';
import { emitEvent } from '../../../platform/events/emit-event.ts';
import { newId } from '../../../platform/ids.ts';
import { getAccountFacts } from '../../accounts/public.ts';
import { makeMessageId } from '../../channels/email/public.ts';
import { getChannel } from '../../channels/public.ts';
import { normaliseEmail } from '../../contacts/public.ts';
import { insertAttachments, insertConversation } from '../../conversations/public.ts';
import { queueMessage, refuseOwnAddresses } from '../../deliveries/public.ts';
import { getCaseForUpdate, type SeenCase } from '../case-access-views.ts';
import { insertCaseAddresses } from '../intake/take-up-store.ts';
import { decideSendAfter, listInlineUploads } from './reply-rules.ts';
import { replyText } from './reply-texts.ts';
import type { GuardReply } from './reply-to-case.ts';
import {
  findSideThread,
  findOfRequest,
  listFilesOf,
  listQuotedMessages,
  type QuotedMessage,
} from './reply-views.ts';
import { attachUploads, writeBody } from './write-body.ts';

export type ForwardInput = BodyOf<typeof createCaseForward>;

/**
 * Asks a third party by mail as a side conversation: what they answer lands in the case, the
 * contact sees none of it, and they become no contact. Messages of the case are quoted below the
 * text.
 */
export async function forwardCase(
  tx: Tx,
  actor: Actor,
  caseId: string,
  input: ForwardInput,
  now: Date,
  guard?: GuardReply,
): Promise<string> {
  const openCase = await getCaseForUpdate(tx, actor, caseId);
  const { request_key } = input;
  const written = await findOfRequest(tx, caseId, request_key);
  if (written) return written;
  const channel = await getChannel(tx, openCase.channel_id);
  const account = await getAccountFacts(tx);
  const quoted = await listQuotedMessages(tx, caseId, input.message_ids);
  refuseMissing(input, quoted);
  await refuseOwnAddresses(tx, 'body.to', input.to);
  const files = input.with_attachments
    ? await listFilesOf(
        tx,
        quoted.map(({ id: one }) => one),
      )
    : [];
  const leaving = describeForward(openCase, input, files.length);
  const seen = await guard?.(tx, actor, leaving, input.check_overrides ?? [], now);
  const quote = quoted.map((one) => quoteMessage(one, channel.locale)).join('\n\n');
  const body = writeBody(input, quote, quote !== '');
  const subject = input.subject ?? `${channel.locale === 'de' ? 'WG' : 'Fwd'}: ${openCase.subject}`;
  const addresses = input.to.map((address) => normaliseEmail(address) ?? address);
  const thread = await findSideThread(tx, caseId, addresses);
  const conversationId = thread?.conversation_id ?? (await openSide(tx, openCase, subject));
  const id = newId();
  const nobody = (address: string) => ({ name: null, address });
  await queueMessage(
    tx,
    {
      id,
      conversationId,
      caseId,
      kind: 'side',
      author: actor.kind === 'member' ? { kind: 'member', memberId: actor.id } : { kind: 'system' },
      contactId: null,
      channel,
      from: { name: channel.settings.from_name || account.name, address: channel.address },
      recipients: { to: input.to.map(nobody), cc: input.cc.map(nobody) },
      subject,
      sentAt: now,
      receivedAt: now,
      ...body,
      folded: [],
      remoteImages: 0,
      externalId: makeMessageId(id, channel.address),
      inReplyTo: thread?.external_id ?? null,
      joinedBecause: { code: 'side_conversation' },
      facts: request_key ? { request_key } : {},
      language: channel.locale,
      sendAfter: decideSendAfter({ undoSeconds: input.undo_seconds }, now) ?? now,
    },
    now,
  );
  await attachFiles(tx, actor, id, input, files);
  await seen?.record(id);
  await insertCaseAddresses(
    tx,
    caseId,
    [...addresses, ...input.cc].map((address) => ({ address, contactId: null, because: 'side' })),
  );
  await tellForward(tx, actor, openCase, id);
  return id;
}

function openSide(tx: Tx, openCase: SeenCase, subject: string): Promise<string> {
  return insertConversation(tx, {
    caseId: openCase.id,
    channelId: openCase.channel_id,
    kind: 'side',
    contactId: null,
    contactPointId: null,
    subject,
  });
}

function describeForward(openCase: SeenCase, input: ForwardInput, quotedFiles: number) {
  const own = input.attachment_ids.length + listInlineUploads(input.html ?? '').length;
  return {
    caseId: openCase.id,
    teamId: openCase.team_id,
    contactId: openCase.contact_id,
    text: input.text || input.html ? writeBody(input, '', true).text : '',
    attachments: own + quotedFiles,
    occasion: 'forward' as const,
  };
}

function refuseMissing(input: ForwardInput, quoted: readonly QuotedMessage[]): void {
  const missing = input.message_ids.filter((id) => !quoted.some((one) => one.id === id));
  if (missing.length === 0) return;
  throw new Invalid(
    missing.map((id) => ({
      path: `body.message_ids.${id}`,
      message: 'Not a message of this case.',
    })),
  );
}

function quoteMessage(one: QuotedMessage, locale: ContactLanguage): string {
  const from = one.from_name ? `${one.from_name} <${one.from_address}>` : one.from_address;
  return replyText(locale, 'forwarded', {
    from,
    date: one.received_at.toISOString().slice(0, 16).replace('T', ' '),
    subject: one.subject,
    text: one.body_text,
  });
}

async function attachFiles(
  tx: Tx,
  actor: Actor,
  id: string,
  input: ForwardInput,
  files: Awaited<ReturnType<typeof listFilesOf>>,
): Promise<void> {
  const { html, attachment_ids: attachmentIds } = input;
  await attachUploads(tx, actor.id, { message_id: id }, { html, attachmentIds });
  await insertAttachments(
    tx,
    id,
    files.map((file) => ({
      fileName: file.file_name,
      mimeType: file.mime_type,
      sizeBytes: file.size_bytes,
      sha256: file.sha256,
      contentId: null,
      disposition: 'attachment',
    })),
  );
}

async function tellForward(tx: Tx, actor: Actor, openCase: SeenCase, id: string): Promise<void> {
  await emitEvent(tx, storedActor(actor), {
    name: 'message.sent',
    subjectId: openCase.id,
    facts: { message_id: id, side: true },
  });
}

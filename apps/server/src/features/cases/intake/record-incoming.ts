import type { Tx } from '../../../platform/db/database.ts';
import {
  type FoldedRange,
  insertAttachments,
  insertMessage,
  insertMessageIds,
  type JoinReason,
} from '../../conversations/public.ts';
import { hashChannelMessage } from '../../conversations/changes/public.ts';
import type { TakeUp } from './take-up-types.ts';

export interface IncomingPlace {
  caseId: string;
  conversationId: string;
  contactId: string | null;
  kind: 'message' | 'bounce' | 'side';
  reason: JoinReason;
  splitProposed: boolean;
  at: Date;
  /** What is folded, where what we sent is known; else as understood from the mail alone. */
  folded?: FoldedRange[];
  /** In a conversation that was just opened for it. */
  seq?: number;
}

/** Characters of a message’s plain text; longer texts stay whole in the raw receipt. */
const TEXT_CHARACTERS_MAX = 1_000_000;
/** Header lines shown on request; all of them are in the raw receipt. */
const HEADERS_MAX = 100;
/** Message-IDs remembered of one mail. */
const REMEMBERED_IDS_MAX = 25;

/** Writes a mail as a message of its conversation, with its files and the ids others may name. */
export async function recordIncoming(tx: Tx, input: TakeUp, place: IncomingPlace): Promise<string> {
  const { mail, said, verdicts } = input;
  const text = mail.text.slice(0, TEXT_CHARACTERS_MAX).replaceAll('\u0000', '');
  const message = await insertMessage(tx, {
    conversationId: place.conversationId,
    caseId: place.caseId,
    direction: 'in',
    kind: place.kind,
    author: { kind: mail.bounce ? 'system' : 'contact' },
    contactId: place.contactId,
    channelId: input.channel.id,
    receiptId: input.receipt.id,
    from: {
      // Daemons and forms often name themselves without an address.
      name: (mail.from ?? mail.fromAll[0])?.name || null,
      address: mail.from?.address ?? '',
    },
    recipients: { to: mail.to.map(presentAddress), cc: mail.cc.map(presentAddress) },
    subject: mail.subject,
    sentAt: mail.date.sentAt ? new Date(mail.date.sentAt) : null,
    receivedAt: place.at,
    text,
    html: mail.html,
    folded: (place.folded ?? mail.folded).filter((range) => range.end <= text.length),
    remoteImages: mail.remoteImages,
    externalId: mail.messageId,
    inReplyTo: mail.inReplyTo[0] ?? null,
    joinedBecause: place.reason,
    facts: {
      ...(verdicts ? { authentication: verdicts } : {}),
      automatic: mail.automatic,
      nameSpoof: mail.nameSpoof && {
        shown: mail.nameSpoof.shownAddress,
        real: mail.nameSpoof.realAddress,
      },
      warnings: [...mail.warnings, ...(said?.warnings ?? [])],
      replyTo: mail.replyTo.map((one) => one.address),
      headers: mail.headers.slice(0, HEADERS_MAX),
      ...(said && said.answers.length > 0 ? { answers: [...said.answers] } : {}),
    },
    ...(said ? { visibility: said.visibility } : {}),
    language: mail.language,
    splitProposed: place.splitProposed,
    ...(place.seq ? { seq: place.seq } : {}),
  });
  await insertAttachments(tx, message.id, input.files);
  const ids = said ? [hashChannelMessage(input.channel.id, said.externalId)] : listIds(mail);
  await insertMessageIds(tx, message.id, ids);
  return message.id;
}

function listIds(mail: TakeUp['mail']): string[] {
  const ids = [...(mail.messageId ? [mail.messageId] : []), ...mail.inReplyTo, ...mail.references];
  return ids.slice(0, REMEMBERED_IDS_MAX);
}

function presentAddress(one: { name: string; address: string }) {
  return { name: one.name || null, address: one.address };
}

import type { MessageVisibility } from '@earshot/contract/channel-kind-contract.ts';
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import { json } from '../../platform/db/tables.ts';
import { searchVector } from '../../platform/db/search-vector.ts';
import { newId } from '../../platform/ids.ts';
import type {
  FoldedRange,
  JoinReason,
  MessageDeliveryState,
  MessageFacts,
  StoredRecipients,
} from './conversation-tables.ts';

export interface NewConversation {
  caseId: string;
  channelId: string;
  kind: 'contact' | 'side';
  contactId: string | null;
  contactPointId: string | null;
  subject: string;
  /** Of the thread on the channel; left out for mail, which threads by headers. */
  externalKey?: string | null;
  /** How many messages the caller adds in the same breath, numbered by itself from 1. */
  firstSeqs?: number;
}

/** Opens a thread on one of our channel accounts; answers its id. */
export async function insertConversation(tx: Tx, input: NewConversation): Promise<string> {
  const id = newId();
  tx.insert('conversations', {
    account_id: tx.accountId,
    id,
    case_id: input.caseId,
    channel_id: input.channelId,
    kind: input.kind,
    contact_id: input.contactId,
    contact_point_id: input.contactPointId,
    subject: input.subject,
    external_key: input.externalKey ?? null,
    last_seq: input.firstSeqs ?? 0,
  });
  return id;
}

export interface NewMessage {
  /** Made before, where the Message-ID or a signed address is derived from it. */
  id?: string;
  conversationId: string;
  caseId: string;
  direction: 'in' | 'out';
  kind: 'message' | 'confirmation' | 'notice' | 'bounce' | 'side';
  author: { kind: 'contact' | 'member' | 'system'; memberId?: string | null };
  contactId: string | null;
  channelId: string;
  receiptId: string | null;
  from: { name: string | null; address: string };
  recipients: StoredRecipients;
  subject: string;
  sentAt: Date | null;
  receivedAt: Date;
  text: string;
  html: string | null;
  folded: FoldedRange[];
  remoteImages: number;
  /** Message-ID without angle brackets. */
  externalId: string | null;
  inReplyTo: string | null;
  joinedBecause: JoinReason;
  facts: MessageFacts;
  language: string | null;
  sendAfter?: Date | null;
  deliveryState?: MessageDeliveryState | null;
  splitProposed?: boolean;
  /** Left out: the contact and us. */
  visibility?: MessageVisibility;
  /** Given by whoever opened the conversation with `firstSeqs`; else the next number is taken. */
  seq?: number;
}

/**
 * Appends a message to its conversation with the next gap-free number. The conversation’s row is
 * locked by this, so that two messages at once get two numbers. Answers id and number.
 */
export async function insertMessage(
  tx: Tx,
  input: NewMessage,
): Promise<{ id: string; seq: number }> {
  const id = input.id ?? newId();
  const seq = input.seq ?? (await takeNextSeq(tx, input.conversationId));
  tx.insert('messages', {
    account_id: tx.accountId,
    id,
    conversation_id: input.conversationId,
    case_id: input.caseId,
    seq,
    direction: input.direction,
    kind: input.kind,
    author_kind: input.author.kind,
    author_member_id: input.author.memberId ?? null,
    contact_id: input.contactId,
    channel_id: input.channelId,
    receipt_id: input.receiptId,
    from_name: input.from.name,
    from_address: input.from.address,
    recipients: json(input.recipients),
    subject: input.subject,
    sent_at: input.sentAt,
    received_at: input.receivedAt,
    body_text: input.text,
    body_html: input.html,
    folded: json(input.folded),
    remote_images: input.remoteImages,
    external_id: input.externalId,
    in_reply_to: input.inReplyTo,
    joined_because: json(input.joinedBecause),
    facts: json(input.facts),
    language: input.language,
    search: searchVector(input.language, listWords(input)),
    send_after: input.sendAfter ?? null,
    delivery_state: input.deliveryState ?? null,
    split_proposed: input.splitProposed ?? false,
    visibility: input.visibility ?? 'direct',
  });
  return { id, seq };
}

/** What a search finds it by. A confirmation repeats the subject and says what all of them say. */
function listWords({ kind, subject, text }: NewMessage): string {
  return kind === 'confirmation' ? '' : `${subject}\n${text}`;
}

async function takeNextSeq(tx: Tx, conversationId: string): Promise<number> {
  const row = await tx.db
    .updateTable('conversations')
    .set((eb) => ({ last_seq: eb('last_seq', '+', 1) }))
    .where('account_id', '=', tx.accountId)
    .where('id', '=', conversationId)
    .returning('last_seq')
    .executeTakeFirstOrThrow();
  return row.last_seq;
}

/** What is kept of a Message-ID to find it again. Case and brackets do not matter. */
export function hashExternalId(externalId: string): Buffer {
  const bare = externalId.trim().replace(/^<|>$/g, '').toLowerCase();
  return createHash('sha256').update(bare).digest();
}

/** Remembers the ids, or their hashes, by which others may refer to this message. */
export async function insertMessageIds(
  tx: Tx,
  messageId: string,
  externalIds: readonly (string | Buffer)[],
): Promise<void> {
  if (externalIds.length === 0) return;
  tx.insertMissing(
    'message_ids',
    [...new Set(externalIds)].map((externalId) => ({
      account_id: tx.accountId,
      external_id_hash: typeof externalId === 'string' ? hashExternalId(externalId) : externalId,
      message_id: messageId,
    })),
  );
}

export interface NewAttachment {
  fileName: string;
  mimeType: string;
  sizeBytes: number;
  sha256: Buffer;
  contentId: string | null;
  disposition: 'attachment' | 'inline';
}

/** Hangs files on a message, in order; their bytes are in the storage already. */
export async function insertAttachments(
  tx: Tx,
  messageId: string,
  files: readonly NewAttachment[],
): Promise<void> {
  if (files.length === 0) return;
  tx.insert(
    'attachments',
    files.map((file, ordinal) => ({
      account_id: tx.accountId,
      id: newId(),
      message_id: messageId,
      ordinal,
      file_name: file.fileName,
      mime_type: file.mimeType,
      size_bytes: file.sizeBytes,
      sha256: file.sha256,
      content_id: file.contentId,
      disposition: file.disposition,
      uploaded_by: null,
    })),
  );
}

/** What carries a file. */
export type FileCarrier = { message_id: string } | { note_id: string };

/** Makes uploads the files of their carrier, in order; with a Content-ID they stand in its text. */
export async function useUploads(
  tx: Tx,
  carrier: FileCarrier,
  uploads: readonly { id: string; contentId: string | null }[],
): Promise<void> {
  for (const [ordinal, upload] of uploads.entries()) {
    await tx.db
      .updateTable('attachments')
      .set({
        ...carrier,
        ordinal,
        content_id: upload.contentId,
        disposition: upload.contentId ? 'inline' : 'attachment',
      })
      .where('account_id', '=', tx.accountId)
      .where('id', '=', upload.id)
      .execute();
  }
}

/** Files of a message once more, as uploads of a member that no message carries yet; their ids. */
export async function copyFilesAsUploads(
  tx: Tx,
  memberId: string,
  messageId: string,
): Promise<string[]> {
  const files = await tx.db
    .selectFrom('attachments')
    .selectAll()
    .where('account_id', '=', tx.accountId)
    .where('message_id', '=', messageId)
    .orderBy('ordinal')
    .execute();
  if (files.length === 0) return [];
  const copies = files.map(({ created_at: _created, ...file }) => ({
    ...file,
    id: newId(),
    message_id: null,
    uploaded_by: memberId,
    disposition: 'attachment' as const,
  }));
  tx.insert('attachments', copies);
  return copies.map((copy) => copy.id);
}

/** Keeps how the sending of each of these messages stands as a whole. */
export async function saveDeliveryState(
  tx: Tx,
  messageIds: readonly string[],
  state: MessageDeliveryState,
): Promise<void> {
  await tx.db
    .updateTable('messages')
    .set({ delivery_state: state })
    .where('account_id', '=', tx.accountId)
    .where(sql<boolean>`id = any(${[...messageIds]}::uuid[])`)
    .execute();
}

// reads: messages, attachments, cases, conversations
import type { MessageVisibility } from '@earshot/contract/channel-kind-contract.ts';
import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import type { PlacedMessage } from '../channels/kit/public.ts';

export interface OutgoingFacts {
  id: string;
  case_id: string;
  conversation_id: string;
  seq: number;
  channel_id: string;
  /** Of the conversation on its channel; null for mail. */
  thread_key: string | null;
  visibility: MessageVisibility;
  kind: 'message' | 'confirmation' | 'notice' | 'bounce' | 'side';
  case_number: number;
  from_name: string | null;
  from_address: string;
  recipients: { to?: Mailbox[]; cc?: Mailbox[]; bcc?: Mailbox[] };
  subject: string;
  body_text: string;
  body_html: string | null;
  external_id: string | null;
  in_reply_to: string | null;
  received_at: Date;
  author_member_id: string | null;
  language: string | null;
}

interface Mailbox {
  name: string | null;
  address: string;
}

/** What is needed to compose one message that is to be sent. */
export async function getOutgoing(tx: Tx, messageId: string): Promise<OutgoingFacts> {
  return tx.db
    .selectFrom('messages as m')
    .innerJoin('cases as c', (on) =>
      on.onRef('c.account_id', '=', 'm.account_id').onRef('c.id', '=', 'm.case_id'),
    )
    .innerJoin('conversations as v', (on) =>
      on.onRef('v.account_id', '=', 'm.account_id').onRef('v.id', '=', 'm.conversation_id'),
    )
    .select([
      'm.id',
      'm.case_id',
      'm.conversation_id',
      'm.seq',
      'v.external_key as thread_key',
      'm.visibility',
      'm.channel_id',
      'm.kind',
      'c.number as case_number',
      'm.from_name',
      'm.from_address',
      'm.recipients',
      'm.subject',
      'm.body_text',
      'm.body_html',
      'm.external_id',
      'm.in_reply_to',
      'm.received_at',
      'm.author_member_id',
      'm.language',
    ])
    .where('m.account_id', '=', tx.accountId)
    .where('m.id', '=', messageId)
    .executeTakeFirstOrThrow();
}

/** Message-IDs of the thread before this message, oldest first: what References names. */
export async function listThreadIds(tx: Tx, messageId: string, caseId: string): Promise<string[]> {
  const rows = await tx.db
    .selectFrom('messages as m')
    .innerJoin('messages as self', (on) =>
      on
        .onRef('self.account_id', '=', 'm.account_id')
        .onRef('self.conversation_id', '=', 'm.conversation_id'),
    )
    .select(['m.external_id'])
    .where('m.account_id', '=', tx.accountId)
    .where('self.id', '=', messageId)
    .where('m.case_id', '=', caseId)
    .where('m.external_id', 'is not', null)
    .whereRef('m.seq', '<', 'self.seq')
    .orderBy('m.seq', 'desc')
    .limit(40)
    .execute();
  return rows.map((row) => row.external_id as string).toReversed();
}

export interface OutgoingFile {
  id: string;
  file_name: string;
  mime_type: string;
  sha256: Buffer;
  size_bytes: number;
  content_id: string | null;
  disposition: 'attachment' | 'inline';
}

/** Files of a message in order. */
export async function listFiles(tx: Tx, messageId: string): Promise<OutgoingFile[]> {
  return tx.db
    .selectFrom('attachments')
    .select(['id', 'file_name', 'mime_type', 'sha256', 'size_bytes', 'content_id', 'disposition'])
    .where('account_id', '=', tx.accountId)
    .where('message_id', '=', messageId)
    .orderBy('ordinal')
    .execute();
}

/** Where messages stand, by message: enough to put them where their contacts read. */
export async function listPlacedMessages(
  tx: Tx,
  messageIds: readonly string[],
): Promise<Map<string, PlacedMessage>> {
  const rows = await tx.db
    .selectFrom('messages as m')
    .innerJoin('conversations as v', (on) =>
      on.onRef('v.account_id', '=', 'm.account_id').onRef('v.id', '=', 'm.conversation_id'),
    )
    .select(['m.id', 'm.case_id', 'm.conversation_id', 'm.channel_id'])
    .select('v.external_key as thread_key')
    .where('m.account_id', '=', tx.accountId)
    .where(sql<boolean>`m.id = any(${[...messageIds]}::uuid[])`)
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

/** Who wrote messages, and in which cases they stand. */
export async function listWriters(
  tx: Tx,
  messageIds: readonly string[],
): Promise<{ id: string; case_id: string; author_member_id: string | null }[]> {
  return tx.db
    .selectFrom('messages')
    .select(['id', 'case_id', 'author_member_id'])
    .where('account_id', '=', tx.accountId)
    .where(sql<boolean>`id = any(${[...messageIds]}::uuid[])`)
    .execute();
}

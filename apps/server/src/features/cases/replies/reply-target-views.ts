// reads: messages, conversations, channel_addresses, contact_points, channel_accounts
import type { MessageVisibility } from '@earshot/contract/channel-kind-contract.ts';
import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import { normaliseEmail } from '../../contacts/public.ts';

export interface ReplyTarget {
  /** Where the answer stands; null: in a new conversation of this case. */
  conversationId: string | null;
  channelId: string;
  contactId: string | null;
  to: { name: string | null; address: string }[];
  /** Others on the newest message: what reply-all adds. */
  cc: { name: string | null; address: string }[];
  subject: string;
  inReplyToMessageId: string | null;
  /** Message-ID header of the message answered. */
  inReplyTo: string | null;
  language: string | null;
  /** Who could read what is answered. */
  visibility: MessageVisibility;
}

/** Whether a program of the organisation has the word in a conversation. */
export async function isServedByBot(tx: Tx, conversationId: string | null): Promise<boolean> {
  if (conversationId === null) return false;
  const row = await tx.db
    .selectFrom('conversations')
    .select('served_by')
    .where('account_id', '=', tx.accountId)
    .where('id', '=', conversationId)
    .executeTakeFirst();
  return row?.served_by === 'bot';
}

/**
 * Whom an answer goes to: who wrote the newest message of the contact (or, before they wrote again,
 * whom we wrote to), never a third party, never an address of ours. A Reply-To counts only where it
 * opened the case: later it could lead an answer astray. Messages of cases merged into this one
 * count; a case opened by hand is written to its contact’s first address.
 */
export async function findReplyTarget(tx: Tx, caseId: string): Promise<ReplyTarget | null> {
  const newest = await tx.db
    .selectFrom('messages')
    .select(['id', 'case_id', 'conversation_id', 'channel_id', 'contact_id', 'direction'])
    .select(['from_name', 'from_address', 'recipients', 'subject', 'external_id', 'language'])
    .select(['facts', 'visibility', threadChannel(tx).as('thread')])
    .where('account_id', '=', tx.accountId)
    .where(inFamily(tx, caseId))
    .where('kind', 'in', ['message', 'confirmation', 'notice'])
    .where((eb) =>
      eb.or([eb('delivery_state', 'is', null), eb('delivery_state', '<>', 'cancelled')]),
    )
    .orderBy((eb) => eb.case().when('direction', '=', 'in').then(0).else(1).end())
    .orderBy('received_at', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst();
  if (!newest) return findFirstTarget(tx, caseId);
  const ours = await listOwnAddresses(tx);
  const theirs = (one: { address: string }) => !ours.has(bare(one.address));
  const { to = [], cc = [] } = newest.recipients;
  const writer = { name: newest.from_name, address: newest.from_address };
  const named = newest.facts.replyTo?.[0];
  const replyTo = named && (await didOpenCase(tx, caseId, newest.id)) ? named : undefined;
  const isChat = newest.thread?.kind === 'chat';
  const first = isChat
    ? [{ name: newest.direction === 'in' ? newest.from_name : null, address: IN_THE_CHAT }]
    : newest.direction === 'in'
      ? [replyTo ? { name: newest.from_name, address: replyTo } : writer]
      : to;
  const answered = first.filter((one) => one.address !== '' && theirs(one));
  const known = new Set(answered.map((one) => bare(one.address)));
  return {
    // A thread of its channel goes on, also where its case was merged into this one.
    conversationId: newest.case_id === caseId || newest.thread ? newest.conversation_id : null,
    // Who answers by mail what followed them out of a chat is answered where the rest stands.
    channelId: newest.thread?.id ?? newest.channel_id,
    contactId: newest.contact_id,
    to: answered,
    cc: [...(newest.direction === 'in' ? to : []), ...cc].filter(
      (one) => theirs(one) && !known.has(bare(one.address)),
    ),
    subject: /^re:/i.test(newest.subject) ? newest.subject : `Re: ${newest.subject}`,
    inReplyToMessageId: newest.id,
    inReplyTo: newest.external_id,
    language: newest.language,
    visibility: newest.visibility,
  };
}

/** What stands for the address of somebody who reads the answer in the chat itself. */
const IN_THE_CHAT = 'chat';

/** The channel whose thread the conversation is, such as a chat; null: it is one of mails. */
function threadChannel(tx: Tx) {
  return sql<{ id: string; kind: string } | null>`(
    select jsonb_build_object('id', c.id, 'kind', c.kind) from conversations v
    join channel_accounts c on c.account_id = v.account_id and c.id = v.channel_id
    where v.account_id = ${tx.accountId} and v.id = messages.conversation_id
      and v.external_key is not null)`;
}

/** Whether nothing of a contact came into the case before this message. */
async function didOpenCase(tx: Tx, caseId: string, messageId: string): Promise<boolean> {
  const first = await tx.db
    .selectFrom('messages')
    .select('id')
    .where('account_id', '=', tx.accountId)
    .where(inFamily(tx, caseId))
    .where('direction', '=', 'in')
    .where('kind', '=', 'message')
    .orderBy('received_at')
    .orderBy('id')
    .executeTakeFirst();
  return first?.id === messageId;
}

function inFamily(tx: Tx, caseId: string) {
  return sql<boolean>`case_id in (select ${caseId}::uuid union all select c.id from cases c
    where c.account_id = ${tx.accountId} and c.merged_into_id = ${caseId})`;
}

async function findFirstTarget(tx: Tx, caseId: string): Promise<ReplyTarget | null> {
  const row = await tx.db
    .selectFrom('cases as c')
    .innerJoin('contact_points as p', (on) =>
      on.onRef('p.account_id', '=', 'c.account_id').onRef('p.contact_id', '=', 'c.contact_id'),
    )
    .select(['c.channel_id', 'c.contact_id', 'c.subject', 'c.language', 'p.value'])
    .where('c.account_id', '=', tx.accountId)
    .where('c.id', '=', caseId)
    .where('p.kind', '=', 'email')
    .where('p.removed_at', 'is', null)
    .orderBy('p.created_at')
    .orderBy('p.id')
    .executeTakeFirst();
  if (!row) return null;
  return {
    conversationId: null,
    channelId: row.channel_id,
    contactId: row.contact_id,
    to: [{ name: null, address: row.value }],
    cc: [],
    subject: row.subject,
    inReplyToMessageId: null,
    inReplyTo: null,
    language: row.language,
    visibility: 'direct',
  };
}

/** Our own addresses of the account, normalised. */
export async function listOwnAddresses(tx: Tx): Promise<ReadonlySet<string>> {
  const rows = await tx.db
    .selectFrom('channel_addresses')
    .select('address')
    .where('account_id', '=', tx.accountId)
    .execute();
  return new Set(rows.map((row) => row.address));
}

function bare(address: string): string {
  return (normaliseEmail(address) ?? address.toLowerCase()).replace(/\+[^@]*@/, '@');
}

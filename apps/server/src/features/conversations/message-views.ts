// reads: cases, contacts, members, message_holds, deliveries, channel_accounts
import type { ChannelKind } from '@earshot/contract/channel-kind-contract.ts';
import type { Attachment, Message } from '@earshot/contract/message-contract.ts';
import { type Selectable, sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import { planOnce } from '../../platform/db/plan-once.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { notFound } from '../../platform/errors.ts';
import type { Locale } from '../../platform/i18n/texts.ts';
import { sayFault } from '../channels/kit/public.ts';
import type { MessageFacts } from './conversation-tables.ts';
import { explainHold, explainJoin, type HoldFacts } from './message-texts.ts';

interface MessageRow extends Omit<Selectable<Tables['messages']>, 'account_id' | 'search'> {
  channel_kind: ChannelKind;
  contact_name: string | null;
  member_name: string | null;
  hold_id: string | null;
  hold_reason: HoldFacts | null;
  proposed_case_number: number | null;
  move_id: string | null;
  moved_from_case_id: string | null;
  moved_from_case_number: number | null;
}

type AttachmentRow = Pick<
  Selectable<Tables['attachments']>,
  'id' | 'file_name' | 'mime_type' | 'size_bytes' | 'sha256' | 'disposition' | 'content_id'
>;
type DeliveryRow = Pick<
  Selectable<Tables['deliveries']>,
  | 'recipient'
  | 'state'
  | 'attempts'
  | 'next_attempt_at'
  | 'sent_at'
  | 'delivered_at'
  | 'read_at'
  | 'server_words'
>;

/** One message as the contract shows it; whether the reader may see its case is checked before. */
export async function presentMessage(tx: Tx, locale: Locale, messageId: string): Promise<Message> {
  const [shown] = await presentMessages(tx, locale, [messageId]);
  if (!shown) throw notFound('message');
  return shown;
}

/** Messages as the contract shows them, in the order of the ids; unknown ids are left out. */
export async function presentMessages(
  tx: Tx,
  locale: Locale,
  messageIds: readonly string[],
): Promise<Message[]> {
  if (messageIds.length === 0) return [];
  const ids = [...messageIds];
  const [rows, files, ways] = await planOnce(tx, () =>
    Promise.all([selectMessages(tx, ids), selectAttachments(tx, ids), selectDeliveries(tx, ids)]),
  );
  const attachments = Map.groupBy(files, (row) => row.message_id);
  const deliveries = Map.groupBy(ways, (row) => row.message_id);
  const shown = new Map(
    rows.map((row) => [
      row.id,
      presentRow(locale, row, attachments.get(row.id) ?? [], deliveries.get(row.id) ?? []),
    ]),
  );
  return messageIds.flatMap((id) => shown.get(id) ?? []);
}

async function selectMessages(tx: Tx, ids: string[]): Promise<MessageRow[]> {
  const { rows } = await sql<MessageRow>`
    select m.id, m.conversation_id, m.case_id, m.seq, m.direction, m.kind, m.author_kind,
      m.author_member_id, m.contact_id, m.channel_id, ch.kind as channel_kind,
      m.receipt_id, m.from_name, m.from_address,
      m.recipients, m.subject, m.sent_at, m.received_at, m.body_text, m.body_html, m.folded,
      m.remote_images, m.external_id, m.in_reply_to, m.joined_because, m.facts, m.language,
      m.send_after, m.delivery_state, m.split_proposed, m.visibility, m.edited_at, m.deleted_at,
      coalesce(nullif(p.name, ''), m.from_name, m.from_address) as contact_name,
      w.name as member_name, h.id as hold_id, h.reason as hold_reason,
      hc.number as proposed_case_number, v.id as move_id, v.from_case_id as moved_from_case_id,
      vc.number as moved_from_case_number
    from messages m
    join channel_accounts ch on ch.account_id = m.account_id and ch.id = m.channel_id
    left join contacts p on p.account_id = m.account_id and p.id = m.contact_id
    left join members w on w.account_id = m.account_id and w.id = m.author_member_id
    left join message_holds h
      on h.account_id = m.account_id and h.message_id = m.id and h.decision is null
    left join cases hc on hc.account_id = h.account_id and hc.id = h.proposed_case_id
    left join lateral (
      select id, from_case_id from message_moves mv
      where mv.account_id = m.account_id and mv.message_id = m.id and mv.undone_at is null
      order by mv.moved_at desc, mv.id desc limit 1) v on true
    left join cases vc on vc.account_id = m.account_id and vc.id = v.from_case_id
    where m.account_id = ${tx.accountId} and m.id = any(${ids}::uuid[])`.execute(tx.db);
  return rows;
}

function selectAttachments(tx: Tx, messageIds: string[]) {
  return tx.db
    .selectFrom('attachments')
    .select(['id', 'message_id', 'file_name', 'mime_type', 'size_bytes', 'sha256'])
    .select(['disposition', 'content_id'])
    .where('account_id', '=', tx.accountId)
    .where((where) => where('message_id', '=', where.fn.any(where.val(messageIds))))
    .orderBy('ordinal')
    .orderBy('id')
    .execute();
}

function selectDeliveries(tx: Tx, messageIds: string[]) {
  return tx.db
    .selectFrom('deliveries')
    .select(['message_id', 'recipient', 'state', 'attempts', 'next_attempt_at', 'sent_at'])
    .select(['delivered_at', 'read_at', 'server_words'])
    .where('account_id', '=', tx.accountId)
    .where((where) => where('message_id', '=', where.fn.any(where.val(messageIds))))
    .orderBy('recipient')
    .execute();
}

function presentRow(
  locale: Locale,
  row: MessageRow,
  attachments: readonly AttachmentRow[],
  deliveries: readonly DeliveryRow[],
): Message {
  return {
    id: row.id,
    case_id: row.case_id,
    conversation_id: row.conversation_id,
    seq: row.seq,
    direction: row.direction,
    kind: row.kind,
    author: presentAuthor(row),
    channel_id: row.channel_id,
    channel_kind: row.channel_kind,
    receipt_id: row.receipt_id,
    from: { name: row.from_name, address: row.from_address },
    to: row.recipients.to ?? [],
    cc: row.recipients.cc ?? [],
    bcc: row.recipients.bcc ?? [],
    subject: row.subject,
    sent_at: row.sent_at?.toISOString() ?? null,
    received_at: row.received_at.toISOString(),
    text: row.body_text,
    html: row.body_html,
    folded: row.folded,
    remote_images: row.remote_images,
    attachments: row.deleted_at === null ? attachments.map(presentAttachment) : [],
    message_id: row.external_id,
    in_reply_to: row.in_reply_to,
    joined_because: {
      code: row.joined_because.code,
      text: explainJoin(locale, row.joined_because),
    },
    authentication: presentVerdicts(row.facts.authentication),
    name_spoof: row.facts.nameSpoof ?? null,
    automatic: row.facts.automatic ?? null,
    warnings: row.facts.warnings ?? [],
    language: row.language,
    send_after: row.send_after?.toISOString() ?? null,
    delivery_state: row.delivery_state,
    deliveries: deliveries.map((delivery) => presentDelivery(locale, delivery)),
    hold: presentHold(locale, row),
    visibility: row.visibility,
    edited_at: row.edited_at?.toISOString() ?? null,
    deleted_at: row.deleted_at?.toISOString() ?? null,
    answers: row.facts.answers ?? [],
    split_proposed: row.split_proposed,
    moved_from: presentMove(row),
  };
}

/** The verdicts that the contract names; a mail's ARC chain is kept, but not shown. */
function presentVerdicts(found: MessageFacts['authentication']): Message['authentication'] {
  if (!found) return null;
  const { spf, dkim, dmarc, verified, reason } = found;
  return { spf, dkim, dmarc, verified, reason };
}

function presentAuthor(row: MessageRow): Message['author'] {
  const { contact_id: contactId, author_member_id: memberId } = row;
  return {
    kind: row.author_kind,
    contact:
      row.author_kind === 'contact' && contactId !== null
        ? { id: contactId, name: row.contact_name ?? row.from_address }
        : null,
    member: memberId === null ? null : { id: memberId, name: row.member_name ?? '' },
  };
}

function presentHold(locale: Locale, row: MessageRow): Message['hold'] {
  if (row.hold_id === null || row.hold_reason === null) return null;
  return {
    id: row.hold_id,
    reason: explainHold(locale, row.hold_reason),
    proposed_case_number: row.proposed_case_number ?? row.hold_reason.facts.caseNumber,
  };
}

function presentMove(row: MessageRow): Message['moved_from'] {
  if (row.move_id === null || row.moved_from_case_id === null) return null;
  return {
    id: row.move_id,
    case_id: row.moved_from_case_id,
    case_number: row.moved_from_case_number ?? 0,
  };
}

/** A file as the contract shows it. */
export function presentAttachment(row: AttachmentRow): Attachment {
  return {
    id: row.id,
    file_name: row.file_name,
    mime_type: row.mime_type,
    size_bytes: row.size_bytes,
    sha256: row.sha256.toString('hex'),
    disposition: row.disposition,
    content_id: row.content_id,
  };
}

function presentDelivery(locale: Locale, row: DeliveryRow): Message['deliveries'][number] {
  const waits = row.state === 'waiting' || row.state === 'deferred';
  return {
    recipient: row.recipient,
    state: row.state,
    attempts: row.attempts,
    next_attempt_at: waits ? row.next_attempt_at.toISOString() : null,
    sent_at: row.sent_at?.toISOString() ?? null,
    delivered_at: row.delivered_at?.toISOString() ?? null,
    read_at: row.read_at?.toISOString() ?? null,
    server_words: row.server_words === null ? null : sayFault(row.server_words, locale),
  };
}

// reads: messages, contacts, contact_points, notes, case_promises
// reads: case_contacts, channel_addresses, cases
import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import type { FoldedRange } from '../conversations/public.ts';
import type { ReplyFacts, SaidBefore } from './engine/checked-reply.ts';
import type { TextLanguage } from './engine/checked-text.ts';

/** The newest messages and notes of a case that a reply is held against. */
const MESSAGES_MAX = 100;
const NOTES_MAX = 50;
/** Conversations kept read: as many as are being answered at once, some 100 kB each at most. */
const READ_MAX = 200;

const histories = new Map<string, SaidBefore[]>();

export interface KnownConversation {
  history: SaidBefore[];
  facts: ReplyFacts;
  language: TextLanguage | null;
}

/** What is known of a case when it is answered: what was said, promised, noted, and about whom. */
export async function loadConversation(
  tx: Tx,
  caseId: string,
  contactId: string | null,
): Promise<KnownConversation> {
  const [history, contact, rest] = await Promise.all([
    loadHistory(tx, caseId),
    loadContact(tx, contactId),
    loadSurroundings(tx, caseId),
  ]);
  const { custom, language, ...facts } = rest;
  return {
    history,
    language: language === 'de' || language === 'en' ? language : null,
    facts: {
      ...facts,
      ...(contact.name ? { contactName: contact.name } : {}),
      known: { ...custom, ...contact.known },
      participants: [...facts.participants, ...contact.addresses],
    },
  };
}

async function loadHistory(tx: Tx, caseId: string): Promise<SaidBefore[]> {
  const rows = await tx.db
    .selectFrom('messages')
    .select(['id', 'direction', 'body_text', 'folded', 'edited_at', 'deleted_at'])
    .where('account_id', '=', tx.accountId)
    .where('case_id', '=', caseId)
    .where('kind', '=', 'message')
    .where((eb) =>
      eb.or([eb('delivery_state', 'is', null), eb('delivery_state', '<>', 'cancelled')]),
    )
    .orderBy('received_at', 'desc')
    .orderBy('id', 'desc')
    .limit(MESSAGES_MAX)
    .execute();
  // What was edited or taken back since is read anew.
  const versions = rows.map((row) => `${row.id}${+(row.edited_at ?? 0)}${+(row.deleted_at ?? 0)}`);
  const key = `${tx.accountId} ${caseId} ${versions.join(' ')}`;
  const known = histories.get(key);
  if (known) return known;
  const history = rows.toReversed().map((row): SaidBefore => ({
    from: row.direction === 'in' ? 'contact' : 'us',
    text: withoutFolded(row.body_text, row.folded),
  }));
  if (histories.size >= READ_MAX) {
    for (const oldest of histories.keys()) {
      histories.delete(oldest);
      break;
    }
  }
  histories.set(key, history);
  return history;
}

/** Quotations and signatures are not said again. */
function withoutFolded(text: string, folded: readonly FoldedRange[]): string {
  return folded
    .toSorted((a, b) => b.start - a.start)
    .reduce((left, { start, end }) => left.slice(0, start) + left.slice(end), text);
}

async function loadContact(tx: Tx, contactId: string | null) {
  if (!contactId) return { name: null, known: {}, addresses: [] };
  const [contact, points] = await Promise.all([
    tx.db
      .selectFrom('contacts')
      .select('name')
      .where('account_id', '=', tx.accountId)
      .where('id', '=', contactId)
      .executeTakeFirst(),
    tx.db
      .selectFrom('contact_points')
      .select(['kind', 'value', 'value_given'])
      .where('account_id', '=', tx.accountId)
      .where('contact_id', '=', contactId)
      .where('removed_at', 'is', null)
      .execute(),
  ]);
  const given = (kind: string) => points.find((one) => one.kind === kind)?.value_given;
  const address = given('postal');
  const phone = given('phone');
  const email = given('email');
  return {
    name: contact?.name ?? null,
    known: {
      ...(address ? { address } : {}),
      ...(phone ? { phone } : {}),
      ...(email ? { email } : {}),
    },
    addresses: points.filter(({ kind }) => kind === 'email').map(({ value }) => value),
  };
}

async function loadSurroundings(tx: Tx, caseId: string) {
  const [notes, broken, addresses, own, about] = await Promise.all([
    tx.db
      .selectFrom('notes')
      .select('body_text')
      .where('account_id', '=', tx.accountId)
      .where('case_id', '=', caseId)
      .where('deleted_at', 'is', null)
      .orderBy('created_at', 'desc')
      .limit(NOTES_MAX)
      .execute(),
    tx.db
      .selectFrom('case_promises')
      .select('words')
      .where('account_id', '=', tx.accountId)
      .where('case_id', '=', caseId)
      .where('broken_at', 'is not', null)
      .where('kept_at', 'is', null)
      .where('withdrawn_at', 'is', null)
      .execute(),
    tx.db
      .selectFrom('case_contacts')
      .select('address')
      .where('account_id', '=', tx.accountId)
      .where('case_id', '=', caseId)
      .execute(),
    tx.db
      .selectFrom('channel_addresses')
      .select('address')
      .where('account_id', '=', tx.accountId)
      .execute(),
    tx.db
      .selectFrom('cases')
      .select(['custom', 'language'])
      .where('account_id', '=', tx.accountId)
      .where('id', '=', caseId)
      .executeTakeFirst(),
  ]);
  return {
    notes: notes.map((row) => row.body_text).toReversed(),
    brokenPromises: broken.map(({ words: text }) => ({ text })),
    participants: [...addresses, ...own].map(({ address }) => address),
    ownDomains: own.flatMap(({ address }) => address.split('@')[1] ?? []),
    language: about?.language ?? null,
    custom: Object.fromEntries(
      Object.entries(about?.custom ?? {}).flatMap(([key, value]) =>
        typeof value === 'string' && value !== '' ? [[key, value]] : [],
      ),
    ),
  };
}

export interface FigurePeriod {
  from: Date;
  until: Date;
  teamId?: string | undefined;
}

/** How often each rule led to which outcome; replies taken back do not count. */
export async function countOutcomes(tx: Tx, { from, until, teamId }: FigurePeriod) {
  const { rows } = await sql<{ rule: string; outcome: string; count: number }>`
    select o.rule, o.outcome, count(*)::int as count from reply_check_overrides o
    join messages m on m.account_id = o.account_id and m.id = o.message_id
    where o.account_id = ${tx.accountId} and o.made_at >= ${from} and o.made_at <= ${until}
      and m.delivery_state <> 'cancelled'
      and (${teamId ?? null}::uuid is null or o.team_id = ${teamId ?? null})
    group by o.rule, o.outcome`.execute(tx.db);
  return rows;
}

/** Replies that went out in a period, with or without a finding. */
export async function countReplies(tx: Tx, { from, until, teamId }: FigurePeriod): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from messages m
    join cases c on c.account_id = m.account_id and c.id = m.case_id
    where m.account_id = ${tx.accountId} and m.received_at >= ${from} and m.received_at <= ${until}
      and m.direction = 'out' and m.kind = 'message' and m.delivery_state <> 'cancelled'
      and (${teamId ?? null}::uuid is null or c.team_id = ${teamId ?? null})`.execute(tx.db);
  return rows[0]?.count ?? 0;
}

export interface OutcomeRow {
  id: string;
  case_id: string;
  case_number: number;
  case_subject: string;
  message_id: string;
  rule: string;
  outcome: 'changed' | 'sent' | 'overridden';
  reason: string;
  made_by: string;
  made_at: Date;
}

/** The outcomes behind a figure, newest first, only of cases that `visible` admits. */
export async function listOutcomes(
  tx: Tx,
  wanted: FigurePeriod & { rule?: string | undefined; outcome?: string | undefined; max: number },
): Promise<OutcomeRow[]> {
  const { rows } = await sql<OutcomeRow>`
    select o.id, o.case_id, c.number::int as case_number, c.subject as case_subject, o.message_id,
      o.rule, o.outcome, o.reason, o.made_by->>'name' as made_by, o.made_at
    from reply_check_overrides o
    join cases c on c.account_id = o.account_id and c.id = o.case_id
    join messages m on m.account_id = o.account_id and m.id = o.message_id
    where o.account_id = ${tx.accountId} and o.made_at >= ${wanted.from}
      and o.made_at <= ${wanted.until} and m.delivery_state <> 'cancelled'
      and c.deleted_at is null
      and (${wanted.teamId ?? null}::uuid is null or o.team_id = ${wanted.teamId ?? null})
      and (${wanted.rule ?? null}::text is null or o.rule = ${wanted.rule ?? null})
      and (${wanted.outcome ?? null}::text is null or o.outcome = ${wanted.outcome ?? null})
    order by o.made_at desc, o.id desc limit ${wanted.max}`.execute(tx.db);
  return rows;
}

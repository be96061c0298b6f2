import type { ContactLanguage } from '@earshot/contract/contact-language.ts';
import { type Selectable, sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import type { Tables } from '../../../platform/db/tables.ts';
import { newId } from '../../../platform/ids.ts';
import '../web-tables.ts';

/** One browser or app, or one person whom the organisation’s own site signed in. */
export type Visitor = Omit<Selectable<Tables['web_visitors']>, 'account_id'>;

/** A visitor who said nothing about themselves yet; with an id that is known, nobody new. */
export async function insertVisitor(
  tx: Tx,
  visitor: { id?: string; channelId: string; locale: ContactLanguage; at: Date },
): Promise<Visitor> {
  const row = {
    id: visitor.id ?? newId(),
    channel_id: visitor.channelId,
    subject: null,
    name: null,
    locale: visitor.locale,
    email: null,
    email_verified_at: null,
    email_verified_how: null,
    created_at: visitor.at,
    seen_at: visitor.at,
    adopted_by: null,
  };
  await tx.db
    .insertInto('web_visitors')
    .values({ account_id: tx.accountId, ...row })
    .onConflict((conflict) => conflict.columns(['account_id', 'id']).doNothing())
    .execute();
  return row;
}

/** What a site says of somebody it signed in. */
export interface Identity {
  subject: string;
  name: string | null;
  email: string | null;
  emailVerified: boolean;
}

/** The visitor behind an identity, made on first sight, with what the site says of them now. */
export async function saveIdentity(
  tx: Tx,
  identity: Identity,
  known: { channelId: string; locale: ContactLanguage; at: Date },
): Promise<Visitor> {
  const { subject, name, email, emailVerified } = identity;
  const proof = emailVerified && email !== null;
  const told = {
    name,
    email,
    email_verified_at: proof ? known.at : null,
    email_verified_how: proof ? ('identity_token' as const) : null,
    locale: known.locale,
    seen_at: known.at,
  };
  const row = await tx.db
    .insertInto('web_visitors')
    .values({
      account_id: tx.accountId,
      id: newId(),
      channel_id: known.channelId,
      subject,
      created_at: known.at,
      adopted_by: null,
      ...told,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['account_id', 'channel_id', 'subject'])
        .where('subject', 'is not', null)
        .doUpdateSet((set) => ({
          seen_at: known.at,
          name: set.fn.coalesce('excluded.name', 'web_visitors.name'),
          // An address that a code proved stands where the site names none.
          ...(email === null
            ? {}
            : {
                email,
                email_verified_at: told.email_verified_at,
                email_verified_how: told.email_verified_how,
              }),
        })),
    )
    .returningAll()
    .executeTakeFirstOrThrow();
  return row;
}

/** The visitor; null where there is none on this channel. */
export async function findVisitor(tx: Tx, visitorId: string): Promise<Visitor | null> {
  const found = await listVisitors(tx, [visitorId]);
  return found.get(visitorId) ?? null;
}

/** Visitors by their ids; unknown ones are left out. */
export async function listVisitors(
  tx: Tx,
  visitorIds: readonly string[],
): Promise<Map<string, Visitor>> {
  const rows = await tx.db
    .selectFrom('web_visitors')
    .selectAll()
    .where('account_id', '=', tx.accountId)
    .where(sql<boolean>`id = any(${[...visitorIds]}::uuid[])`)
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

/** Who opened a conversation; null where there is none of this id. */
export async function findOpener(tx: Tx, conversationId: string): Promise<Visitor | null> {
  const row = await tx.db
    .selectFrom('web_conversations')
    .select('opened_by')
    .where('account_id', '=', tx.accountId)
    .where('id', '=', conversationId)
    .executeTakeFirst();
  return row ? findVisitor(tx, row.opened_by) : null;
}

/** Writes what a visitor told about themselves, or proved. */
export async function updateVisitor(
  tx: Tx,
  visitorId: string,
  change: Partial<Pick<Visitor, 'name' | 'email' | 'email_verified_at' | 'email_verified_how'>> & {
    adopted_by?: string;
  },
): Promise<void> {
  if (Object.keys(change).length === 0) return;
  await tx.db
    .updateTable('web_visitors')
    .set(change)
    .where('account_id', '=', tx.accountId)
    .where('id', '=', visitorId)
    .execute();
}

/** Forgets a visitor of whom nothing else is left. */
export async function deleteVisitor(tx: Tx, visitorId: string): Promise<void> {
  await tx.db
    .deleteFrom('web_visitors')
    .where('account_id', '=', tx.accountId)
    .where('id', '=', visitorId)
    .execute();
}

import type { ContactLanguage } from '@earshot/contract/contact-language.ts';
import { emailSettings, imapInput } from '@earshot/contract/channel-contract.ts';
import {
  apiChannel,
  type ApiChannel,
  type ChannelKind,
  webChannel,
  type WebChannel,
} from '@earshot/contract/channel-kind-contract.ts';
import { sql, type Selectable } from 'kysely';
import { z } from 'zod';
import type { Database, Tx } from '../../platform/db/database.ts';
import { json, type Tables } from '../../platform/db/tables.ts';
import { notFound } from '../../platform/errors.ts';
import { listAddressCandidates } from './channel-address-rules.ts';
import './channel-tables.ts';

/** How a mailbox is pulled, without what is secret. */
export const imapSettings = imapInput.omit({ password: true, oauth2: true }).extend({
  oauth2: z
    .object({ token_url: z.string(), client_id: z.string(), scope: z.string().optional() })
    .nullable()
    .default(null),
});
export type ImapSettings = z.infer<typeof imapSettings>;
export type EmailSettings = z.infer<typeof emailSettings>;

/** One of our own mailboxes, chats, forms or API channels; the secrets stay sealed until `openChannelSecrets`. */
export interface Channel {
  readonly accountId: string;
  readonly id: string;
  readonly kind: ChannelKind;
  readonly name: string;
  /** Of a mailbox its address, normalised (aliases are in the settings); else its public key. */
  readonly address: string;
  readonly teamId: string | null;
  readonly locale: ContactLanguage;
  readonly settings: EmailSettings;
  readonly imap: ImapSettings | null;
  readonly dkim: { readonly domain: string; readonly selector: string } | null;
  /** Of a chat or form only. */
  readonly web: WebChannel | null;
  /** Of an API channel only. */
  readonly api: ApiChannel | null;
  readonly sealedSecrets: Buffer | null;
  readonly createdAt: Date;
  readonly disabledAt: Date | null;
}

/** Where a channel lies: which account, which channel. */
export interface FoundChannel {
  readonly accountId: string;
  readonly channelId: string;
}

/** Everything of a channel that a change may write. */
export type ChannelWrite = Omit<Channel, 'accountId' | 'createdAt'>;

function parseChannel(row: Selectable<Tables['channel_accounts']>): Channel {
  return {
    accountId: row.account_id,
    id: row.id,
    kind: row.kind,
    name: row.name,
    address: row.address,
    teamId: row.team_id,
    locale: row.locale,
    settings: emailSettings.parse(row.settings),
    imap: row.imap === null ? null : imapSettings.parse(row.imap),
    dkim: row.dkim,
    web: row.web === null ? null : webChannel.parse(row.web),
    api: row.api === null ? null : apiChannel.parse(row.api),
    sealedSecrets: row.secrets,
    createdAt: row.created_at,
    disabledAt: row.disabled_at,
  };
}

/**
 * Which enabled channel a recipient belongs to: its address, an alias or a plus-address of either,
 * in whatever case. Null: not ours. With a database it looks over all accounts, with a transaction
 * in its own.
 */
export async function findChannelForAddress(
  where: Database | Tx,
  address: string,
): Promise<FoundChannel | null> {
  const candidates = listAddressCandidates(address);
  if (candidates.length === 0) return null;
  const rows = await ('withSystem' in where
    ? where.withSystem((tx) => listAddressOwners(tx, candidates))
    : listAddressOwners(where, candidates));
  const owners = new Map(rows.filter((row) => row.enabled).map((row) => [row.address, row]));
  const best = candidates.find((candidate) => owners.has(candidate));
  const found = best === undefined ? undefined : owners.get(best);
  return found ? { accountId: found.account_id, channelId: found.channel_id } : null;
}

/**
 * The enabled chat, form or API channel that carries this public key; null: there is none. Looks
 * over all accounts, since a page knows only the key.
 */
export async function findChannelByKey(db: Database, key: string): Promise<FoundChannel | null> {
  const [found] = await db.withSystem((tx) => listAddressOwners(tx, [key]));
  if (!found?.enabled || key.includes('@')) return null;
  return { accountId: found.account_id, channelId: found.channel_id };
}

/** Which channels, also disabled ones, hold these normalised addresses. */
export async function listAddressOwners(tx: Tx, addresses: readonly string[]) {
  return tx.db
    .selectFrom('channel_addresses as a')
    .innerJoin('channel_accounts as c', (join) =>
      join.onRef('c.account_id', '=', 'a.account_id').onRef('c.id', '=', 'a.channel_id'),
    )
    .select(['a.account_id', 'a.channel_id', 'a.address'])
    .select((the) => the('c.disabled_at', 'is', null).as('enabled'))
    .where('a.address', 'in', addresses)
    .execute();
}

/** The channel of this account; throws where there is none. */
export async function getChannel(tx: Tx, channelId: string): Promise<Channel> {
  const row = await tx.db
    .selectFrom('channel_accounts')
    .selectAll()
    .where('account_id', '=', tx.accountId)
    .where('id', '=', channelId)
    .executeTakeFirst();
  if (!row) throw notFound('channel');
  return parseChannel(row);
}

/** The same, locked against other changes until the end of the transaction. */
export async function getChannelForChange(tx: Tx, channelId: string): Promise<Channel> {
  const row = await tx.db
    .selectFrom('channel_accounts')
    .selectAll()
    .where('account_id', '=', tx.accountId)
    .where('id', '=', channelId)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw notFound('channel');
  return parseChannel(row);
}

/** Every enabled mailbox of every account, for the parts that pull and send mail. */
export async function listActiveMailboxes(db: Database): Promise<Channel[]> {
  return (await listActiveChannels(db)).filter(({ kind }) => kind === 'email');
}

/** Every enabled channel of every account, for what fetches from the other side. */
export async function listActiveChannels(db: Database): Promise<Channel[]> {
  const rows = await db.withSystem((tx) =>
    tx.db
      .selectFrom('channel_accounts')
      .selectAll()
      .where('disabled_at', 'is', null)
      .orderBy('account_id')
      .orderBy('id')
      .execute(),
  );
  return rows.map(parseChannel);
}

/** All channels of the account, the oldest first. */
export async function listAccountChannels(tx: Tx): Promise<Channel[]> {
  const rows = await tx.db
    .selectFrom('channel_accounts')
    .selectAll()
    .where('account_id', '=', tx.accountId)
    .orderBy('id')
    .execute();
  return rows.map(parseChannel);
}

/**
 * Keeps other transactions of this installation from taking one of the addresses before this one
 * ends. Needed because no index can span accounts.
 */
export async function lockAddresses(tx: Tx, addresses: readonly string[]): Promise<void> {
  for (const address of addresses.toSorted()) {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`channel ${address}`}, 0))`.execute(
      tx.db,
    );
  }
}

/** Adds a channel with its addresses. */
export async function insertChannel(tx: Tx, channel: ChannelWrite): Promise<void> {
  await tx.db
    .insertInto('channel_accounts')
    .values({ account_id: tx.accountId, kind: channel.kind, ...columnsOf(channel) })
    .execute();
  await saveAddresses(tx, channel);
}

/** Writes a changed channel and its addresses. */
export async function saveChannel(tx: Tx, channel: ChannelWrite): Promise<void> {
  await tx.db
    .updateTable('channel_accounts')
    .set(columnsOf(channel))
    .where('account_id', '=', tx.accountId)
    .where('id', '=', channel.id)
    .execute();
  await saveAddresses(tx, channel);
}

function columnsOf(channel: ChannelWrite) {
  return {
    id: channel.id,
    name: channel.name,
    address: channel.address,
    team_id: channel.teamId,
    locale: channel.locale,
    settings: json(channel.settings),
    imap: channel.imap === null ? null : json(channel.imap),
    dkim: channel.dkim === null ? null : json(channel.dkim),
    web: channel.web === null ? null : json(channel.web),
    api: channel.api === null ? null : json(channel.api),
    secrets: channel.sealedSecrets,
    disabled_at: channel.disabledAt,
  };
}

async function saveAddresses(tx: Tx, channel: ChannelWrite): Promise<void> {
  await tx.db
    .deleteFrom('channel_addresses')
    .where('account_id', '=', tx.accountId)
    .where('channel_id', '=', channel.id)
    .execute();
  const addresses = [...new Set([channel.address, ...channel.settings.aliases])];
  await tx.db
    .insertInto('channel_addresses')
    .values(
      addresses.map((address) => ({
        account_id: tx.accountId,
        address,
        channel_id: channel.id,
      })),
    )
    .execute();
}

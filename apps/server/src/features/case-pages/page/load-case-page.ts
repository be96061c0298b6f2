import { type ContactLanguage, findContactLanguage } from '@earshot/contract/contact-language.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { getAccountFacts } from '../../accounts/public.ts';
import { getChannel } from '../../channels/public.ts';
import type { OpenedLink } from '../../links/public.ts';
import { openAfterEnd_days } from './page-limits.ts';
import {
  arrangePromises,
  canShowMessage,
  decideExpiry,
  firstName,
  type PagePromise,
} from './page-rules.ts';
import {
  findPageCase,
  findPageContact,
  listPageFiles,
  listPageMessages,
  listPagePromises,
  type PageCase,
  type PageContact,
  type PageFile,
  type PageMessage,
} from './page-views.ts';

export interface ShownMessage {
  id: string;
  isYours: boolean;
  author: string;
  at: Date;
  text: string;
  folded: { start: number; end: number }[];
  /** What the folded part is called. */
  foldedAs: 'folded' | 'confirmation';
  files: PageFile[];
  tone: 'ours' | 'theirs' | 'note';
  /** A member wrote it, not the machine. */
  byPerson: boolean;
}

/** Everything the page of a case shows to the address of its link, and nothing else. */
export interface CasePage {
  locale: ContactLanguage;
  timeZone: string;
  now: Date;
  accountName: string;
  path: string;
  address: string;
  found: PageCase;
  contact: PageContact | null;
  /** Who has it, as the channel lets the page tell; null: nobody in particular. */
  holder: string | null;
  promises: PagePromise[];
  messages: ShownMessage[];
  /** The channel on which an answer arrives. */
  channelId: string;
  /** The thread of this address on that channel; null: there is none yet. */
  conversationId: string | null;
  expired: boolean;
  /** Messages on this channel carry links, so that a new one can be sent. */
  sendsLinks: boolean;
}

/** Loads the page of a link; null where the case was removed. */
export async function loadCasePage(
  tx: Tx,
  link: OpenedLink,
  path: string,
  now: Date,
): Promise<CasePage | null> {
  const found = await findPageCase(tx, link.caseId);
  if (!found) return null;
  const account = await getAccountFacts(tx);
  const contact = await findPageContact(tx, link.address);
  const all = await listPageMessages(tx, found.id, now);
  const seen = all.filter((message) => canShowMessage(message, link.address));
  const channelId = seen.at(-1)?.channel_id ?? found.channel_id;
  const channel = await getChannel(tx, channelId);
  const byName = channel.settings.case_page_names === 'first_name';
  const files = Map.groupBy(
    await listPageFiles(
      tx,
      seen.map((one) => one.id),
    ),
    (file) => file.entry_id,
  );
  return {
    locale: findContactLanguage(found.language, contact?.locale) ?? channel.locale,
    timeZone: account.timeZone,
    now,
    accountName: account.name,
    path,
    address: link.address,
    found,
    contact,
    holder:
      (byName && found.assignee_name !== null ? firstName(found.assignee_name) : null) ??
      found.team_name,
    promises: arrangePromises(await listPagePromises(tx, found.id, link.address), now),
    messages: seen.map((one) => showMessage(one, link.address, byName, files.get(one.id) ?? [])),
    channelId,
    conversationId: seen.at(-1)?.conversation_id ?? null,
    sendsLinks: channel.settings.case_page,
    expired: decideExpiry({
      endedAt: found.ended_at,
      madeAt: link.madeAt,
      now,
      openAfterEnd_days,
    }),
  };
}

function showMessage(
  message: PageMessage,
  address: string,
  byName: boolean,
  files: PageFile[],
): ShownMessage {
  const isOurs = message.direction === 'out';
  const person = byName && message.author_name ? firstName(message.author_name) : null;
  const from = message.from_name || message.from_address;
  return {
    id: message.id,
    isYours: !isOurs && message.from_address.trim().toLowerCase() === address.toLowerCase(),
    author: isOurs ? [person, from].filter((one) => one !== null).join(', ') : from,
    at: message.at,
    text: message.text,
    folded:
      message.kind === 'confirmation' ? [{ start: 0, end: message.text.length }] : message.folded,
    foldedAs: message.kind === 'confirmation' ? 'confirmation' : 'folded',
    files,
    tone: isOurs ? 'ours' : 'theirs',
    byPerson: isOurs && message.kind === 'message',
  };
}

import type { ContactLanguage } from '@earshot/contract/contact-language.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { getAccountFacts } from '../../accounts/public.ts';
import type { OpenedLink } from '../../links/public.ts';
import type { ShownMessage } from '../page/load-case-page.ts';
import { listPageFiles } from '../page/page-views.ts';
import { decideSeatState } from './seat-rules.ts';
import { findSeatOfLink, type SeatRow } from './seat-store.ts';
import { seatText } from './seat-texts.ts';
import { findSeatCase, listSeatEntries, type SeatCase, type SeatEntry } from './seat-views.ts';

/** Everything the page of a seat shows: one case, and nothing else. */
export interface SeatPage {
  locale: ContactLanguage;
  timeZone: string;
  accountName: string;
  path: string;
  seat: SeatRow;
  found: SeatCase;
  state: ReturnType<typeof decideSeatState>;
  entries: (ShownMessage & { label: string | null })[];
}

/** Loads the page of a seat; null where the case was removed or the seat never was. */
export async function loadSeatPage(
  tx: Tx,
  link: OpenedLink,
  path: string,
  now: Date,
): Promise<SeatPage | null> {
  const seat = await findSeatOfLink(tx, link.id);
  if (!seat || seat.case_id !== link.caseId) return null;
  const found = await findSeatCase(tx, seat.case_id);
  if (!found) return null;
  const account = await getAccountFacts(tx);
  const state = link.revokedAt ? 'revoked' : decideSeatState(seat, now);
  const isShut = state === 'revoked' || state === 'expired';
  const entries = isShut ? [] : await listSeatEntries(tx, seat, now);
  const idsOf = (isNote: boolean) =>
    entries.filter((one) => (one.kind === 'note') === isNote).map((one) => one.id);
  const files = await listPageFiles(tx, idsOf(false), idsOf(true));
  const filesOf = Map.groupBy(files, (file) => file.entry_id);
  return {
    locale: seat.locale,
    timeZone: account.timeZone,
    accountName: account.name,
    path,
    seat,
    found,
    state,
    entries: entries.map((one) => showEntry(one, seat, filesOf.get(one.id) ?? [])),
  };
}

function showEntry(entry: SeatEntry, seat: SeatRow, files: ShownMessage['files']) {
  const isYours = entry.from_address.toLowerCase() === seat.address;
  const label =
    entry.kind === 'message'
      ? null
      : seatText(seat.locale, entry.kind === 'note' ? 'note' : 'side');
  const tone: ShownMessage['tone'] =
    entry.kind === 'note' ? 'note' : entry.direction === 'out' ? 'ours' : 'theirs';
  return {
    id: entry.id,
    isYours,
    author: label ? `${entry.author} (${label})` : entry.author,
    at: entry.at,
    text: entry.text,
    folded: entry.folded,
    foldedAs: 'folded' as const,
    files,
    tone,
    byPerson: false,
    label,
  };
}

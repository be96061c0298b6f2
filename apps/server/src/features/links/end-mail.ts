import { type ContactLanguage, findContactLanguage } from '@earshot/contract/contact-language.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Tx } from '../../platform/db/database.ts';
import { normaliseEmail } from '../../platform/email-address.ts';
import { addLine, removeForeignLinks } from './link-line-rules.ts';
import { linkText } from './link-texts.ts';
import type { LinkKind } from './link-tables.ts';
import { listLinkPlaces } from './page-link-store.ts';
import { listWriters } from './link-views.ts';
import { type LinkMaking, makeLinks } from './make-link.ts';

/** One mail on its way out, as far as its link is concerned. */
export interface EndedMail {
  case_id: string;
  kind: string;
  language: string | null;
  recipients: { to?: { address: string }[]; cc?: { address: string }[] };
  body_text: string;
  body_html: string | null;
}

export interface MailBody {
  text: string;
  html: string | null;
}

/** What each recipient gets: contacts and seats their own link, everybody else none. */
export interface EndedBodies {
  others: MailBody;
  own: ReadonlyMap<string, MailBody>;
}

/** Of one channel. */
export interface LinkChannel {
  locale: ContactLanguage;
  settings: { case_page: boolean };
}

/**
 * Makes what hangs the line with the link below outgoing mail. The link is not in the stored
 * message: each recipient’s is their own, and what colleagues read and forward carries none.
 */
export function createMailEnding(making: LinkMaking, clock: Clock) {
  return async function endMail(
    tx: Tx,
    mail: EndedMail,
    channel: LinkChannel,
  ): Promise<EndedBodies> {
    const locale = findContactLanguage(mail.language) ?? channel.locale;
    const body = { text: mail.body_text, html: mail.body_html };
    const instead = linkText(locale, 'removed');
    const links = await listOwnLinks(tx, making, mail, channel, clock.now());
    const remove = (text: string, own: string | null) =>
      removeForeignLinks(text, making.publicUrl, own, instead);
    const clean = (own: string | null) => ({
      text: remove(body.text, own),
      html: body.html === null ? null : remove(body.html, own),
    });
    const kind = mail.kind === 'side' ? 'seatLine' : 'line';
    const own = [...links].map(([given, url]): [string, MailBody] => {
      const text = linkText(locale, kind, { link: url });
      const words = linkText(locale, `${kind}Words`);
      return [given, addLine(clean(url), { text, words, url })];
    });
    return { others: clean(null), own: new Map(own) };
  };
}

/** Links by address as it stands in the mail. */
async function listOwnLinks(
  tx: Tx,
  making: LinkMaking,
  mail: EndedMail,
  channel: LinkChannel,
  at: Date,
): Promise<Map<string, string>> {
  const named = (boxes: { address: string }[] | undefined) =>
    (boxes ?? []).flatMap(({ address: given }) => {
      const address = normaliseEmail(given);
      return address === null ? [] : [{ given, address }];
    });
  const to = named(mail.recipients.to);
  const cc = named(mail.recipients.cc);
  const isSide = mail.kind === 'side';
  if (!isSide && !channel.settings.case_page) return new Map();
  const kind: LinkKind = isSide ? 'seat' : 'contact';
  const wanted = isSide ? await keepSeats(tx, mail.case_id, to) : await keepPart(tx, mail, to, cc);
  const addresses = [...new Set(wanted.map((one) => one.address))];
  if (addresses.length === 0) return new Map();
  const links = await makeLinks(tx, making, { kind, caseId: mail.case_id, addresses, at });
  return new Map(wanted.map(({ given, address }) => [given, links.get(address)!.url]));
}

interface Named {
  given: string;
  address: string;
}

/** Whom we answer gets one; of those copied in only who took part by themselves. */
async function keepPart(
  tx: Tx,
  mail: EndedMail,
  to: readonly Named[],
  cc: readonly Named[],
): Promise<Named[]> {
  if (cc.length === 0) return [...to];
  const writers = await listWriters(
    tx,
    mail.case_id,
    cc.map((one) => one.address),
  );
  return [...to, ...cc.filter((one) => writers.has(one.address))];
}

/** A side conversation carries links only where somebody was drawn in, not for any supplier. */
async function keepSeats(tx: Tx, caseId: string, to: readonly Named[]): Promise<Named[]> {
  const places = await listLinkPlaces(
    tx,
    'seat',
    caseId,
    to.map((one) => one.address),
  );
  const seated = new Set(places.filter((place) => place.id !== null).map((one) => one.address));
  return to.filter((one) => seated.has(one.address));
}

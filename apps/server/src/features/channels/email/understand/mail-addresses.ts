import { domainToASCII } from 'node:url';
import { addressParser } from 'postal-mime';
import { repairWords } from './header-values.ts';
import { stripControls } from './read-headers.ts';
import type { MailAddress } from './understood-mail.ts';

/** RFC 5321, 4.5.3.1: 64 + 1 + 255. */
const ADDRESS_CHARS = 320;
const NAME_CHARS = 300;
/** By which hosts a mail should go: obsolete, to be read and ignored (RFC 5322, 4.4). */
const ROUTE = /^(?:@[^@:\s]{1,255},?)+:/;
/** A mail to more is a list; nobody reads the rest. */
export const ADDRESSES_PER_HEADER = 500;
/** Parsing costs by the character. */
const HEADER_CHARS = 65_536;

/**
 * An address in the form in which two are compared: local part and domain in lower case, domain
 * in its ASCII form (IDNA), no trailing dot. What is no address is only lower-cased and trimmed.
 */
export function normaliseAddress(address: string): string {
  const clean = stripControls(address)
    .replace(/^[\s<]+|[\s>]+$/g, '')
    .slice(0, ADDRESS_CHARS);
  const at = clean.lastIndexOf('@');
  if (at < 0) return clean.toLowerCase();
  const local = clean.slice(0, at).trim().normalize('NFC').toLowerCase();
  return `${unquoteLocal(local)}@${normaliseDomain(clean.slice(at + 1))}`;
}

/** A domain in lower-case ASCII; returned lower-cased if it cannot be converted. */
export function normaliseDomain(domain: string): string {
  const clean = domain.trim().replace(/\.$/, '').toLowerCase();
  if (/^[a-z0-9.-]*$/.test(clean)) return clean;
  return domainToASCII(clean.normalize('NFC')) || clean;
}

/** "max"@x and max@x are the same mailbox (RFC 5321, 4.1.2). */
function unquoteLocal(local: string): string {
  const quoted = /^"([a-z0-9!#$%&'*+/=?^_`{|}~.-]+)"$/.exec(local);
  return quoted === null ? local : quoted[1]!;
}

/** Looks like a deliverable address: one @, something on both sides, no blanks. */
export function isAddress(address: string): boolean {
  return address.length <= ADDRESS_CHARS && /^[^\s@<>,;]+@[^\s@<>,;"]+$/.test(address);
}

/**
 * Reads an address list (RFC 5322, 3.4) as people and programs really write it: groups are
 * flattened, names decoded and freed of controls. Entries may lack an address (''). Never throws.
 */
export function parseAddressList(header: string): MailAddress[] {
  const source = repairWords(header.slice(0, HEADER_CHARS)).replace(/<[^<>"]{1,400}>/g, (address) =>
    address.replace(/\([^()]*\)/g, ''),
  );
  const entries = addressParser(source, { flatten: true });
  const list: MailAddress[] = [];
  for (const entry of entries) {
    if (list.length >= ADDRESSES_PER_HEADER) break;
    const address = cleanAddress(entry.address ?? '');
    const name = cleanName(entry.name, address);
    if (address !== '' || name !== '') list.push({ name, address });
  }
  return joinSplitNames(list);
}

function cleanAddress(address: string): string {
  const clean = stripControls(address)
    .replace(/^mailto:/i, '')
    .replace(ROUTE, '')
    .replace(/^[<'"\s]+|[>'"\s]+$/g, '');
  return clean.length > ADDRESS_CHARS || (/\s/.test(clean) && !clean.includes('"')) ? '' : clean;
}

function cleanName(name: string, address: string): string {
  const clean = stripControls(name)
    .replace(/\s+/g, ' ')
    .replace(/^["']+|["']+$/g, '')
    .trim();
  const short = clean.slice(0, NAME_CHARS);
  return short.toLowerCase() === address.toLowerCase() ? '' : short;
}

/** `Müller, Hans <h@x.de>` without quotes is one person, not two. */
function joinSplitNames(list: MailAddress[]): MailAddress[] {
  const joined: MailAddress[] = [];
  for (const entry of list) {
    const previous = joined.at(-1);
    const halves = previous !== undefined && previous.address === '' && entry.address !== '';
    if (halves && entry.name !== '' && /^[\p{L}' -]{1,40}$/u.test(previous.name)) {
      joined[joined.length - 1] = { ...entry, name: `${previous.name}, ${entry.name}` };
    } else {
      joined.push(entry);
    }
  }
  return joined;
}

const SHOWN_ADDRESS = /[\w.+-]{1,64}@([\w-]{1,63}(?:\.[\w-]{1,63}){1,5})/u;
const SHOWN_DOMAIN = new RegExp(
  String.raw`(?:^|[\s"'(@/])((?:[\p{L}\d-]{1,63}\.){1,4}(?:de|` +
    String.raw`com|net|org|eu|at|ch|info|biz|io|co|` +
    String.raw`uk|fr|nl|it|es|pl|shop|online|bank|gov))(?=$|[\s"'),/])`,
  'iu',
);

/**
 * A display name that shows another mailbox or domain than the mail came from, as swindlers do:
 * `"service@bank.de" <x@elsewhere.ru>`. Null for the harmless case of the same organisation.
 */
export function findNameSpoof(
  from: MailAddress | null,
): { shownAddress: string; realAddress: string } | null {
  if (from === null || from.name === '' || !from.address.includes('@')) return null;
  const name = from.name.slice(0, NAME_CHARS);
  const mailbox = SHOWN_ADDRESS.exec(name);
  const shown = mailbox?.[0] ?? SHOWN_DOMAIN.exec(name)?.[1];
  if (shown === undefined) return null;
  const shownDomain = normaliseDomain(mailbox?.[1] ?? shown);
  const realDomain = normaliseDomain(from.address.slice(from.address.lastIndexOf('@') + 1));
  if (isRelated(shownDomain, realDomain)) return null;
  return { shownAddress: shown, realAddress: from.address };
}

/** Same domain, a part of it, or the same name under another ending (ebay.de, ebay.com). */
function isRelated(shown: string, real: string): boolean {
  if (shown === real || real.endsWith(`.${shown}`) || shown.endsWith(`.${real}`)) return true;
  const label = (domain: string): string => domain.split('.').at(-2) ?? domain;
  return label(shown).length >= 4 && label(shown) === label(real);
}

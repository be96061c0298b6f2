import { listWords } from './own-words-rules.ts';
import {
  nearWithin_ms,
  subjectAkinFrom,
  subjectAlikeFrom,
  unfinishedWithin_ms,
  wordsAlikeFrom,
} from './trail-limits.ts';

/** A case as it is compared; `text` is what the contact said first, without quotes and signature. */
export interface ComparedCase {
  id: string;
  number: number;
  subject: string;
  text: string;
  /** The contact’s name: their own cases all share it, and it tells nothing of the matter. */
  contactName: string;
  /** When it was opened, or of an earlier one when something was said last. */
  at: Date;
}

export interface EarlierCase extends ComparedCase {
  status: 'open' | 'waiting' | 'resolved' | 'closed';
  resolvedAt: Date | null;
}

/** Why two cases seem to be one matter, with the figure or the words. */
export interface JoinReason {
  code: 'order_number' | 'same_words' | 'subject' | 'near';
  words: string[];
  /** Of 0 to 1 for subjects; days for `near`. */
  figure: number | null;
}

export interface JoinIdea {
  earlierId: string;
  reasons: JoinReason[];
  /** For ordering only. */
  weight: number;
}

/** Words before a number that make it the number of one matter; a contact number is of all. */
const ofMatter =
  /(?:bestell|auftrag|rechnung|vorgang|serien|sendung|paket|reparatur|rückgabe|retoure|liefer|order|invoice|serial|tracking|shipment|parcel|repair|return|rma|case|ticket)[\p{L}-]*[\s:.#-]{0,4}(?:nr|no|nummer|number|id)?[\s:.#-]{0,4}([\p{L}\d][\p{L}\d/-]{4,29})/giu;

/** Numbers of orders, invoices, repairs and the like that a text names: one spelling to as given. */
export function findMatterNumbers(text: string): Map<string, string> {
  const found = [...text.matchAll(ofMatter)]
    .map((match) => [match[1]!.toUpperCase().replaceAll(/[/-]/g, ''), match[1]!] as const)
    .filter(([spelt]) => (spelt.match(/\d/g) ?? []).length >= 4);
  return new Map(found);
}

/** Words that stand in every mail and tell no two matters apart. */
const common = new Set(
  (
    'guten morgen abend liebe lieber sehr geehrte geehrter damen herren hallo freundlichen grüßen grüsse viele beste ' +
    'bitte danke vielen dank haben hatte hatten werden wurde wurden worden können könnte könnten möchte möchten ' +
    'müssen sollte sollten wollte diese dieser dieses diesem einen einem einer eines nicht noch immer wieder schon ' +
    'bereits leider jetzt heute gestern morgen woche wochen monat monate jahr jahre mein meine meinen meinem meiner ' +
    'ihre ihren ihrem ihrer unser unsere unseren seit nach durch wegen ohne über unter zwischen damit dass weil wenn ' +
    'aber oder auch mehr etwas nichts alles alle ganz gerne frage fragen problem probleme anfrage antwort nachricht ' +
    'email mail telefon nummer kundennummer service kundendienst schreiben geschrieben melden gemeldet funktioniert ' +
    'kaufen gekauft bestellt bestellung lieferung rechnung rückmeldung hello dear please thanks thank regards kind ' +
    'would could should about there their which where when what with your have been after before because again still ' +
    'since would question problem message answer order service number wrote write reply anything something nothing ' +
    'working works bought ordered regarding today yesterday week weeks month months'
  ).split(' '),
);

/** What a text is about: its longer words, and names of models such as "Aqua 3". */
export function listTellingWords(text: string): Set<string> {
  const words = listWords(text).filter(
    (one) => one.length >= 5 && !common.has(one) && !/\d/.test(one),
  );
  const models = [...text.matchAll(/\b(\p{Lu}\p{L}+ \d{1,4}[a-z]?)\b/gu)]
    .map((match) => match[1]!.toLowerCase())
    // "Am 3", "Seite 12": not names of things.
    .filter((one) => one.split(' ')[0]!.length >= 4 && !common.has(one.split(' ')[0]!));
  return new Set([...words, ...models]);
}

function listTrigrams(text: string): Set<string> {
  const runs = new Set<string>();
  for (const word of listWords(text.replace(/^(?:(?:re|aw|wg|fwd?)\s*:\s*)+/i, ''))) {
    const padded = `  ${word} `;
    for (let at = 0; at + 3 <= padded.length; at += 1) runs.add(padded.slice(at, at + 3));
  }
  return runs;
}

/** How alike two subjects are, 0 to 1: shared trigrams among all (as pg_trgm counts). */
export function compareSubjects(a: string, b: string): number {
  const [one, other] = [listTrigrams(a), listTrigrams(b)];
  let shared = 0;
  for (const run of one) if (other.has(run)) shared += 1;
  const all = one.size + other.size - shared;
  return all === 0 ? 0 : shared / all;
}

/** Whether an earlier case is unfinished: open, waiting, or resolved within the last 30 days. */
export function isUnfinished(earlier: EarlierCase, now: Date): boolean {
  if (earlier.status === 'open' || earlier.status === 'waiting') return true;
  const ended = earlier.resolvedAt;
  return ended !== null && now.getTime() - ended.getTime() <= unfinishedWithin_ms;
}

/**
 * Whether to propose that a new case belongs to an earlier one of the same person, and why: a
 * shared order number, a subject alike, or three telling words; or two weaker signs close in time.
 */
export function decideJoin(opened: ComparedCase, earlier: EarlierCase, now: Date): JoinIdea | null {
  if (opened.id === earlier.id || !isUnfinished(earlier, now)) return null;
  const named = findMatterNumbers(`${opened.subject}\n${opened.text}`);
  const before = findMatterNumbers(`${earlier.subject}\n${earlier.text}`);
  const numbers = [...named].filter(([spelt]) => before.has(spelt)).map(([, given]) => given);
  const names = new Set(listWords(`${opened.contactName} ${earlier.contactName}`));
  const words = listShared(
    [...listTellingWords(`${opened.subject}\n${opened.text}`)],
    [...listTellingWords(`${earlier.subject}\n${earlier.text}`)],
  ).filter((word) => !names.has(word));
  const alike = compareSubjects(opened.subject, earlier.subject);
  const apart_ms = Math.abs(opened.at.getTime() - earlier.at.getTime());
  const near = apart_ms <= nearWithin_ms;
  const strong = numbers.length > 0 || alike >= subjectAlikeFrom || words.length >= wordsAlikeFrom;
  const weak = words.length >= 2 && alike >= subjectAkinFrom && near;
  if (!strong && !weak) return null;
  const reasons: JoinReason[] = [];
  if (numbers.length > 0) reasons.push({ code: 'order_number', words: numbers, figure: null });
  if (alike >= subjectAkinFrom) {
    reasons.push({ code: 'subject', words: [earlier.subject], figure: round(alike) });
  }
  if (words.length >= 2)
    reasons.push({ code: 'same_words', words: words.slice(0, 8), figure: null });
  if (near) reasons.push({ code: 'near', words: [], figure: Math.floor(apart_ms / 86_400_000) });
  const weight = numbers.length * 10 + alike * 5 + words.length + (near ? 1 : 0);
  return { earlierId: earlier.id, reasons, weight };
}

/** The likeliest proposals first, at most `most`. */
export function chooseJoins(
  opened: ComparedCase,
  earlier: readonly EarlierCase[],
  now: Date,
  most: number,
): JoinIdea[] {
  return earlier
    .map((one) => decideJoin(opened, one, now))
    .filter((one) => one !== null)
    .toSorted((a, b) => b.weight - a.weight || (a.earlierId < b.earlierId ? -1 : 1))
    .slice(0, most);
}

function listShared(a: readonly string[], b: readonly string[]): string[] {
  const other = new Set(b);
  return a.filter((one) => other.has(one));
}

function round(figure: number): number {
  return Math.round(figure * 100) / 100;
}

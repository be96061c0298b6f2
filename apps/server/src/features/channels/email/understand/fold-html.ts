import { readHtml } from './read-html.ts';
import type { FoldedRange } from './understood-mail.ts';

/**
 * What a tag says about the part it opens. `rest`: from here to the end of the mail, because
 * Outlook puts a header block before the quote and leaves the quote itself unmarked.
 */
export type HtmlFold = 'quote' | 'signature' | 'header' | 'rest';

const QUOTE_CLASSES = new Set([
  'protonmail_quote',
  'tutanota_quote',
  'yahoo_quoted',
  'zmail_extra',
  'mailmate_quote',
]);
const HEADER_CLASSES = new Set(['gmail_attr', 'moz-cite-prefix']);
const SIGNATURE_CLASSES = new Set([
  'gmail_signature',
  'moz-signature',
  'protonmail_signature_block',
  'ymail_android_signature',
]);
const SIGNATURE_IDS = new Set([
  'applemailsignature',
  'ms-outlook-mobile-signature',
  'ymail_android_signature',
]);
const REST_IDS = new Set(['divrplyfwdmsg', 'stopspelling']);
const QUOTE_IDS = new Set(['olk_src_body_section', 'mail-editor-reference-message-container']);
/** The rule above the header block of Outlook for Windows, in its two colours. */
const OUTLOOK_RULE = /border:\s*none;\s*border-top:\s*solid\s+#(?:e1e1e1|b5c4df)/i;

/**
 * Reads the mark that a mail program left on a tag: blockquotes that cite, attribution lines,
 * signatures, the header block of Outlook. Null for every tag without one. A Gmail reply's outer
 * `div.gmail_quote` is left alone: answers written between the quotes stand inside it.
 */
export function foldHtml(name: string, attributes: ReadonlyMap<string, string>): HtmlFold | null {
  if (attributes.size === 0) return null;
  const kept = attributes.get('data-folded');
  if (kept === 'quote' || kept === 'signature' || kept === 'header') return kept;
  const classes = (attributes.get('class') ?? '').toLowerCase().slice(0, 500).split(/\s+/);
  const id = (attributes.get('id') ?? '').toLowerCase();
  if (name === 'blockquote') return foldBlockquote(attributes, classes);
  if (name !== 'div' && name !== 'hr' && name !== 'table' && name !== 'p' && name !== 'pre') {
    return name === 'span' && id === 'olk_src_body_section' ? 'quote' : null;
  }
  if (REST_IDS.has(id) || classes.includes('outlookmessageheader')) return 'rest';
  if (QUOTE_IDS.has(id) || id.startsWith('yahoo_quoted')) return 'quote';
  if (SIGNATURE_IDS.has(id)) return 'signature';
  for (const word of classes) {
    if (HEADER_CLASSES.has(word)) return 'header';
    if (QUOTE_CLASSES.has(word)) return 'quote';
    if (SIGNATURE_CLASSES.has(word)) return 'signature';
  }
  if (name === 'div' && attributes.get('name')?.toLowerCase() === 'quote') return 'quote';
  if (name === 'div' && OUTLOOK_RULE.test((attributes.get('style') ?? '').slice(0, 300))) {
    return 'rest';
  }
  return null;
}

function foldBlockquote(
  attributes: ReadonlyMap<string, string>,
  classes: readonly string[],
): HtmlFold | null {
  if (attributes.get('type')?.toLowerCase() === 'cite') return 'quote';
  return classes.some((word) => word === 'gmail_quote' || QUOTE_CLASSES.has(word)) ? 'quote' : null;
}

/** Enough letters of a header line to know it again. */
const NEEDLE_CHARS = 60;
/** The second header line follows within so many letters. */
const NEAR_CHARS = 400;
/** The words of a header stand at few places. */
const TRIES = 50;
/** Tags at which a line begins. */
const LINE_TAGS = new Set(
  (
    'address article blockquote br center div dd dt h1 h2 h3 h4 h5 h6 hr li p pre section table ' +
    'tbody td tr ul'
  ).split(' '),
);

/**
 * The lines that introduce a quote which runs to the end of the text, or null: only then may the
 * same stretch of the HTML be folded as a whole.
 */
export function findTrailingHeader(text: string, folded: readonly FoldedRange[]): string | null {
  const quote = folded.at(-1);
  const header = folded.at(-2);
  if (quote?.kind !== 'quote' || header?.kind !== 'header') return null;
  if (text.slice(quote.end).trim() !== '') return null;
  return text.slice(header.end, quote.start).trim() === ''
    ? text.slice(header.start, header.end)
    : null;
}

/**
 * Finds in HTML without marks the tag with which such a header begins, as its number among all
 * opening tags. Null unless a line of the HTML starts exactly with the header's words.
 */
export function findFoldStart(html: string, header: string): number | null {
  const [first = '', second = ''] = header.split('\n').filter((line) => /\p{L}/u.test(line));
  const needle = flatten(first.replace(/[<[("@].*$/s, '')).slice(0, NEEDLE_CHARS);
  const next = flatten(/^[^:]{0,40}/.exec(second)?.[0] ?? '');
  if (needle.length < (next === '' ? 12 : 4)) return null;
  const starts = new Map<number, number>();
  const pieces: string[] = [];
  let length = 0;
  let tag = 0;
  readHtml(html, {
    isFull: () => false,
    close: () => undefined,
    open(name) {
      tag += 1;
      // The outermost of the tags that begin at one place.
      if (LINE_TAGS.has(name) && !starts.has(length)) starts.set(length, tag);
    },
    text(text) {
      const piece = flatten(text);
      pieces.push(piece);
      length += piece.length;
    },
  });
  const words = pieces.join('');
  let at = words.indexOf(needle);
  for (let tries = 0; at >= 0 && tries < TRIES; tries += 1) {
    const start = starts.get(at);
    const tail = words.slice(at + needle.length, at + needle.length + NEAR_CHARS);
    if (at > 0 && start !== undefined && tail.includes(next)) return start;
    at = words.indexOf(needle, at + 1);
  }
  return null;
}

function flatten(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
}

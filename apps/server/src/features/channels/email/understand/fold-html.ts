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

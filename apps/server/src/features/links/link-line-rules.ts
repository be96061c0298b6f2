import { linkToken_letters } from './link-limits.ts';
import type { LinkKind } from './link-tables.ts';

/** Paths of the pages: `/c/` for contacts, `/s/` for seats, `/w/` back into a conversation. */
export const pagePaths: Readonly<Record<LinkKind, string>> = {
  contact: '/c/',
  seat: '/s/',
  chat: '/w/',
};

const anyPage = `/[csw]/[\\w-]{${linkToken_letters}}(?![\\w-])`;
const anyLink = new RegExp(`https?://[^\\s<>"']{1,200}?${anyPage}`, 'g');

/** The address of a page. */
export function writePageUrl(publicUrl: string, kind: LinkKind, token: string): string {
  return `${publicUrl.replace(/\/+$/, '')}${pagePaths[kind]}${token}`;
}

/**
 * The text with links to pages blanked, as long as before: so that a line of ours in an answer is
 * recognised by its words, whichever link stands in it.
 */
export function hidePageLinks(text: string): string {
  if (!/\/[csw]\//.test(text)) return text;
  return text.replaceAll(anyLink, (link) => ' '.repeat(link.length));
}

/**
 * A body without the links that were made for somebody else, which quotes carry along: whoever has
 * a link reads the page. `own`: the one that this recipient may have.
 */
export function removeForeignLinks(
  body: string,
  publicUrl: string,
  own: string | null,
  instead: string,
): string {
  if (!/\/[csw]\//.test(body)) return body;
  const here = publicUrl.replace(/\/+$/, '').replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const ours = new RegExp(`${here}${anyPage}`, 'gi');
  return body.replaceAll(ours, (link) => (link === own ? link : instead));
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** Text and HTML with our line below; the HTML shows the words as the link. */
export function addLine(
  body: { text: string; html: string | null },
  line: { text: string; words: string; url: string },
): { text: string; html: string | null } {
  const escape = (text: string) => text.replaceAll(/[&<>"]/g, (char) => escapes[char]!);
  const link = `<p><a href="${escape(line.url)}">${escape(line.words)}</a></p>`;
  return {
    text: `${body.text.trimEnd()}\n\n${line.text}\n`,
    html: body.html === null ? null : `${body.html}${link}`,
  };
}

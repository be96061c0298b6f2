const entities: Record<string, string> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&nbsp;': '\u00a0',
  '&amp;': '&',
};
const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

function escapeText(text: string): string {
  return text.replaceAll(/[&<>]/g, (char) => escapes[char]!);
}

function unescapeText(html: string): string {
  return html.replaceAll(/&(?:lt|gt|quot|#39|nbsp|amp);/g, (entity) => entities[entity]!);
}

/** Typed lines as the editor would write them: one paragraph a line. */
export function htmlOfText(text: string): string {
  if (text === '') return '';
  return text
    .split('\n')
    .map((line) => `<p>${escapeText(line)}</p>`)
    .join('');
}

/** Whether HTML holds nothing but paragraphs and line ends, so that a plain field can show it. */
export function isPlainHtml(html: string): boolean {
  return !/<(?!\/?p>|br\s*\/?>)/i.test(html);
}

/**
 * The text of plain HTML, the inverse of `htmlOfText`; other tags are dropped, their text stays.
 */
export function textOfHtml(html: string): string {
  const lines = html
    .replaceAll(/<br\s*\/?>(?=<\/p>)/gi, '')
    .replaceAll(/<br\s*\/?>/gi, '\n')
    .replaceAll(/<\/p>\s*<p>/gi, '\n')
    .replaceAll(/<\/(?:p|li|blockquote|h\d)>/gi, '\n')
    .replaceAll(/<[^>]*>/g, '');
  return unescapeText(html.endsWith('</p>') ? lines.replace(/\n$/, '') : lines);
}

/** Whether nothing was written: no letter and no picture. */
export function isEmptyHtml(html: string): boolean {
  return !/<img\b/i.test(html) && textOfHtml(html).trim() === '';
}

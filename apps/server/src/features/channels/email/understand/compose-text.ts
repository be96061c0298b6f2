import { foldHtml } from './fold-html.ts';
import { ElementStack, readHtml } from './read-html.ts';

/** A text longer than this is cut: no person reads it, the mail itself is kept. */
export const TEXT_CHARS = 1_000_000;
/** Longer addresses are tracking and stay in the HTML only. */
const SHOWN_LINK_CHARS = 200;

export type TextOptions = {
  /** `marked`: only blockquotes that a mail program marked as quotes become `> ` lines. */
  quotes?: 'all' | 'marked';
};

const PARAGRAPHS = new Set('p h1 h2 h3 h4 h5 h6 ul ol table pre dl blockquote hr'.split(' '));
const BLOCKS = new Set(
  (
    'div tr li dt dd section article header footer address center form fieldset figure ' +
    'figcaption main nav aside body caption option'
  ).split(' '),
);
const SILENT = new Set(['script', 'style', 'title', 'iframe', 'noembed', 'noframes']);
const VOID = new Set('br hr img input meta link col area base wbr'.split(' '));

type Extra = { quote: boolean; tight: boolean; items: number; href: string };

/** Plain text of an HTML mail: paragraphs, lists, links and quotes keep their shape. */
export function textFromHtml(html: string, options: TextOptions = {}): string {
  const builder = new TextBuilder(options.quotes ?? 'all');
  readHtml(html, builder);
  return builder.finish();
}

class TextBuilder {
  private readonly lines: string[] = [];
  private line = '';
  private size = 0;
  private endsWithSpace = false;
  private linkText = '';
  private gap = false;
  private gapDepth = 0;
  private quoteDepth = 0;
  private preDepth = 0;
  private silent: string | null = null;
  private readonly stack = new ElementStack<Extra>();
  private readonly quotes: 'all' | 'marked';

  constructor(quotes: 'all' | 'marked') {
    this.quotes = quotes;
  }

  isFull(): boolean {
    return this.size + this.line.length > TEXT_CHARS;
  }

  open(name: string, attributes: Map<string, string>): void {
    if (this.silent !== null) return;
    if (SILENT.has(name)) {
      this.silent = name;
    } else if (VOID.has(name)) {
      this.openVoid(name, attributes);
    } else if (name.includes('@')) {
      this.text(`<${name}>`);
    } else {
      this.openElement(name, attributes);
    }
  }

  private openVoid(name: string, attributes: Map<string, string>): void {
    if (name === 'br') this.breakLine();
    if (name === 'hr') this.paragraph();
    const alt = name === 'img' ? (attributes.get('alt') ?? '') : '';
    if (/^\p{Extended_Pictographic}/u.test(alt) && alt.length <= 20) this.text(alt);
  }

  private openElement(name: string, attributes: Map<string, string>): void {
    const tight = name === 'p' && (attributes.get('class') ?? '').startsWith('Mso');
    if (PARAGRAPHS.has(name) && !tight) this.paragraph();
    else if (BLOCKS.has(name) || tight) this.block();
    else if (name === 'td' || name === 'th') this.text(' ');
    const fold = name === 'blockquote' || name === 'div' ? foldHtml(name, attributes) : null;
    const quote = fold === 'quote' || (name === 'blockquote' && this.quotes === 'all');
    const href = name === 'a' ? (attributes.get('href') ?? '').trim() : '';
    const extra = { quote, tight, items: 0, href };
    if (name === 'a') this.linkText = '';
    const list = name === 'li' ? this.stack.open.findLast((one) => isList(one.name)) : undefined;
    if (!this.stack.push(name, extra)) return;
    if (quote) {
      this.paragraph();
      this.quoteDepth += 1;
    }
    if (name === 'pre') this.preDepth += 1;
    if (name === 'li') {
      if (list !== undefined) list.extra.items += 1;
      this.append(list?.name === 'ol' ? `${list.extra.items}. ` : '- ');
    }
  }

  close(name: string): void {
    if (this.silent !== null) {
      if (name === this.silent) this.silent = null;
      return;
    }
    if (name === 'br') this.breakLine();
    for (const closed of this.stack.close(name)) this.closeElement(closed.name, closed.extra);
  }

  private closeElement(name: string, extra: Extra): void {
    if (name === 'a') this.closeLink(extra);
    if (PARAGRAPHS.has(name) && !extra.tight) this.paragraph();
    else if (BLOCKS.has(name) || extra.tight) this.block();
    if (extra.quote) {
      this.paragraph();
      this.quoteDepth -= 1;
    }
    if (name === 'pre') this.preDepth -= 1;
  }

  private closeLink(extra: Extra): void {
    const shown = this.linkText.trim();
    const href = extra.href;
    if (!/^(?:https?|mailto):/i.test(href) || href.length > SHOWN_LINK_CHARS) return;
    const target = href.replace(/^mailto:/i, '').replace(/\?.*$/s, '');
    if (shown === '' || shown === href || shown.includes(target)) return;
    if (href.replace(/^https?:\/\//i, '').replace(/\/$/, '') === shown) return;
    this.append(` <${href}>`);
  }

  text(text: string): void {
    if (this.silent !== null) return;
    if (this.preDepth > 0) {
      this.preformatted(text);
      return;
    }
    const flat = text.replace(/[ \t\r\n\f]+/g, ' ').replaceAll('\u00a0', ' ');
    const atStart = this.line === '' && !text.startsWith('\u00a0');
    this.append(atStart || this.endsWithSpace ? flat.replace(/^ /, '') : flat);
  }

  private preformatted(text: string): void {
    const [first, ...rest] = text.replace(/\r\n?/g, '\n').split('\n');
    this.append(first!);
    for (const one of rest) {
      this.breakLine();
      this.append(one);
    }
  }

  /** Joins without looking back: reading a long rope again and again would be quadratic. */
  private append(text: string): void {
    if (text === '') return;
    this.line += text;
    this.endsWithSpace = text.endsWith(' ');
    if (this.linkText.length < 300) this.linkText += text;
  }

  private breakLine(): void {
    const text = this.line.trimEnd();
    if (this.gap && text !== '' && this.lines.length > 0 && this.lines.at(-1)?.trim() !== '') {
      this.pushLine('', Math.min(this.gapDepth, this.quoteDepth));
    }
    if (text !== '') this.gap = false;
    this.pushLine(text, this.quoteDepth);
    this.line = '';
    this.endsWithSpace = false;
  }

  private pushLine(text: string, depth: number): void {
    const prefix = '> '.repeat(depth);
    const line = text === '' ? prefix.trimEnd() : prefix + text;
    this.lines.push(line);
    this.size += line.length + 1;
  }

  private block(): void {
    if (this.line !== '') this.breakLine();
  }

  private paragraph(): void {
    this.block();
    this.gap = true;
    this.gapDepth = this.quoteDepth;
  }

  finish(): string {
    this.block();
    const text = this.lines.join('\n').replace(/\n(?:[> ]*\n){3,}/g, '\n\n\n');
    return text
      .slice(0, TEXT_CHARS)
      .replace(/^(?:[ ]*\n)+/, '')
      .trimEnd();
  }
}

function isList(name: string): boolean {
  return name === 'ul' || name === 'ol';
}

/** Escapes a text for HTML content and double-quoted attributes. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

const LINK = /\bhttps?:\/\/[^\s<>"]{1,2000}|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/gi;

/** Safe HTML of a plain text: blank lines make paragraphs, addresses become links. */
export function htmlFromText(text: string): string {
  const paragraphs = text.replace(/\r\n?/g, '\n').split(/\n[ \t]*\n+/);
  return paragraphs
    .filter((paragraph) => paragraph.trim() !== '')
    .map((paragraph) => `<p>${paragraph.split('\n').map(linkLine).join('<br>')}</p>`)
    .join('\n');
}

function linkLine(line: string): string {
  let html = '';
  let from = 0;
  for (const match of line.matchAll(LINK)) {
    const address = match[0].replace(/[.,;:!?)\]'}]+$/, '');
    const href = address.includes('://') ? address : `mailto:${address}`;
    html += escapeHtml(line.slice(from, match.index));
    html += `<a href="${escapeHtml(href)}">${escapeHtml(address)}</a>`;
    from = match.index + address.length;
  }
  return html + escapeHtml(line.slice(from));
}

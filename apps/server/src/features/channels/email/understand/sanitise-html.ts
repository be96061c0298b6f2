import { escapeHtml } from './compose-text.ts';
import { foldHtml } from './fold-html.ts';
import { ElementStack, readHtml } from './read-html.ts';
import { filterStyle } from './style-rules.ts';

/** More is not read by anybody, and slows the frame that shows it. */
const OUTPUT_CHARS = 2 * 1024 * 1024;
/** Pasted pictures; larger ones come as attachments. */
const DATA_IMAGE_CHARS = 512 * 1024;
const LINK_CHARS = 4000;
const WORDS_CHARS = 500;

export type SanitiseOptions = {
  /** Content-ID without brackets to the address that shows it; without it `cid:` is kept. */
  cidMap?: ReadonlyMap<string, string>;
  /** Number of the opening tag from which on everything is a quote (`findFoldStart`). */
  foldFrom?: number | null;
};

export type SanitisedHtml = {
  html: string;
  /** Pictures that wait for a click, their address in `data-remote-src`. */
  remoteImages: number;
  truncated: boolean;
  /** Some element carries `data-folded`. */
  folded: boolean;
};

const ALLOWED = new Set(
  (
    'a abbr address article aside b bdi bdo big blockquote br caption center cite code col ' +
    'colgroup dd del dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header ' +
    'hr i img ins kbd li main mark ol p pre q s samp section small span strike strong sub sup ' +
    'table tbody td tfoot th thead time tr tt u ul var wbr'
  ).split(' '),
);
/** Their content is no text of the mail. */
const SILENT = new Set(['script', 'style', 'title', 'iframe', 'noembed', 'noframes']);
const VOID = new Set(['br', 'col', 'hr', 'img', 'wbr']);
const TABLE_PARTS = new Set('table tbody thead tfoot tr ul ol dl colgroup'.split(' '));

/** Elements that a new element of that name ends without a closing tag. */
const ENDS = new Map<string, ReadonlySet<string>>([
  ['li', new Set(['li', 'p'])],
  ['dt', new Set(['dt', 'dd', 'p'])],
  ['dd', new Set(['dt', 'dd', 'p'])],
  ['tr', new Set(['tr', 'td', 'th', 'p'])],
  ['td', new Set(['td', 'th', 'p'])],
  ['th', new Set(['td', 'th', 'p'])],
  ['tbody', new Set(['tbody', 'thead', 'tfoot', 'tr', 'td', 'th'])],
  ['a', new Set(['a'])],
]);
const ENDS_PARAGRAPH = new Set(['p']);
const BLOCKS = new Set(
  (
    'address article aside blockquote center div dl figure footer h1 h2 h3 h4 h5 h6 header hr ' +
    'main ol p pre section table ul'
  ).split(' '),
);

const SIZE = /^\d{1,4}(?:\.\d{1,3})?%?$/;
const COLOUR = /^(?:#?[0-9a-f]{3,8}|[a-z]{3,30})$/i;
const WORD = /^[a-z]{1,20}$/i;
const SMALL_NUMBER = /^[+-]?\d{1,4}$/;
const LANGUAGE = /^[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3}$/i;
const FACES = /^[\w\s,'"-]{1,200}$/;

const EVERYWHERE = new Map<string, RegExp>([
  ['dir', /^(?:ltr|rtl|auto)$/i],
  ['lang', LANGUAGE],
  ['align', WORD],
  ['valign', WORD],
  ['width', SIZE],
  ['height', SIZE],
  ['bgcolor', COLOUR],
]);
const TABLE_CELL = new Map([
  ['colspan', /^\d{1,3}$/],
  ['rowspan', /^\d{1,3}$/],
]);
const PER_ELEMENT = new Map<string, ReadonlyMap<string, RegExp>>([
  ['td', TABLE_CELL],
  ['th', TABLE_CELL],
  ['col', new Map([['span', /^\d{1,3}$/]])],
  [
    'table',
    new Map([
      ['border', SIZE],
      ['cellpadding', SIZE],
      ['cellspacing', SIZE],
    ]),
  ],
  ['img', new Map([['border', SIZE]])],
  [
    'ol',
    new Map([
      ['start', SMALL_NUMBER],
      ['type', /^[1aAiI]$/],
    ]),
  ],
  [
    'font',
    new Map([
      ['color', COLOUR],
      ['size', SMALL_NUMBER],
      ['face', FACES],
    ]),
  ],
  ['hr', new Map([['size', SIZE]])],
]);

type Extra = { folded: boolean };

/**
 * Rebuilds HTML from an allow-list of elements, attributes and style values; everything else is
 * dropped, its text kept. The result is written anew, so nothing of the source's syntax survives.
 * Nothing in it loads from outside or runs. Linear in the length of the input; idempotent.
 */
export function sanitiseHtml(html: string, options: SanitiseOptions = {}): SanitisedHtml {
  const writer = new SafeWriter(options.cidMap ?? new Map(), options.foldFrom ?? -1);
  readHtml(html, writer);
  return writer.finish();
}

class SafeWriter {
  private readonly out: string[] = [];
  private readonly marks: { at: number; plain: string }[] = [];
  private readonly stack = new ElementStack<Extra>();
  private readonly cidMap: ReadonlyMap<string, string>;
  private readonly foldFrom: number;
  private tags = 0;
  private size = 0;
  private silent: string | null = null;
  private foldDepth = 0;
  private ownContent = false;
  private restPending = false;
  private remoteImages = 0;
  private full = false;

  constructor(cidMap: ReadonlyMap<string, string>, foldFrom: number) {
    this.cidMap = cidMap;
    this.foldFrom = foldFrom;
  }

  isFull(): boolean {
    return this.full;
  }

  open(name: string, attributes: Map<string, string>): void {
    this.tags += 1;
    if (this.tags === this.foldFrom) this.restPending = true;
    if (this.silent !== null || this.full) return;
    if (SILENT.has(name)) {
      this.silent = name;
      return;
    }
    const element = name === 'image' ? 'img' : name;
    if (!ALLOWED.has(element)) {
      if (name.includes('@')) this.text(`<${name}>`);
      if (foldHtml(name, attributes) === 'rest') this.restPending = true;
      return;
    }
    const fold = foldHtml(element, attributes);
    if (fold === 'rest' && this.foldDepth === 0) this.restPending = true;
    this.openRest();
    this.endImplied(element);
    const kept = this.keepAttributes(element, attributes);
    if (kept === null) return;
    const plain = `<${element}${kept}>`;
    if (VOID.has(element)) {
      if (kept.startsWith(' src=') && this.foldDepth === 0) this.ownContent = true;
      this.write(plain);
    } else if (fold === null || fold === 'rest') {
      if (this.stack.push(element, { folded: false }) && !this.write(plain)) this.stack.pop();
    } else {
      this.openFold(element, plain, `<${element} data-folded="${fold}"${kept}>`);
    }
  }

  private openFold(element: string, plain: string, marked: string): void {
    if (!this.stack.push(element, { folded: true })) return;
    const at = this.out.length;
    if (!this.write(marked)) {
      this.stack.pop();
      return;
    }
    this.foldDepth += 1;
    this.marks.push({ at, plain });
  }

  /** Wraps what follows an Outlook header block, wherever the next content stands. */
  private openRest(): void {
    if (!this.restPending || this.foldDepth > 0) return;
    if (TABLE_PARTS.has(this.stack.top()?.name ?? '')) return;
    this.openFold('#rest', '<div>', '<div data-folded="quote">');
  }

  private endImplied(element: string): void {
    const ends = ENDS.get(element) ?? (BLOCKS.has(element) ? ENDS_PARAGRAPH : null);
    if (ends === null) return;
    for (let top = this.stack.top(); top !== undefined && ends.has(top.name);) {
      this.stack.pop();
      this.writeEnd(top.name, top.extra);
      top = this.stack.top();
    }
  }

  close(name: string): void {
    if (this.silent !== null) {
      if (name === this.silent) this.silent = null;
      return;
    }
    if (this.full) return;
    if (name === 'br') this.write('<br>');
    for (const closed of this.stack.close(name)) this.writeEnd(closed.name, closed.extra);
  }

  private writeEnd(name: string, extra: Extra): void {
    if (extra.folded) this.foldDepth -= 1;
    const end = name === '#rest' ? '</div>' : `</${name}>`;
    // Never refused: what was opened is closed, also when the limit is reached.
    this.size += end.length;
    this.out.push(end);
  }

  text(text: string): void {
    if (this.silent !== null || this.full) return;
    const visible = /[\p{L}\p{N}\p{P}\p{S}]/u.test(text);
    if (visible) {
      this.openRest();
      if (this.foldDepth === 0) this.ownContent = true;
    }
    const clean = text.replaceAll('\0', '');
    this.write(/[&<>"]/.test(clean) ? escapeHtml(clean) : clean);
  }

  private write(markup: string): boolean {
    if (this.size + markup.length > OUTPUT_CHARS) {
      this.full = true;
      return false;
    }
    this.size += markup.length;
    this.out.push(markup);
    return true;
  }

  /** The attributes to write, or null if the element makes no sense without a refused one. */
  private keepAttributes(element: string, attributes: Map<string, string>): string | null {
    if (attributes.size === 0) return element === 'img' ? null : '';
    const own = PER_ELEMENT.get(element);
    let kept = '';
    for (const [name, value] of attributes) {
      const pattern = own?.get(name) ?? EVERYWHERE.get(name);
      if (pattern !== undefined) {
        if (pattern.test(value.trim())) kept += ` ${name}="${escapeHtml(value.trim())}"`;
      } else if (name === 'style') {
        const style = filterStyle(value);
        if (style !== '') kept += ` style="${escapeHtml(style)}"`;
      } else if (name === 'title' || (name === 'alt' && element === 'img')) {
        kept += ` ${name}="${escapeHtml(cleanWords(value))}"`;
      }
    }
    if (element === 'a') return kept + linkAttributes(attributes.get('href'));
    if (element !== 'img') return kept;
    const source = this.imageSource(attributes);
    return source === '' && !attributes.has('alt') ? null : source + kept;
  }

  private imageSource(attributes: Map<string, string>): string {
    const address = cleanAddress(attributes.get('data-remote-src') ?? attributes.get('src') ?? '');
    if (/^cid:/i.test(address)) {
      const contentId = address.slice(4);
      const shown = this.cidMap.get(contentId) ?? this.cidMap.get(decodeQuietly(contentId));
      return ` src="${escapeHtml(shown ?? `cid:${contentId}`)}"`;
    }
    if (/^(?:https?:)?\/\//i.test(address) && address.length <= LINK_CHARS) {
      this.remoteImages += 1;
      const absolute = address.startsWith('//') ? `https:${address}` : address;
      return ` data-remote-src="${escapeHtml(absolute)}"`;
    }
    const isPicture = /^data:image\/(?:png|jpe?g|gif|webp);base64,[a-z0-9+/=]+$/i;
    return address.length <= DATA_IMAGE_CHARS && isPicture.test(address)
      ? ` src="${escapeHtml(address)}"`
      : '';
  }

  finish(): SanitisedHtml {
    for (let last = this.stack.pop(); last !== undefined; last = this.stack.pop()) {
      this.writeEnd(last.name, last.extra);
    }
    // A mail that is nothing but a quote or a forward is shown open.
    if (!this.ownContent) for (const mark of this.marks) this.out[mark.at] = mark.plain;
    return {
      html: this.out.join(''),
      remoteImages: this.remoteImages,
      truncated: this.full,
      folded: this.ownContent && this.marks.length > 0,
    };
  }
}

/** Browsers skip controls and line ends inside an address; so must a check of its scheme. */
function cleanAddress(value: string): string {
  return (
    value
      // oxlint-disable-next-line no-control-regex
      .replace(/[\u0000-\u001f\u007f]+/g, '')
      .trim()
      .replaceAll(' ', '%20')
  );
}

function cleanWords(value: string): string {
  // oxlint-disable-next-line no-control-regex
  return value.slice(0, WORDS_CHARS).replace(/[\u0000-\u001f\u007f]+/g, ' ');
}

function linkAttributes(href: string | undefined): string {
  if (href === undefined) return '';
  const address = cleanAddress(href);
  if (address.length > LINK_CHARS || !/^(?:https?:\/\/|mailto:|tel:|\/\/)/i.test(address))
    return '';
  const absolute = address.startsWith('//') ? `https:${address}` : address;
  return ` href="${escapeHtml(absolute)}" target="_blank" rel="noopener noreferrer nofollow"`;
}

function decodeQuietly(text: string): string {
  return text.replace(/%([0-7][0-9a-f])/gi, (_whole, hex: string) =>
    String.fromCharCode(parseInt(hex, 16)),
  );
}

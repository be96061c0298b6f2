import { escapeText } from '../../../platform/web/html-template.ts';
import { type FrameLook, type FrameTheme, isReadableOnDark, splitStyle } from './frame-look.ts';
import { readSafeHtml, type SafeReader, voidElements } from './read-safe-html.ts';

export interface RewriteOptions {
  theme: FrameTheme;
  look: FrameLook;
  opensFolds: boolean;
  /** Address of an inline picture by its Content-ID; null where the message has none. */
  findPicture: (contentId: string) => string | null;
  /** Address of the n-th remote picture through our proxy; null: it is not loaded. */
  findRemotePicture: (index: number) => string | null;
  words: { quote: string; signature: string; remotePicture: string; lostPicture: string };
}

/** Deeper elements are dropped with their tags; their text stays. */
const deepestElement = 250;
/** Pictures of a point or two only tell the sender that somebody looks. */
const trackerSize_px = 2;
const ownPicture = /^\/api\/v1\/attachments\/[0-9a-f-]{36}\/content\?inline=true$/;
const dataPicture = /^data:image\/(?:png|jpe?g|gif|webp);base64,[a-z0-9+/=]+$/i;
const linkSchemes = /^(?:https?:\/\/|mailto:|tel:)/i;
/** A value that could load, hide or end something; the sanitiser lets none of it through. */
const strangeStyle = /[\\@<>{}]|\/\*|(?<!rgb|rgba|hsl|hsla)\(/i;

/**
 * The body of a mail as it is shown: pictures where they may be, folds as details elements, links
 * that open elsewhere, colours that can be read. Only elements and attributes of the lists come
 * out.
 */
export function rewriteFrameHtml(html: string, options: RewriteOptions): string {
  const writer = new FrameWriter(options);
  readSafeHtml(html, writer);
  return writer.finish();
}

class FrameWriter implements SafeReader {
  private readonly options: RewriteOptions;
  private readonly out: string[] = [];
  private readonly parents: string[] = [];
  private remoteCount = 0;
  /** How deep the folded element lies that is open now; null outside. */
  private foldDepth: number | null = null;
  private foldLabel = '';
  /** The details element is still open, in case the next element is folded too. */
  private foldWaits = false;

  constructor(options: RewriteOptions) {
    this.options = options;
  }

  text(text: string): void {
    if (/\S/.test(text)) this.endFold();
    this.out.push(text);
  }

  open(name: string, attributes: Map<string, string>): void {
    if (name !== 'br' && !attributes.has('data-folded')) this.endFold();
    if (voidElements.has(name)) {
      this.out.push(name === 'img' ? this.picture(attributes) : this.tag(name, attributes));
      return;
    }
    if (this.parents.length >= deepestElement) return;
    const kind = attributes.get('data-folded');
    if (kind !== undefined && this.foldDepth === null) this.beginFold(kind);
    this.parents.push(name);
    this.out.push(this.tag(name, attributes));
  }

  close(name: string): void {
    const at = this.parents.lastIndexOf(name);
    if (at < 0) return;
    while (this.parents.length > at) this.closeLast();
  }

  private closeLast(): void {
    this.endFold();
    this.out.push(`</${this.parents.pop()}>`);
    if (this.foldDepth === this.parents.length) {
      this.foldDepth = null;
      this.foldWaits = true;
    }
  }

  finish(): string {
    while (this.parents.length > 0) this.closeLast();
    this.endFold();
    return this.out.join('');
  }

  private beginFold(kind: string): void {
    const { words, opensFolds } = this.options;
    const label = kind === 'signature' ? words.signature : words.quote;
    this.foldDepth = this.parents.length;
    if (this.foldWaits && label === this.foldLabel) {
      this.foldWaits = false;
      return;
    }
    this.endFold();
    this.foldLabel = label;
    const state = opensFolds ? ' open' : '';
    this.out.push(`<details${state}><summary>${escapeText(label)}</summary>`);
  }

  private endFold(): void {
    if (!this.foldWaits) return;
    this.foldWaits = false;
    this.out.push('</details>');
  }

  private tag(name: string, attributes: ReadonlyMap<string, string>): string {
    let tag = `<${name}`;
    for (const [key, value] of attributes) {
      const kept = this.keepAttribute(key, value);
      if (kept !== null) tag += ` ${key}="${escapeText(kept)}"`;
    }
    const href = name === 'a' ? attributes.get('href') : undefined;
    if (href !== undefined && linkSchemes.test(href)) {
      tag += ` href="${escapeText(href)}" target="_blank" rel="noopener noreferrer nofollow"`;
    }
    return `${tag}>`;
  }

  /** The value to write, or null; addresses are written by those who know where they may lead. */
  private keepAttribute(key: string, value: string): string | null {
    if (key === 'href' || key === 'src' || key.startsWith('data-')) return null;
    const isDark = this.options.theme === 'dark' && this.options.look === 'plain';
    if (key === 'style') return this.keepStyle(value, isDark);
    if (isDark && key === 'bgcolor') return null;
    if (isDark && key === 'color') return isReadableOnDark(value) ? value : null;
    return value;
  }

  private keepStyle(style: string, isDark: boolean): string | null {
    if (strangeStyle.test(style)) return null;
    if (!isDark) return style;
    const kept = splitStyle(style).filter(([property, value]) => {
      if (property.startsWith('background')) return false;
      return property !== 'color' || isReadableOnDark(value);
    });
    return kept.length === 0
      ? null
      : kept.map(([property, value]) => `${property}:${value}`).join(';');
  }

  private picture(attributes: Map<string, string>): string {
    const isRemote = attributes.has('data-remote-src');
    const address = isRemote
      ? this.remotePicture()
      : this.innerPicture(attributes.get('src') ?? '');
    if (isRemote && isTracker(attributes)) return '';
    if (address !== null) {
      return this.tag('img', attributes).replace(/>$/, ` src="${escapeText(address)}">`);
    }
    const { words } = this.options;
    const meaning = attributes.get('alt')?.trim();
    const label = meaning ? meaning : isRemote ? words.remotePicture : words.lostPicture;
    return `<span class="picture" title="${escapeText(isRemote ? words.remotePicture : label)}"${sizeOf(
      attributes,
    )}>${escapeText(label)}</span>`;
  }

  private remotePicture(): string | null {
    return this.options.findRemotePicture(this.remoteCount++);
  }

  private innerPicture(source: string): string | null {
    if (/^cid:/i.test(source)) return this.options.findPicture(source.slice(4));
    return ownPicture.test(source) || dataPicture.test(source) ? source : null;
  }
}

function isTracker(attributes: ReadonlyMap<string, string>): boolean {
  const style = new Map(splitStyle(attributes.get('style') ?? ''));
  return ['width', 'height'].some((side) => {
    const length = attributes.get(side) ?? style.get(side) ?? '';
    const found = /^(\d+(?:\.\d+)?)(?:px)?$/.exec(length.trim());
    return found !== null && Number(found[1]) <= trackerSize_px;
  });
}

/** The room that the picture would take, so that the layout stays as it was meant. */
function sizeOf(attributes: ReadonlyMap<string, string>): string {
  const sides = ['width', 'height'].flatMap((side) => {
    const points = /^\d{2,4}$/.exec(attributes.get(side)?.trim() ?? '')?.[0];
    return points === undefined ? [] : [`${side}:${points}px`];
  });
  return sides.length === 0 ? '' : ` style="${sides.join(';')}"`;
}

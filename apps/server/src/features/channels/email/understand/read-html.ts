import { Tokenizer } from 'htmlparser2';
import type { QuoteType, TokenizerCallbacks } from 'htmlparser2';

/** Attributes of one tag that are looked at; the rest is dropped. */
const ATTRIBUTES = 60;
/** A tag without its `>` swallows the rest of the text; a value longer than this is cut. */
const ATTRIBUTE_CHARS = 3_000_000;

export type HtmlReader = {
  /** Names are lower-case; the first of two equal attributes counts. */
  open(name: string, attributes: Map<string, string>): void;
  close(name: string): void;
  text(text: string): void;
  /** Asked now and then; true ends the reading. */
  isFull(): boolean;
};

/** Markup is fed in pieces so that a reader that is full costs no more. */
const PIECE_CHARS = 65_536;

/**
 * Reads HTML as a flat stream of tags and texts, in linear time whatever the nesting: unlike a
 * parser it keeps no stack. Content of script, style, title and the like arrives as text.
 */
export function readHtml(html: string, reader: HtmlReader): void {
  const events = new HtmlEvents(html, reader);
  const tokenizer = new Tokenizer({}, events);
  for (let at = 0; at < html.length; at += PIECE_CHARS) {
    if (reader.isFull()) return;
    tokenizer.write(html.slice(at, at + PIECE_CHARS));
  }
  tokenizer.end();
}

class HtmlEvents implements TokenizerCallbacks {
  private readonly html: string;
  private readonly reader: HtmlReader;
  private tag = '';
  private attributes = new Map<string, string>();
  private attribute = '';
  private value = '';

  constructor(html: string, reader: HtmlReader) {
    this.html = html;
    this.reader = reader;
  }

  ontext(start: number, end: number): void {
    this.reader.text(this.html.slice(start, end));
  }

  ontextentity(codePoint: number): void {
    this.reader.text(String.fromCodePoint(codePoint));
  }

  onopentagname(start: number, end: number): void {
    this.tag = this.html.slice(start, end).toLowerCase();
    this.attributes = new Map();
  }

  onattribname(start: number, end: number): void {
    this.attribute = this.html.slice(start, Math.min(end, start + 100)).toLowerCase();
    this.value = '';
  }

  onattribdata(start: number, end: number): void {
    if (this.value.length < ATTRIBUTE_CHARS) this.value += this.html.slice(start, end);
  }

  onattribentity(codePoint: number): void {
    this.value += String.fromCodePoint(codePoint);
  }

  onattribend(_quote: QuoteType): void {
    if (this.attributes.size < ATTRIBUTES && !this.attributes.has(this.attribute)) {
      this.attributes.set(this.attribute, this.value);
    }
    this.value = '';
  }

  onopentagend(): void {
    this.reader.open(this.tag, this.attributes);
  }

  onselfclosingtag(): void {
    this.reader.open(this.tag, this.attributes);
  }

  onclosetag(start: number, end: number): void {
    this.reader.close(this.html.slice(start, end).toLowerCase());
  }

  oncdata(): void {}
  oncomment(): void {}
  ondeclaration(): void {}
  onprocessinginstruction(): void {}
  onend(): void {}
}

/** Elements kept open at once; deeper ones are ignored together with their closing tags. */
const OPEN_ELEMENTS = 200;

export type OpenElement<Extra> = { name: string; extra: Extra };

/** The open elements of a flat reading, with a bounded depth and forgiving closing tags. */
export class ElementStack<Extra> {
  readonly open: OpenElement<Extra>[] = [];
  private readonly overflow = new Map<string, number>();
  private readonly counts = new Map<string, number>();

  /** False if the element lies too deep; its closing tag is then ignored. */
  push(name: string, extra: Extra): boolean {
    if (this.open.length >= OPEN_ELEMENTS) {
      this.overflow.set(name, (this.overflow.get(name) ?? 0) + 1);
      return false;
    }
    this.open.push({ name, extra });
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
    return true;
  }

  has(name: string): boolean {
    return (this.counts.get(name) ?? 0) > 0;
  }

  top(): OpenElement<Extra> | undefined {
    return this.open.at(-1);
  }

  pop(): OpenElement<Extra> | undefined {
    const last = this.open.pop();
    if (last !== undefined) this.counts.set(last.name, (this.counts.get(last.name) ?? 1) - 1);
    return last;
  }

  /** Ends the nearest element of that name and all inside it, innermost first. */
  close(name: string): OpenElement<Extra>[] {
    const ignored = this.overflow.get(name) ?? 0;
    if (ignored > 0) {
      this.overflow.set(name, ignored - 1);
      return [];
    }
    const closed: OpenElement<Extra>[] = [];
    if (!this.has(name)) return closed;
    for (let last = this.pop(); last !== undefined; last = this.pop()) {
      closed.push(last);
      if (last.name === name) break;
    }
    return closed;
  }
}

import type { Message } from '@earshot/contract/message-contract.ts';

export type FoldKind = Message['folded'][number]['kind'];

/** A stretch of a message's text: said here, or folded because it was said before. */
export interface TextPart {
  fold: FoldKind | null;
  text: string;
}

const address = /https?:\/\/[^\s<>"']+|www\.[^\s<>"']+\.[^\s<>"']+/gi;
/** What closes a sentence or a bracket is not part of an address. */
const closing = /[.,;:!?)\]}'"»“”’]+$/;

/**
 * A text cut along its folded ranges (UTF-16 offsets), in order. Ranges that overlap or lie outside
 * are cut to what is left; empty lines beside a fold go with it.
 */
export function splitFolds(text: string, folded: Message['folded']): TextPart[] {
  const parts: TextPart[] = [];
  let at = 0;
  for (const range of folded.toSorted((a, b) => a.start - b.start)) {
    const start = Math.max(at, Math.min(range.start, text.length));
    const end = Math.max(start, Math.min(range.end, text.length));
    if (end === start) continue;
    parts.push({ fold: null, text: text.slice(at, start) });
    parts.push({ fold: range.kind, text: text.slice(start, end) });
    at = end;
  }
  parts.push({ fold: null, text: text.slice(at) });
  const shown = parts
    .map((part) => ({ ...part, text: part.text.replace(/^(?:[ \t]*\r?\n)+|\s+$/g, '') }))
    .filter((part) => part.text !== '');
  return joinNeighbours(shown);
}

/** A quotation and the line that introduces it are one fold. */
function joinNeighbours(parts: readonly TextPart[]): TextPart[] {
  const isQuote = (part: TextPart | undefined) => part?.fold === 'quote' || part?.fold === 'header';
  const joined: TextPart[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (last && isQuote(last) && isQuote(part)) {
      joined[joined.length - 1] = { fold: 'quote', text: `${last.text}\n${part.text}` };
    } else joined.push(part);
  }
  return joined;
}

/** A run of plain words or an address to follow. */
export interface Span {
  text: string;
  href: string | null;
}

/** Words and web addresses of a text; only http and https can be followed. */
export function findAddresses(text: string): Span[] {
  const spans: Span[] = [];
  let at = 0;
  for (const match of text.matchAll(address)) {
    const found = match[0].replace(closing, '');
    if (match.index > at) spans.push({ text: text.slice(at, match.index), href: null });
    spans.push({ text: found, href: found.startsWith('www.') ? `https://${found}` : found });
    at = match.index + found.length;
  }
  if (at < text.length) spans.push({ text: text.slice(at), href: null });
  return spans;
}

import { escapeText } from '../../../platform/web/html-template.ts';
import type { FoldedRange } from '../conversation-tables.ts';

export interface TextOptions {
  opensFolds: boolean;
  words: { quote: string; signature: string };
}

const link = /\bhttps?:\/\/[^\s<>"]{1,2000}/g;

/** A mail without HTML: its words with line breaks, links that can be clicked, and folds. */
export function rewriteFrameText(
  text: string,
  folded: readonly FoldedRange[],
  options: TextOptions,
): string {
  const parts: string[] = [];
  let at = 0;
  for (const range of mergeRanges(folded, text)) {
    parts.push(presentWords(text.slice(at, range.start)));
    const label = range.kind === 'signature' ? options.words.signature : options.words.quote;
    const state = options.opensFolds ? ' open' : '';
    const inside = presentWords(text.slice(range.start, range.end));
    parts.push(`<details${state}><summary>${escapeText(label)}</summary>${inside}</details>`);
    at = range.end;
  }
  parts.push(presentWords(text.slice(at)));
  return parts.join('');
}

/** Ranges in order, without overlap; those with only blanks between them become one. */
function mergeRanges(folded: readonly FoldedRange[], text: string): FoldedRange[] {
  const merged: FoldedRange[] = [];
  for (const range of folded.toSorted((a, b) => a.start - b.start)) {
    const start = Math.max(range.start, merged.at(-1)?.end ?? 0);
    const end = Math.min(range.end, text.length);
    if (end <= start) continue;
    const last = merged.at(-1);
    const isNext = last !== undefined && /^\s*$/.test(text.slice(last.end, start));
    if (isNext && (last.kind === 'signature') === (range.kind === 'signature')) last.end = end;
    else merged.push({ start, end, kind: range.kind });
  }
  return merged;
}

function presentWords(text: string): string {
  const words = text.replace(/^\s*\n|\s+$/g, '');
  if (words === '') return '';
  let html = '';
  let at = 0;
  for (const match of words.matchAll(link)) {
    // A full stop or bracket after an address belongs to the sentence.
    const address = match[0].replace(/[).,;:!?'\]]+$/, '');
    html += escapeText(words.slice(at, match.index));
    html += `<a href="${escapeText(address)}" target="_blank" rel="noopener noreferrer nofollow">`;
    html += `${escapeText(address)}</a>`;
    at = match.index + address.length;
  }
  return `<div class="words">${html}${escapeText(words.slice(at))}</div>`;
}

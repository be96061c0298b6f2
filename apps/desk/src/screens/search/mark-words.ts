export interface MarkedPart {
  part: string;
  hit: boolean;
  /** Offset in the text. */
  at: number;
}

/** Splits a text at the searched words, without regard to case; single letters mark nothing. */
export function markWords(text: string, query: string): MarkedPart[] {
  const words = query
    .split(/\s+/)
    .filter((word) => word.length > 1)
    .map((word) => word.replace(/^#/, '').replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  if (words.length === 0) return [{ part: text, hit: false, at: 0 }];
  const parts: MarkedPart[] = [];
  let at = 0;
  for (const match of text.matchAll(new RegExp(words.join('|'), 'giu'))) {
    if (match[0] === '') continue;
    if (match.index > at) parts.push({ part: text.slice(at, match.index), hit: false, at });
    parts.push({ part: match[0], hit: true, at: match.index });
    at = match.index + match[0].length;
  }
  if (at < text.length) parts.push({ part: text.slice(at), hit: false, at });
  return parts;
}

import type { checkReply } from './engine/check-reply.ts';
import type { ReplyFinding } from './engine/checked-reply.ts';
import { loadCheck } from './load-check.ts';

/** What can be said of words without a conversation. */
const templateRules: ReadonlySet<string> = new Set(['referral', 'empty', 'placeholder_left']);

/**
 * What the rules see in words that will be sent many times: macros, texts of bots, confirmations,
 * signatures. `fields` are the placeholders that are filled in when it is sent, such as {due}.
 */
export async function checkTemplate(
  text: string,
  language: 'de' | 'en',
  fields: readonly string[] = [],
): Promise<ReplyFinding[]> {
  const filled = fillIn(text, fields);
  const check = await loadCheck();
  const found = check({ text: filled, language, history: [], facts: {} });
  const marked = new Set(found.flatMap(({ ranges }) => ranges.map(([start]) => start)));
  // What stands below a closing is no part of a reply, and is the whole of a signature.
  const below = listSentenceLines(filled)
    .flatMap((line) => checkLine(check, line, language))
    .filter(({ ranges }) => !ranges.some(([start]) => marked.has(start)));
  return [...found, ...below].flatMap((one) => {
    // A signature has no sentences, and need have none.
    const isSaid = one.ranges.some(([start, end]) => hasWords(filled.slice(start, end), one.rule));
    return templateRules.has(one.rule) && isSaid ? [one] : [];
  });
}

/** Between placeholders there may be too little to say anything, right or wrong. */
function hasWords(said: string, rule: string): boolean {
  return rule === 'placeholder_left' || (said.match(/\p{L}+/gu)?.length ?? 0) >= SMALL_WORDS_MIN;
}

/** With a day for {due} and nothing for the others, as long as before: places stay the same. */
function fillIn(text: string, fields: readonly string[]): string {
  return text.replaceAll(/\{(\w+)\}/g, (whole, field: string) => {
    if (!fields.includes(field)) return whole;
    return field === 'due' ? '12.5.' : ' '.repeat(whole.length);
  });
}

interface Line {
  text: string;
  start: number;
}

/** A line of an address, a name or opening hours has fewer small words than any sentence. */
const SMALL_WORDS_MIN = 3;

function listSentenceLines(text: string): Line[] {
  return [...text.matchAll(/[^\n]+/g)]
    .map((line) => ({ text: line[0], start: line.index }))
    .filter((line) => {
      const small = line.text.match(/(?<=^|\s)\p{Ll}+(?=[\s,.;:!?]|$)/gu) ?? [];
      return small.length >= SMALL_WORDS_MIN;
    });
}

/** One line for itself, with the places that it has in the whole; one line may well say little. */
function checkLine(
  check: typeof checkReply,
  { text, start }: Line,
  language: 'de' | 'en',
): ReplyFinding[] {
  return check({ text, language, history: [], facts: {} })
    .filter(({ rule }) => rule === 'referral')
    .map((one) => ({
      ...one,
      ranges: one.ranges.map(([from, to]): [number, number] => [from + start, to + start]),
    }));
}

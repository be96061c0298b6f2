import { checkReply } from './engine/check-reply.ts';
import type { ReplyFinding } from './engine/checked-reply.ts';

/** What can be said of words without a conversation. */
const templateRules: ReadonlySet<string> = new Set(['referral', 'empty', 'placeholder_left']);

/**
 * What the rules see in words that will be sent many times: macros, texts of bots, confirmations,
 * signatures. `fields` are the placeholders that are filled in when it is sent, such as {due}.
 */
export function checkTemplate(
  text: string,
  language: 'de' | 'en',
  fields: readonly string[] = [],
): ReplyFinding[] {
  const found = checkReply({ text, language, history: [], facts: {} });
  const marked = new Set(found.flatMap(({ ranges }) => ranges.map(([start]) => start)));
  // What stands below a closing is no part of a reply, and is the whole of a signature.
  const below = listSentenceLines(text)
    .flatMap((line) => checkLine(line, language))
    .filter(({ ranges }) => !ranges.some(([start]) => marked.has(start)));
  return [...found, ...below].flatMap((one) => {
    // A signature has no sentences, and need have none.
    if (!templateRules.has(one.rule) || one.ranges.length === 0) return [];
    if (one.rule !== 'placeholder_left') return [one];
    const ranges = one.ranges.filter(([start, end]) => {
      return !fields.includes(text.slice(start, end).replace(/^[{<[]+|[}>\]]+$/g, ''));
    });
    return ranges.length === 0 ? [] : [{ ...one, ranges }];
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
function checkLine({ text, start }: Line, language: 'de' | 'en'): ReplyFinding[] {
  return checkReply({ text, language, history: [], facts: {} })
    .filter(({ rule }) => rule === 'referral')
    .map((one) => ({
      ...one,
      ranges: one.ranges.map(([from, to]): [number, number] => [from + start, to + start]),
    }));
}

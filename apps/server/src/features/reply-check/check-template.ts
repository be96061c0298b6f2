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
  return found.flatMap((one) => {
    // A signature has no sentences, and need have none.
    if (!templateRules.has(one.rule) || one.ranges.length === 0) return [];
    if (one.rule !== 'placeholder_left') return [one];
    const ranges = one.ranges.filter(([start, end]) => {
      return !fields.includes(text.slice(start, end).replace(/^[{<[]+|[}>\]]+$/g, ''));
    });
    return ranges.length === 0 ? [] : [{ ...one, ranges }];
  });
}

import { z } from 'zod';
import { replyCheckRule } from './reply-check-rule.ts';

export const replyOffer = z.enum([
  'transfer',
  'task',
  'side_conversation',
  'callback',
  'insert_promise',
  'remove',
  'replace',
  'attach',
]);
export type ReplyOffer = z.infer<typeof replyOffer>;

export const replyFinding = z.object({
  rule: replyCheckRule,
  mode: z.enum(['warn', 'binding']),
  severity: z.enum(['note', 'warn']).describe('note: worth a look; warn: most likely a mistake.'),
  ranges: z
    .array(z.object({ start: z.number().int(), end: z.number().int() }))
    .describe('Words of the checked text, in UTF-16 units, end excluded.'),
  words: z.array(z.string()).describe('The marked words themselves.'),
  text: z.string().describe('What is seen, in the language of the caller.'),
  offers: z.array(replyOffer),
  replacement: z.string().nullable(),
});
export type ReplyFindingShown = z.infer<typeof replyFinding>;

/** What the reply check sees in words that are kept, by the field that holds them. */
export const wordsFinding = replyFinding.extend({
  field: z.string().describe('The field of the body, such as signature or words.de.answer.'),
});
export type WordsFinding = z.infer<typeof wordsFinding>;

/** Findings of what was just saved; empty where nothing was seen or no words came. */
export const findings = z
  .array(wordsFinding)
  .describe('What the reply check sees in the words that came; it warns.');

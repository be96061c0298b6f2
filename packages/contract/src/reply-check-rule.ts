import { z } from 'zod';

/** What the reply check looks for; docs/operate/reply-check.md says each with an example. */
export const replyCheckRules = [
  'referral',
  'repeats',
  'unanswered_question',
  'empty',
  'no_next_step',
  'broken_promise_unmentioned',
  'asks_for_known',
  'wrong_language',
  'wrong_name',
  'placeholder_left',
  'attachment_missing',
  'wrong_recipient',
  'note_pasted',
  'wider_than_question',
  'personal_data',
] as const;

export const replyCheckRule = z.enum(replyCheckRules);
export type ReplyCheckRule = z.infer<typeof replyCheckRule>;

export const replyOccasion = z
  .enum(['reply', 'forward', 'notice'])
  .describe(
    'What the words are: an answer to the contact; words to a third party; a notice to the contact, such as of a transfer or a later time. Each has the rules that make sense there.',
  );
export type ReplyOccasion = z.infer<typeof replyOccasion>;

export const replyCheckOverride = z.object({
  rule: replyCheckRule,
  reason: z.string().trim().min(3).max(1_000).describe('Why it goes out all the same.'),
});
export type ReplyCheckOverride = z.infer<typeof replyCheckOverride>;

export const checkOverrides = z
  .array(replyCheckOverride)
  .max(20)
  .optional()
  .describe('Rules of the reply check that do not hold these words back, each with why.');

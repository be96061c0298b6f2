import type { ReplyCheckRule, ReplyOccasion } from '@earshot/contract/reply-check-rule.ts';

/** A third party may be asked anything and is promised nothing. */
const forwardRules = ['placeholder_left', 'attachment_missing', 'note_pasted'] as const;

/** A notice tells; it need not answer, and says itself what is late. */
const noticeRules = [
  ...forwardRules,
  'referral',
  'asks_for_known',
  'wrong_language',
  'wrong_name',
  'personal_data',
] as const;

const narrower: Record<'forward' | 'notice', ReadonlySet<string>> = {
  forward: new Set(forwardRules),
  notice: new Set(noticeRules),
};

/** Whether a rule makes sense for words of this kind; an answer has all of them. */
export function appliesTo(rule: ReplyCheckRule, occasion: ReplyOccasion): boolean {
  return occasion === 'reply' || narrower[occasion].has(rule);
}

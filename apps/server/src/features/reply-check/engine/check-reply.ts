import type { ReplyCheckRule } from '@earshot/contract/reply-check-rule.ts';
import { findAskedForKnown } from '../rules/find-asked-for-known.ts';
import { findBrokenPromise } from '../rules/find-broken-promise.ts';
import { findEmpty } from '../rules/find-empty.ts';
import { findMissingAttachment } from '../rules/find-missing-attachment.ts';
import { findNextStep } from '../rules/find-next-step.ts';
import { findPastedNote } from '../rules/find-pasted-note.ts';
import { findPersonalFacts } from '../rules/find-personal-facts.ts';
import { findPlaceholder } from '../rules/find-placeholder.ts';
import { findReferral } from '../rules/find-referral.ts';
import { findRepeats } from '../rules/find-repeats.ts';
import { findUnanswered } from '../rules/find-unanswered.ts';
import { findWiderAnswer } from '../rules/find-wider-answer.ts';
import { findWrongLanguage } from '../rules/find-wrong-language.ts';
import { findWrongName } from '../rules/find-wrong-name.ts';
import { findWrongRecipient } from '../rules/find-wrong-recipient.ts';
import type { CheckedReply, ReplyFinding } from './checked-reply.ts';
import type { CheckedText, TextLanguage } from './checked-text.ts';
import { guessTextLanguage, type SeenLanguage } from './guess-text-language.ts';
import { readActs, type SentenceActs } from './read-acts.ts';
import { type ReadHistory, readHistory } from './read-history.ts';
import { readText } from './read-text.ts';

/** What is looked at of a reply: five times the longest letter. */
const REPLY_MAX_CHARS = 50_000;

/** A reply read once for all rules. */
export interface ReadReply {
  input: CheckedReply;
  checked: CheckedText;
  language: TextLanguage;
  guessed: SeenLanguage | null;
  acts: SentenceActs[];
  history: ReadHistory;
  /** What the rules before have found. */
  found: ReplyFinding[];
}

type FindRule = (reply: ReadReply) => ReplyFinding[];

/** In this order: the later ones look at what the earlier ones found. */
const rules: Record<ReplyCheckRule, FindRule> = {
  referral: findReferral,
  repeats: findRepeats,
  asks_for_known: findAskedForKnown,
  unanswered_question: findUnanswered,
  broken_promise_unmentioned: findBrokenPromise,
  empty: findEmpty,
  no_next_step: findNextStep,
  wrong_language: findWrongLanguage,
  wrong_name: findWrongName,
  placeholder_left: findPlaceholder,
  attachment_missing: findMissingAttachment,
  wrong_recipient: findWrongRecipient,
  note_pasted: findPastedNote,
  wider_than_question: findWiderAnswer,
  personal_data: findPersonalFacts,
};

/**
 * What the rules see in a reply, before it goes out. Pure; time is linear in the length of the
 * reply; the same `history` list is read only once.
 */
export function checkReply(input: CheckedReply): ReplyFinding[] {
  const text = input.text.slice(0, REPLY_MAX_CHARS);
  const checked = readText(text);
  const guessed = guessTextLanguage(checked);
  const history = readHistory(input.history);
  const known = findReadLanguage(guessed);
  const spoken = findReadLanguage(history.lastLanguage);
  const language = known ?? input.language ?? spoken ?? 'de';
  const reply: ReadReply = {
    input: { ...input, text },
    checked,
    language,
    guessed,
    acts: readActs(checked, language),
    history,
    found: [],
  };
  const isRead = guessed === null || known !== null;
  for (const [rule, find] of Object.entries(rules)) {
    if (isRead || inEveryLanguage.has(rule)) reply.found.push(...find(reply));
  }
  return reply.found;
}

/** Rules that look at no words of a language; of a reply that the others cannot read they are silent. */
const inEveryLanguage: ReadonlySet<string> = new Set<ReplyCheckRule>([
  'wrong_language',
  'placeholder_left',
  'wrong_recipient',
  'note_pasted',
  'wider_than_question',
  'personal_data',
]);

function findReadLanguage(seen: SeenLanguage | null): TextLanguage | null {
  return seen === 'de' || seen === 'en' ? seen : null;
}

import type { ContactLanguage } from '@earshot/contract/contact-language.ts';
import type { ReplyCheckOverride } from '@earshot/contract/reply-check-rule.ts';
import type { WordsFinding } from '@earshot/contract/reply-finding.ts';
import type { Actor } from './actor.ts';
import type { Tx } from './db/database.ts';

/** Words that will be sent many times, as they are about to be kept. */
export interface KeptWords {
  /** Where they stand in the body. */
  field: string;
  text: string;
  /** Where the words themselves do not tell. */
  language: ContactLanguage;
  /** Placeholders that are filled in when they are sent, such as member. */
  fills: readonly string[];
}

/**
 * The reply check of a higher slice for words that are kept: says what it sees, and refuses with
 * `reply_check` where a rule binds and no reason is given.
 */
export type GuardWords = (
  tx: Tx,
  actor: Actor,
  words: readonly KeptWords[],
  overrides?: readonly ReplyCheckOverride[],
) => Promise<WordsFinding[]>;

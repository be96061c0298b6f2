import type { ReplyCheckRule } from '@earshot/contract/reply-check-rule.ts';
import type { TextLanguage } from './checked-text.ts';

/** One message of the conversation; oldest first. */
export interface SaidBefore {
  from: 'contact' | 'us';
  text: string;
}

/** What is known beside the words. */
export interface ReplyFacts {
  /** What counts as the contact's name in a greeting. */
  contactName?: string;
  memberName?: string;
  /** What the case holds already, by kind: order_number, address, phone ... */
  known?: Readonly<Record<string, string | undefined>>;
  /** Files that go out with the reply; left out: not known, nothing is said about it. */
  attachments?: number;
  brokenPromises?: readonly { text: string }[];
  /** `public`: everybody can read it. */
  visibility?: 'private' | 'public';
  askedVisibility?: 'private' | 'public';
  notes?: readonly string[];
  recipients?: readonly string[];
  /** Who takes part already; left out: not known. */
  participants?: readonly string[];
  ownDomains?: readonly string[];
  /** Words below every message of ours; never looked at. */
  signature?: string;
}

export interface CheckedReply {
  text: string;
  /** Language of the case where the texts do not tell. */
  language?: TextLanguage | null;
  history: readonly SaidBefore[];
  facts: ReplyFacts;
}

/** A better way; the desk makes a button of it. */
export type ReplyOffer =
  | 'transfer'
  | 'task'
  | 'side_conversation'
  | 'callback'
  | 'insert_promise'
  | 'remove'
  | 'replace'
  | 'attach';

/** What a rule sees: where, in which words, and what would be better. */
export interface ReplyFinding {
  rule: ReplyCheckRule;
  /** `note`: worth a look. `warn`: most likely a mistake. */
  severity: 'note' | 'warn';
  /** Ranges of the reply's text, end excluded; empty where nothing can be marked. */
  ranges: [number, number][];
  said: { en: string; de: string };
  offers: ReplyOffer[];
  /** Words to put in place of the marked ones. */
  replacement?: string;
}

import type { ReplyCheckRule } from '@earshot/contract/reply-check-rule.ts';

/** What the case holds about the contact; only what is named here is known to us. */
export type KnownFacts = {
  order_number?: string;
  customer_number?: string;
  contract_number?: string;
  invoice_number?: string;
  serial_number?: string;
  address?: string;
  phone?: string;
  email?: string;
  name?: string;
  birth_date?: string;
  iban?: string;
};

/** The state of the case as the writer of the reply has it; times as ISO 8601. */
export type CaseFacts = {
  contact_name?: string;
  /** Whoever signs the reply; never a wrong name. */
  member_name?: string;
  known?: KnownFacts;
  /** Files that go out with this reply; 0 when absent. */
  attachments?: number;
  /** Promises still to be kept, in the words the contact got. */
  open_promises?: { text: string; due_at?: string }[];
  /** Promises past their time of which the contact has not been told. */
  broken_promises?: { text: string; due_at?: string }[];
  /** `public`: everyone reads it (a post, a review). `private` (mail, direct message) when absent. */
  visibility?: 'private' | 'public';
  /** Where the contact's last message was written; differs when a public reply answers it. */
  asked_visibility?: 'private' | 'public';
  /** Internal notes of the case, newest last. */
  notes?: string[];
  /** Addresses the reply goes to, and those that belong to the conversation so far. */
  recipients?: string[];
  participants?: string[];
  /** Ours: host names and addresses that are no third party's; a link there still can be a referral. */
  own_domains?: string[];
  /** When the reply is written; today's date in questions of "by when". */
  written_at?: string;
};

/**
 * One labelled reply. Every rule that is not named in `labels` counts as false, except those left
 * out on purpose in `unlabelled`: they are not measured for this reply.
 */
export type LabelledReply = {
  /** Unique over all halves, such as `de-t-001`. */
  id: string;
  language: 'de' | 'en';
  /** Oldest first; the last entry of `contact` is what is answered. */
  history: { from: 'contact' | 'us'; text: string }[];
  facts: CaseFacts;
  reply: string;
  /** True where a careful person would want that warning. */
  labels: { referral: boolean; repeats: boolean } & Partial<Record<ReplyCheckRule, boolean>>;
  /** Rules about which two careful people would differ here. */
  unlabelled?: ReplyCheckRule[];
  /** Why, where it is not obvious: "hard negative: we call ourselves". */
  note?: string;
};

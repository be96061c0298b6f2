import type { ContactLanguage } from '@earshot/contract/contact-language.ts';

/** One address as it stands in a header: `name` decoded, `address` as given (never normalised). */
export type MailAddress = { name: string; address: string };

export type FoldKind = 'quote' | 'signature' | 'header';

/** A stretch of `text` to fold on screen: UTF-16 offsets, `end` exclusive, nothing is removed. */
export type FoldedRange = { start: number; end: number; kind: FoldKind };

/** One leaf of the MIME tree that is not the body; `bytes` are decoded, `sha256` is of `bytes`. */
export type MailAttachment = {
  /** Without path, controls or direction marks; made up from the type if none was given. */
  fileName: string;
  mimeType: string;
  sizeBytes: number;
  sha256: string;
  /** Without angle brackets, as `cid:` references use it. */
  contentId: string | null;
  disposition: 'attachment' | 'inline';
  bytes: Uint8Array;
};

export type AutomaticKind = 'auto_reply' | 'bounce' | 'bulk' | 'feedback_report' | 'daemon';

/** Signs of a message that no person wrote; the screen turns the code into a sentence. */
export type AutomaticReason =
  | 'report_delivery_status'
  | 'report_feedback'
  | 'report_disposition'
  | 'failed_recipients'
  | 'null_return_path'
  | 'daemon_sender'
  | 'bounce_subject'
  | 'bounce_text'
  | 'auto_submitted'
  | 'auto_reply_header'
  | 'auto_reply_subject'
  | 'precedence'
  | 'list_header'
  | 'no_reply_sender'
  | 'machine_header';

/** Why a message must not be answered by a program (RFC 3834, section 2). */
export type AnswerRefusal =
  | AutomaticReason
  | 'no_sender'
  | 'suppressed_by_sender'
  | 'loop'
  | 'too_many_hops'
  | 'own_address'
  | 'not_understood';

export type AutomaticSign = { kind: AutomaticKind; reason: AutomaticReason };

export type BounceRecipient = {
  address: string;
  action: 'failed' | 'delayed' | 'delivered' | 'relayed' | 'expanded';
  /** Enhanced status code `x.y.z` (RFC 3463) or null if the reporter gave none. */
  status: string | null;
  diagnostic: string;
  /** True for action `failed` with a status class 5 or none. */
  permanent: boolean;
};

export type MailBounce = {
  recipients: BounceRecipient[];
  /** Without angle brackets, comparable with the ids we sent. */
  originalMessageId: string | null;
  originalHeaders: [string, string][];
  /** The reporter is still trying. */
  isDelay: boolean;
};

export type MailWarning =
  | 'broken_structure'
  | 'date_unusable'
  | 'duplicate_from'
  | 'duplicate_message_id'
  | 'duplicate_subject'
  | 'headers_truncated'
  | 'message_id_too_long'
  | 'name_spoof'
  | 'no_from'
  | 'not_mail'
  | 'several_from'
  | 'text_truncated'
  | 'too_deep'
  | 'too_large'
  | 'too_many_addresses'
  | 'too_many_parts'
  | 'truncated_html'
  | 'unknown_charset'
  | 'unknown_encoding'
  | 'utf7'
  | 'winmail_broken'
  | 'understanding_failed'
  | 'understanding_timeout'
  | 'understanding_memory';

/**
 * What one raw e-mail says. JSON-able except `attachments[].bytes`. Produced for every input,
 * garbage included; what could not be read is null or empty and named in `warnings`.
 */
export type UnderstoodMail = {
  from: MailAddress | null;
  /** Every author: all From lines, all mailboxes in them, name-only entries too. */
  fromAll: MailAddress[];
  sender: MailAddress | null;
  replyTo: MailAddress[];
  to: MailAddress[];
  cc: MailAddress[];
  subject: string;
  /** Without angle brackets; null if missing, empty or over 998 characters (RFC 5322, 2.1.1). */
  messageId: string | null;
  inReplyTo: string[];
  /** Oldest first; bounded, the first and the newest are kept. */
  references: string[];
  /** `sentAt` is ISO 8601 UTC, or null where the claim is missing, unparsable or implausible. */
  date: { claimed: string | null; sentAt: string | null };
  /** Always present; lines end with \n. Folded ranges count in this string. */
  text: string;
  /** Sanitised, safe to show in a sandboxed frame; null if the sender sent none. */
  html: string | null;
  folded: FoldedRange[];
  /** `html` carries `data-folded` marks. */
  htmlFolded: boolean;
  remoteImages: number;
  attachments: MailAttachment[];
  automatic: AutomaticSign | null;
  mayAnswerAutomatically: boolean;
  mayAnswerReason: AnswerRefusal | null;
  bounce: MailBounce | null;
  language: ContactLanguage | null;
  warnings: MailWarning[];
  nameSpoof: { shownAddress: string; realAddress: string } | null;
  deliveredTo: string[];
  hops: number;
  loopHeader: string | null;
  listId: string | null;
  priority: 'high' | 'normal' | 'low' | null;
  headers: [string, string][];
  understoodBy: 'mime-walk' | 'headers-only';
};

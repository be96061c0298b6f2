import type { ChannelKind, MessageVisibility } from '@earshot/contract/channel-kind-contract.ts';
import type {
  Defaulted,
  DefaultedInstant,
  DefaultedJson,
  Instant,
  Json,
  StoredActor,
} from '../../platform/db/tables.ts';

export interface Mailbox {
  name: string | null;
  address: string;
}

export interface StoredRecipients {
  to?: Mailbox[];
  cc?: Mailbox[];
  bcc?: Mailbox[];
}

/** Why a message stands in its case; the sentence is made from it in the reader’s language. */
export interface JoinReason {
  code:
    | 'reply_address'
    | 'references'
    | 'same_thread'
    | 'subject_tag'
    | 'new_sender'
    | 'new_matter'
    | 'moved'
    | 'written_here'
    | 'side_conversation'
    | 'case_page'
    | 'seat_note'
    | 'seat_proposal'
    | 'bounce'
    | 'not_understood';
  facts?: Record<string, string | number | null>;
}

export interface FoldedRange {
  start: number;
  end: number;
  kind: 'quote' | 'signature' | 'header';
}

export interface Verdict {
  result: string;
  reason: string;
}

/** Shown beside a message, never decisive alone. */
export interface MessageFacts {
  authentication?: {
    spf: Verdict | null;
    dkim: Verdict | null;
    dmarc: Verdict | null;
    verified: boolean;
    reason: string;
  };
  automatic?: { kind: string; reason: string } | null;
  nameSpoof?: { shown: string; real: string } | null;
  warnings?: string[];
  replyTo?: string[];
  /** How the case stood before this reply, so that taking it back can restore it. */
  undo?: unknown;
  headers?: [name: string, value: string][];
  /** The program that wrote it by its key. */
  program?: { id: string; name: string };
  /** As whoever wrote it named the request, so that the same again is the same message. */
  request_key?: string;
  /** Answers offered below it as buttons. */
  quick_replies?: string[];
  /** Answers to the questions that were asked before the first word. */
  answers?: { key: string; label: string; value: string }[];
}

/** An edit or deletion that arrived before its message; instants as RFC 3339 texts. */
export type EarlyChange =
  | { what: 'edit'; text: string; html: string | null; at: string; receipt_id: string }
  | { what: 'deletion'; at: string; receipt_id: string };

/** The status that joining a message, or merging a case, re-opened; kept to take it back. */
export interface StatusBefore {
  status: 'waiting' | 'resolved' | 'closed';
  waiting_until: string | null;
  waiting_reason: string | null;
  resolved_at: string | null;
  closed_at: string | null;
}

export type DeliveryState =
  | 'waiting'
  | 'sending'
  | 'sent'
  | 'deferred'
  | 'bounced'
  | 'failed'
  | 'cancelled';

export type MessageDeliveryState =
  | 'waiting'
  | 'scheduled'
  | 'sent'
  | 'bounced'
  | 'failed'
  | 'cancelled';

declare module '../../platform/db/tables.ts' {
  interface Tables {
    conversations: {
      account_id: string;
      id: string;
      case_id: string;
      channel_id: string;
      kind: Defaulted<'contact' | 'side'>;
      contact_id: string | null;
      contact_point_id: string | null;
      subject: Defaulted<string>;
      last_seq: Defaulted<number>;
      created_at: DefaultedInstant;
      served_by: Defaulted<'bot' | 'people'>;
      external_key: string | null;
    };
    messages: {
      account_id: string;
      id: string;
      conversation_id: string;
      case_id: string;
      seq: number;
      direction: 'in' | 'out';
      kind: Defaulted<'message' | 'confirmation' | 'notice' | 'bounce' | 'side'>;
      author_kind: 'contact' | 'member' | 'system';
      author_member_id: string | null;
      contact_id: string | null;
      channel_id: string;
      receipt_id: string | null;
      from_name: string | null;
      from_address: string;
      recipients: DefaultedJson<StoredRecipients>;
      subject: Defaulted<string>;
      sent_at: Instant | null;
      received_at: DefaultedInstant;
      body_text: Defaulted<string>;
      body_html: string | null;
      folded: DefaultedJson<FoldedRange[]>;
      remote_images: Defaulted<number>;
      external_id: string | null;
      in_reply_to: string | null;
      joined_because: Json<JoinReason>;
      facts: DefaultedJson<MessageFacts>;
      language: string | null;
      search: string | null;
      send_after: Instant | null;
      delivery_state: MessageDeliveryState | null;
      split_proposed: Defaulted<boolean>;
      visibility: Defaulted<MessageVisibility>;
      edited_at: Instant | null;
      deleted_at: Instant | null;
    };
    message_versions: {
      account_id: string;
      id: string;
      message_id: string;
      body_text: string;
      body_html: string | null;
      written_at: Instant;
      replaced_at: Instant;
      receipt_id: string | null;
    };
    early_changes: {
      account_id: string;
      channel_id: string;
      external_id_hash: Buffer;
      change: Json<EarlyChange>;
      at: Instant;
    };
    message_ids: { account_id: string; external_id_hash: Buffer; message_id: string };
    attachments: {
      account_id: string;
      id: string;
      message_id: string | null;
      note_id: string | null;
      uploaded_by: string | null;
      ordinal: Defaulted<number>;
      file_name: string;
      mime_type: string;
      size_bytes: number;
      sha256: Buffer;
      content_id: string | null;
      disposition: 'attachment' | 'inline';
      created_at: DefaultedInstant;
    };
    deliveries: {
      account_id: string;
      id: string;
      message_id: string;
      recipient: string;
      state: DeliveryState;
      attempts: Defaulted<number>;
      next_attempt_at: Instant;
      locked_until: Instant | null;
      claim_id: string | null;
      server_words: string | null;
      sent_at: Instant | null;
      /** By which it leaves; not always the message’s own. */
      channel_id: string;
      channel_kind: ChannelKind;
      provider_id: string | null;
      delivered_at: Instant | null;
      read_at: Instant | null;
      created_at: DefaultedInstant;
    };
    message_moves: {
      account_id: string;
      id: string;
      message_id: string;
      from_case_id: string;
      from_conversation_id: string;
      from_seq: number;
      from_joined_because: Json<JoinReason>;
      to_case_id: string;
      reason: Defaulted<string>;
      moved_by: Json<StoredActor>;
      moved_at: DefaultedInstant;
      reopened_from: Json<StatusBefore> | null;
      undone_at: Instant | null;
    };
  }
}

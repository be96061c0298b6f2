import type { ContactLanguage } from '@earshot/contract/contact-language.ts';
import type { ReceiptSource } from '@earshot/contract/channel-contract.ts';
import type { ChannelKind } from '@earshot/contract/channel-kind-contract.ts';
import type {
  DefaultedInstant,
  Defaulted,
  Instant,
  Json,
  DefaultedJson,
} from '../../platform/db/tables.ts';

/** What is kept of an SMTP or LMTP envelope (RFC 5321). */
export interface StoredEnvelope {
  from: string | null;
  to: string[];
  ip: string | null;
  helo: string | null;
  tls: boolean;
  /** Written on the page of a case, as what; only ever set by us. */
  page?: PageWriting;
}

/** answer: by the contact; note and proposal: by somebody drawn into the case. */
export interface PageWriting {
  as: 'answer' | 'note' | 'proposal';
  case_number: number;
}

declare module '../../platform/db/tables.ts' {
  interface Tables {
    channel_accounts: {
      account_id: string;
      id: string;
      kind: ChannelKind;
      name: string;
      address: string;
      team_id: string | null;
      locale: ContactLanguage;
      settings: DefaultedJson<Record<string, unknown>>;
      imap: Json<Record<string, unknown>> | null;
      dkim: Json<{ domain: string; selector: string }> | null;
      web: Json<Record<string, unknown>> | null;
      api: Json<Record<string, unknown>> | null;
      secrets: Buffer | null;
      created_at: DefaultedInstant;
      disabled_at: Instant | null;
    };
    channel_addresses: { account_id: string; address: string; channel_id: string };
    channel_states: {
      account_id: string;
      channel_id: string;
      cursor: Json<unknown> | null;
      health: DefaultedJson<Record<string, unknown>>;
      checked: Json<Record<string, unknown>> | null;
      check_after: Instant | null;
      updated_at: DefaultedInstant;
    };
    channel_errors: {
      account_id: string;
      id: string;
      channel_id: string;
      at: Instant;
      code: string;
      words: string;
    };
    receipts: {
      account_id: string;
      id: string;
      channel_id: string;
      source: ReceiptSource;
      external_key: string | null;
      sha256: Buffer;
      size_bytes: number;
      envelope: Json<StoredEnvelope> | null;
      received_at: DefaultedInstant;
      state: Defaulted<'stored' | 'understood' | 'held' | 'failed' | 'test'>;
      error: string | null;
      attempts: Defaulted<number>;
      failures: Defaulted<number>;
      locked_until: Instant | null;
      understood_at: Instant | null;
      seen_count: Defaulted<number>;
      case_id: string | null;
      message_id: string | null;
    };
  }
}

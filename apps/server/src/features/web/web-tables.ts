import type { ContactLanguage } from '@earshot/contract/contact-language.ts';
import type { Defaulted, Instant, Json, StoredActor } from '../../platform/db/tables.ts';

export type KnownBy = 'anonymous' | 'identity' | 'link';

/** Why two contacts seem to be one person. */
export interface LinkEvidence {
  code: 'one_time_code' | 'identity_token' | 'same_browser';
  /** The proven address; null where it is not about one. */
  address: string | null;
}

declare module '../../platform/db/tables.ts' {
  interface Tables {
    web_visitors: {
      account_id: string;
      id: string;
      channel_id: string;
      subject: string | null;
      name: string | null;
      locale: ContactLanguage;
      email: string | null;
      email_verified_at: Instant | null;
      email_verified_how: 'one_time_code' | 'identity_token' | null;
      created_at: Instant;
      seen_at: Instant;
      adopted_by: string | null;
    };
    web_sessions: {
      account_id: string;
      id: string;
      visitor_id: string;
      token_hash: Buffer;
      known_by: KnownBy;
      created_at: Instant;
      seen_at: Instant;
      expires_at: Instant;
      ended_at: Instant | null;
    };
    web_conversations: {
      account_id: string;
      id: string;
      channel_id: string;
      opened_by: string;
      conversation_id: string | null;
      last_seq: Defaulted<number>;
      read_seq: Defaulted<number>;
      delivered_seq: Defaulted<number>;
      agent_read_seq: Defaulted<number>;
      mailed_seq: Defaulted<number>;
      pushed_seq: Defaulted<number>;
      page: Json<{ title: string; url: string }> | null;
      created_at: Instant;
    };
    web_grants: {
      account_id: string;
      web_conversation_id: string;
      visitor_id: string;
      how: 'opened' | 'adopted' | 'link';
      granted_at: Instant;
    };
    web_entries: {
      account_id: string;
      web_conversation_id: string;
      seq: number;
      message_id: string;
      client_id: string | null;
      shown_at: Instant;
    };
    web_presences: {
      account_id: string;
      web_conversation_id: string;
      side: 'visitor' | 'agent';
      process_id: string;
      online: boolean;
      typing: boolean;
      name: string | null;
      words: string | null;
      page: Json<{ title: string; url: string }> | null;
      at: Instant;
      changed_at: Instant;
    };
    web_codes: {
      account_id: string;
      id: string;
      visitor_id: string;
      address: string;
      code_hash: Buffer;
      tries: Defaulted<number>;
      made_at: Instant;
      expires_at: Instant;
      used_at: Instant | null;
    };
    web_push_subscriptions: {
      account_id: string;
      id: string;
      visitor_id: string;
      session_id: string;
      endpoint: string;
      p256dh: string;
      auth: string;
      made_at: Instant;
      expires_at: Instant;
    };
    web_link_proposals: {
      account_id: string;
      id: string;
      contact_id: string;
      other_contact_id: string;
      visitor_id: string | null;
      evidence: Json<LinkEvidence>;
      proposed_at: Instant;
      decision: 'accepted' | 'declined' | null;
      decided_at: Instant | null;
      decided_by: Json<StoredActor> | null;
    };
  }
}

import type { Defaulted, DefaultedInstant, Instant } from '../../platform/db/tables.ts';

declare module '../../platform/db/tables.ts' {
  interface Tables {
    sessions: {
      account_id: string;
      id: string;
      member_id: string;
      token_hash: Buffer;
      offered_token_hash: Buffer | null;
      previous_token_hash: Buffer | null;
      csrf_token: string;
      device: Defaulted<string>;
      address: string | null;
      created_at: DefaultedInstant;
      last_seen_at: DefaultedInstant;
      rotated_at: DefaultedInstant;
      expires_at: Instant;
      revoked_at: Instant | null;
    };
    password_resets: {
      account_id: string;
      id: string;
      member_id: string;
      token_hash: Buffer;
      created_at: DefaultedInstant;
      expires_at: Instant;
      used_at: Instant | null;
    };
    sign_in_failures: { id: string; key: Buffer; failed_at: DefaultedInstant };
  }
}

import type { Defaulted, Instant, Json, StoredActor } from '../../platform/db/tables.ts';

declare module '../../platform/db/tables.ts' {
  interface Tables {
    reply_check_modes: {
      account_id: string;
      rule: string;
      mode: 'off' | 'warn' | 'binding';
      changed_at: Instant;
      changed_by: Json<StoredActor>;
    };
    reply_check_shown: {
      account_id: string;
      case_id: string;
      member_id: string;
      rule: string;
      shown_at: Instant;
    };
    reply_check_overrides: {
      account_id: string;
      id: string;
      case_id: string;
      message_id: string;
      team_id: string | null;
      rule: string;
      outcome: 'changed' | 'sent' | 'overridden';
      reason: Defaulted<string>;
      made_by: Json<StoredActor>;
      made_at: Instant;
    };
  }
}

import type {
  DefaultedInstant,
  DefaultedJson,
  Instant,
  Json,
  StoredActor,
} from '../../platform/db/tables.ts';

declare module '../../platform/db/tables.ts' {
  interface Tables {
    api_keys: {
      account_id: string;
      id: string;
      name: string;
      hint: string;
      secret_hash: Buffer;
      scopes: string[];
      created_by: string | null;
      created_at: DefaultedInstant;
      expires_at: Instant | null;
      last_used_at: Instant | null;
      revoked_at: Instant | null;
    };
    audit_entries: {
      account_id: string;
      id: string;
      at: DefaultedInstant;
      actor: Json<StoredActor>;
      action: string;
      subject_kind: string | null;
      subject_id: string | null;
      detail: DefaultedJson<Record<string, unknown>>;
    };
  }
}

import type { Instant, Json, StoredActor } from '../../platform/db/tables.ts';

declare module '../../platform/db/tables.ts' {
  interface Tables {
    canned_texts: {
      account_id: string;
      id: string;
      shortcut: string;
      name: string;
      team_id: string | null;
      texts: Json<{ de: string; en: string }>;
      changed_by: Json<StoredActor>;
      changed_at: Instant;
      deleted_at: Instant | null;
    };
  }
}

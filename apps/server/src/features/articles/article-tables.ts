import type { ContactLanguage } from '@earshot/contract/contact-language.ts';
import type { Instant, Json, StoredActor } from '../../platform/db/tables.ts';
import type { ColumnType } from 'kysely';

declare module '../../platform/db/tables.ts' {
  interface Tables {
    articles: {
      account_id: string;
      id: string;
      locale: ContactLanguage;
      title: string;
      body_text: string;
      url: string | null;
      search: ColumnType<string, never, never>;
      published_at: Instant | null;
      changed_by: Json<StoredActor>;
      changed_at: Instant;
      deleted_at: Instant | null;
    };
  }
}

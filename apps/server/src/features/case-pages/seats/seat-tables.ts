import type { ContactLanguage } from '@earshot/contract/contact-language.ts';
import type { Defaulted, Instant, Json, StoredActor } from '../../../platform/db/tables.ts';

declare module '../../../platform/db/tables.ts' {
  interface Tables {
    case_seats: {
      account_id: string;
      id: string;
      case_id: string;
      link_id: string;
      message_id: string | null;
      name: string;
      address: string;
      locale: ContactLanguage;
      question: string;
      summary: Defaulted<string>;
      shows_notes: Defaulted<boolean>;
      invited_by: Json<StoredActor>;
      invited_at: Instant;
      expires_at: Instant;
      opened_at: Instant | null;
      answered_at: Instant | null;
      revoked_at: Instant | null;
      revoked_by: Json<StoredActor> | null;
    };
  }
}

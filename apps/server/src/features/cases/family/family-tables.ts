import type { ContactLanguage } from '@earshot/contract/contact-language.ts';
import type {
  Defaulted,
  DefaultedInstant,
  Instant,
  Json,
  StoredActor,
} from '../../../platform/db/tables.ts';

/** Words of one answer to all, by language. */
export type FamilyTexts = { [Language in ContactLanguage]?: string | undefined };

/** Why a child of the family gets no answer. */
export type LeftOutReason =
  | 'no_address'
  | 'held'
  | 'bounced'
  | 'automatic'
  | 'language_missing'
  | 'promise_missing'
  | 'case_closed'
  | 'gone';

declare module '../../../platform/db/tables.ts' {
  interface Tables {
    travel_settings: { account_id: string; tell_contact: Defaulted<boolean> };
    family_replies: {
      account_id: string;
      id: string;
      case_id: string;
      request_key: string;
      texts: Json<FamilyTexts>;
      status_after: 'open' | 'resolved' | null;
      made_by: Json<StoredActor>;
      made_at: DefaultedInstant;
      starts_at: Instant;
      cancelled_at: Instant | null;
      finished_at: Instant | null;
    };
    family_reply_parts: {
      account_id: string;
      family_reply_id: string;
      case_id: string;
      state: 'waiting' | 'sent' | 'left_out' | 'cancelled';
      reason: LeftOutReason | null;
      message_id: string | null;
      settled_at: Instant | null;
    };
  }
}

import type { ContactLanguage } from '@earshot/contract/contact-language.ts';
import type {
  Defaulted,
  DefaultedInstant,
  Instant,
  Json,
  StoredActor,
} from '../../platform/db/tables.ts';

export type PointKind = 'email' | 'phone' | 'handle' | 'postal' | 'device' | 'visitor' | 'identity';
export type SourceKind = 'receipt' | 'import' | 'form' | 'member' | 'third_person';
export type LegalBasis = 'contract' | 'legitimate_interest' | 'consent' | 'legal_duty';

declare module '../../platform/db/tables.ts' {
  interface Tables {
    contacts: {
      account_id: string;
      id: string;
      name: Defaulted<string>;
      locale: ContactLanguage | null;
      created_at: DefaultedInstant;
    };
    contact_groups: { account_id: string; id: string; name: string; created_at: Instant };
    contact_group_members: {
      account_id: string;
      group_id: string;
      contact_id: string;
      added_by: Json<StoredActor>;
      added_at: Instant;
    };
    contact_points: {
      account_id: string;
      id: string;
      contact_id: string;
      kind: PointKind;
      value: string;
      value_given: string;
      source_kind: SourceKind;
      source_id: string | null;
      source_name: string;
      legal_basis: LegalBasis;
      purposes: Defaulted<string[]>;
      verified_at: Instant | null;
      verified_how: string | null;
      created_at: DefaultedInstant;
      removed_at: Instant | null;
    };
    contact_links: {
      account_id: string;
      id: string;
      contact_id: string;
      linked_contact_id: string;
      reason: Defaulted<string>;
      created_by: string | null;
      created_at: DefaultedInstant;
      removed_at: Instant | null;
      removed_by: string | null;
    };
  }
}

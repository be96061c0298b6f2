import type { ContactLanguage } from '@earshot/contract/contact-language.ts';
import type { Defaulted, DefaultedInstant } from '../../platform/db/tables.ts';

declare module '../../platform/db/tables.ts' {
  interface Tables {
    accounts: {
      id: string;
      name: string;
      locale: 'de' | 'en';
      contact_language: ContactLanguage | null;
      time_zone: string;
      created_at: DefaultedInstant;
    };
    account_counters: { account_id: string; name: string; value: Defaulted<number> };
  }
}

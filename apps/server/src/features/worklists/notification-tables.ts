import type { Notification } from '@earshot/contract/reply-contract.ts';
import type { Defaulted, DefaultedInstant, Instant } from '../../platform/db/tables.ts';

declare module '../../platform/db/tables.ts' {
  interface Tables {
    notifications: {
      account_id: string;
      id: string;
      member_id: string;
      kind: Notification['kind'];
      case_id: string;
      actor_name: Defaulted<string>;
      event_id: string | null;
      created_at: DefaultedInstant;
      read_at: Instant | null;
    };
  }
}

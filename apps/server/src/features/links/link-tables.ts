import type { Instant, Json, StoredActor } from '../../platform/db/tables.ts';

/**
 * contact: whom we answer; seat: somebody who was drawn into the one case; chat: who comes back to
 * a conversation with us (the address names that too).
 */
export type LinkKind = 'contact' | 'seat' | 'chat';

declare module '../../platform/db/tables.ts' {
  interface Tables {
    page_links: {
      account_id: string;
      id: string;
      kind: LinkKind;
      case_id: string;
      address: string;
      made_at: Instant;
      used_at: Instant | null;
      revoked_at: Instant | null;
      revoked_by: Json<StoredActor> | null;
    };
    page_openings: {
      account_id: string;
      id: string;
      link_id: string;
      case_id: string;
      what: 'page' | 'file';
      opened_at: Instant;
    };
  }
}

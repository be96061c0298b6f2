import type {
  Defaulted,
  DefaultedInstant,
  DefaultedJson,
  Instant,
  Json,
  StoredActor,
} from '../../platform/db/tables.ts';

import type { StatusBefore } from '../conversations/public.ts';

export type CaseLinkKind = 'merged_into' | 'parent' | 'related' | 'split_from';

/** Why a message is held: the sender has no part in the case it names. */
export interface HoldReason {
  code: 'stranger_with_reply_address' | 'stranger_in_thread' | 'stranger_with_case_number';
  facts: { sender: string; caseNumber: number };
}

/** Whether the contact was told of a transfer, and if not, why. */
export type ContactTold =
  | 'told'
  | 'switched_off'
  | 'left_out'
  | 'automatic'
  | 'held'
  | 'no_address'
  | 'told_today'
  | 'no_team';

declare module '../../platform/db/tables.ts' {
  interface Tables {
    cases: {
      account_id: string;
      id: string;
      number: number;
      subject: string;
      preview: Defaulted<string>;
      status: Defaulted<'open' | 'waiting' | 'resolved' | 'closed'>;
      waiting_until: Instant | null;
      waiting_reason: string | null;
      priority: Defaulted<'low' | 'normal' | 'high' | 'urgent'>;
      team_id: string | null;
      assignee_id: string | null;
      contact_id: string | null;
      channel_id: string;
      channel_kind: Defaulted<'email'>;
      tags: Defaulted<string[]>;
      custom: DefaultedJson<Record<string, unknown>>;
      language: string | null;
      created_at: DefaultedInstant;
      last_message_at: DefaultedInstant;
      last_direction: 'in' | 'out' | null;
      last_in_at: Instant | null;
      first_answered_at: Instant | null;
      resolved_at: Instant | null;
      closed_at: Instant | null;
      deleted_at: Instant | null;
      next_due_at: Instant | null;
      held: Defaulted<boolean>;
      delivery_problem: Defaulted<boolean>;
      merged_into_id: string | null;
      version: Defaulted<number>;
    };
    message_holds: {
      account_id: string;
      id: string;
      message_id: string;
      case_id: string;
      proposed_case_id: string;
      reason: Json<HoldReason>;
      created_at: DefaultedInstant;
      decision: 'join' | 'separate' | null;
      decided_at: Instant | null;
      decided_by: Json<StoredActor> | null;
      move_id: string | null;
      link_id: string | null;
    };
    case_links: {
      account_id: string;
      id: string;
      kind: CaseLinkKind;
      case_id: string;
      to_case_id: string;
      reason: Defaulted<string>;
      created_by: Json<StoredActor>;
      created_at: DefaultedInstant;
      reopened_from: Json<StatusBefore> | null;
      removed_at: Instant | null;
      removed_by: Json<StoredActor> | null;
    };
    case_transfers: {
      account_id: string;
      id: string;
      case_id: string;
      from_team_id: string | null;
      to_team_id: string | null;
      from_member_id: string | null;
      reason: Defaulted<string>;
      made_by: Json<StoredActor>;
      made_at: DefaultedInstant;
      note_id: string | null;
      message_id: string | null;
      contact_told: Defaulted<ContactTold>;
      not_told_reason: Defaulted<string>;
      undone_at: Instant | null;
      undone_by: Json<StoredActor> | null;
    };
    case_participants: {
      account_id: string;
      case_id: string;
      member_id: string;
      reason: Defaulted<string>;
      since: DefaultedInstant;
    };
    case_contacts: {
      account_id: string;
      case_id: string;
      address: string;
      contact_id: string | null;
      since: DefaultedInstant;
      added_because: 'wrote' | 'copied_by_contact' | 'copied_by_us' | 'joined' | 'side';
    };
    notes: {
      account_id: string;
      id: string;
      case_id: string;
      author_member_id: string | null;
      body_text: string;
      body_html: string | null;
      mentions: Defaulted<string[]>;
      search: string | null;
      request_key: string | null;
      created_at: DefaultedInstant;
      edited_at: Instant | null;
      deleted_at: Instant | null;
    };
    drafts: {
      account_id: string;
      case_id: string;
      member_id: string;
      kind: 'reply' | 'note' | 'forward';
      html: string;
      recipients: DefaultedJson<{ to?: string[] | null; cc?: string[]; bcc?: string[] }>;
      subject: string | null;
      attachment_ids: Defaulted<string[]>;
      version: Defaulted<number>;
      updated_at: DefaultedInstant;
    };
    case_readings: {
      account_id: string;
      case_id: string;
      member_id: string;
      read_at: DefaultedInstant;
    };
    case_tags: { account_id: string; name: string; used_at: DefaultedInstant };
  }
}

import type {
  Defaulted,
  DefaultedJson,
  Instant,
  Json,
  StoredActor,
} from '../../platform/db/tables.ts';

export type AvailabilityState = 'away' | 'mail' | 'live';

/** Why a conversation rings at this member; the sentence is made from it. */
export interface OfferReason {
  code: 'longest_idle' | 'only_one' | 'asked_again' | 'holder_away';
  facts: {
    idle_since: string;
    /** Live conversations they have, and how many they take at once. */
    held: number;
    capacity: number;
    /** Others of the team who could have been asked. */
    others: number;
    /** Who has the case and went away; null: nobody has it. */
    holder: { id: string; name: string } | null;
  };
}

/** What a bot found out before it handed over. */
export interface Learnt {
  label: string;
  value: string;
}

declare module '../../platform/db/tables.ts' {
  interface Tables {
    routing_settings: {
      account_id: string;
      capacity: Defaulted<number>;
      ring_seconds: Defaulted<number>;
      again_seconds: Defaulted<number>;
      leave_seconds: Defaulted<number>;
      quiet_minutes: Defaulted<number>;
      bot_seconds: Defaulted<number>;
      release_minutes: Defaulted<number>;
    };
    team_capacities: { account_id: string; team_id: string; capacity: number };
    member_availabilities: {
      account_id: string;
      member_id: string;
      state: Defaulted<AvailabilityState>;
      capacity: number | null;
      since: Instant;
      because: Defaulted<'own' | 'supervisor' | 'left'>;
      free_since: Instant;
      idle_since: Instant;
      leave_at: Instant | null;
      release_at: Instant | null;
    };
    desk_connections: {
      account_id: string;
      member_id: string;
      process_id: string;
      seen_at: Instant;
    };
    conversation_waits: {
      account_id: string;
      conversation_id: string;
      case_id: string;
      team_id: string | null;
      waits_for: 'people' | 'bot';
      holder_id: string | null;
      since: Instant;
      look_at: Instant;
    };
    conversation_offers: {
      account_id: string;
      id: string;
      conversation_id: string;
      case_id: string;
      member_id: string;
      reason: Json<OfferReason>;
      state: Defaulted<'ringing' | 'accepted' | 'declined' | 'missed' | 'withdrawn'>;
      offered_at: Instant;
      rings_until: Instant;
      ended_at: Instant | null;
    };
    bot_hand_overs: {
      account_id: string;
      id: string;
      conversation_id: string;
      case_id: string;
      served_by: 'bot' | 'people';
      because: 'bot' | 'contact' | 'member' | 'silent';
      reason: Defaulted<string>;
      learnt: DefaultedJson<Learnt[]>;
      made_by: Json<StoredActor>;
      made_at: Instant;
    };
  }
}

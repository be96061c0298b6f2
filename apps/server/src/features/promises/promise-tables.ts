import type { ContactLanguage } from '@earshot/contract/contact-language.ts';
import type { ColumnType } from 'kysely';
import type {
  Defaulted,
  DefaultedInstant,
  DefaultedJson,
  Instant,
  Json,
  StoredActor,
} from '../../platform/db/tables.ts';
import type { WeeklyHours } from './calendars/calendar-rules.ts';
import type {
  PolicyConditions,
  PolicyTargets,
  PolicyWords,
  Because,
} from './policies/policy-rules.ts';

/** What clocks of policies measure. */
export type ClockKind = 'first_answer' | 'answer' | 'resolution' | 'update';
/** What can be promised; the last two only by a person. */
export type PromiseKind = ClockKind | 'callback' | 'other';
export type PromiseOutcome = 'kept' | 'broken' | 'renegotiated' | 'withdrawn' | 'open';

declare module '../../platform/db/tables.ts' {
  interface Tables {
    work_calendars: {
      account_id: string;
      id: string;
      name: string;
      time_zone: string;
      hours: Json<WeeklyHours[]>;
      holidays: DefaultedJson<{ date: string; name: string }[]>;
      holiday_set: string | null;
      created_at: DefaultedInstant;
      deleted_at: Instant | null;
    };
    sla_policies: {
      account_id: string;
      id: string;
      name: string;
      position: number;
      enabled: Defaulted<boolean>;
      conditions: DefaultedJson<PolicyConditions>;
      targets: Json<PolicyTargets>;
      words: DefaultedJson<PolicyWords>;
      calendar_id: string | null;
      warn_percent: Defaulted<number>;
      pack_id: string | null;
      created_at: DefaultedInstant;
      deleted_at: Instant | null;
    };
    sla_clocks: {
      account_id: string;
      id: string;
      case_id: string;
      kind: ClockKind;
      policy_id: string | null;
      calendar_id: string | null;
      target_minutes: number | null;
      target_days: number | null;
      pauses: Defaulted<boolean>;
      started_at: Instant;
    };
    sla_clock_events: {
      account_id: string;
      id: string;
      clock_id: string;
      name: 'paused' | 'resumed' | 'replanned' | 'stopped';
      reason: Defaulted<string>;
      left_minutes: number | null;
      due_at: Instant | null;
      at: Instant;
    };
    case_promises: {
      account_id: string;
      id: string;
      case_id: string;
      kind: PromiseKind;
      words: string;
      language: Defaulted<ContactLanguage>;
      due_at: Instant;
      made_how: 'policy' | 'agent' | 'callback';
      made_by: Json<StoredActor>;
      made_at: Instant;
      because: Json<Because> | null;
      clock_id: string | null;
      team_id: string | null;
      channel_id: string | null;
      warn_at: Instant | null;
      warned_at: Instant | null;
      told_at: Instant | null;
      paused_at: Instant | null;
      kept_at: Instant | null;
      kept_how: 'answer' | 'click' | 'resolved' | null;
      broken_at: Instant | null;
      withdrawn_at: Instant | null;
      renegotiated_to_id: string | null;
      renegotiated_because: string | null;
      moved_by: 'member' | 'policy' | null;
      look_at: ColumnType<Date | null, never, never> | null;
    };
    promise_settings: {
      account_id: string;
      kept_rate_public: Defaulted<boolean>;
      unwatched_until: Instant | null;
    };
    applied_packs: {
      account_id: string;
      id: string;
      pack_id: string;
      made: Json<{ policy_ids: string[]; calendar_ids: string[] }>;
      applied_by: Json<StoredActor>;
      applied_at: Instant;
      removed_at: Instant | null;
    };
  }
}

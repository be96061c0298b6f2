import type { Defaulted, Instant, Json, StoredActor } from '../../platform/db/tables.ts';

export type GestureKind = 'voucher' | 'parcel' | 'refund' | 'other';
export type SurveyAnswer = 'yes' | 'partly' | 'no';
export type SurveySkip =
  | 'wants_no_mail'
  | 'no_address'
  | 'case_gone'
  | 'asked_before'
  | 'withdrawn';

declare module '../../platform/db/tables.ts' {
  interface Tables {
    recoveries: {
      account_id: string;
      id: string;
      case_id: string;
      playbook: string;
      started_by: Json<StoredActor>;
      started_at: Instant;
      finished_at: Instant | null;
      withdrawn_at: Instant | null;
      withdrawn_reason: Defaulted<string>;
    };
    recovery_steps: {
      account_id: string;
      id: string;
      recovery_id: string;
      ordinal: number;
      code: string;
      due_at: Instant;
      task_id: string;
    };
    recovery_gestures: {
      account_id: string;
      id: string;
      case_id: string;
      recovery_id: string | null;
      kind: GestureKind;
      amount_cents: number;
      currency: string;
      words: Defaulted<string>;
      limit_cents: number | null;
      proposed_by: Json<StoredActor>;
      proposed_at: Instant;
      approved_by: Json<StoredActor> | null;
      approved_at: Instant | null;
      refused_by: Json<StoredActor> | null;
      refused_at: Instant | null;
      given_by: Json<StoredActor> | null;
      given_at: Instant | null;
      withdrawn_by: Json<StoredActor> | null;
      withdrawn_at: Instant | null;
      decision_reason: Defaulted<string>;
    };
    recovery_limits: {
      account_id: string;
      role: 'administrator' | 'supervisor' | 'agent' | 'colleague';
      amount_cents: number | null;
      currency: string;
    };
    recovery_surveys: {
      account_id: string;
      id: string;
      case_id: string;
      recovery_id: string;
      due_at: Instant;
      asked_at: Instant | null;
      message_id: string | null;
      skipped_because: SurveySkip | null;
      skipped_at: Instant | null;
      answer: SurveyAnswer | null;
      answered_at: Instant | null;
    };
  }
}

import type {
  Defaulted,
  DefaultedJson,
  Instant,
  Json,
  StoredActor,
} from '../../platform/db/tables.ts';
import type { ScorePoint } from './escalation-rules.ts';
import type { JoinReason } from './join-rules.ts';

export type EscalationLevel = 'supervisor' | 'owner';
export type WentBad = 'came_back' | 'promise_broken' | 'went_public';

declare module '../../platform/db/tables.ts' {
  interface Tables {
    case_trails: {
      account_id: string;
      case_id: string;
      matter_id: string;
      contacts: Defaulted<number>;
      hand_offs: Defaulted<number>;
      reassignments: Defaulted<number>;
      repeats: Defaulted<number>;
      promises_broken: Defaulted<number>;
      waiting_seconds: Defaulted<number>;
      waiting_since: Instant | null;
      first_contact_at: Instant | null;
      solved_at: Instant | null;
      score: Defaulted<number>;
      points: DefaultedJson<ScorePoint[]>;
      first_resolved_at: Instant | null;
      resolved_score: number | null;
      went_bad_at: Instant | null;
      went_bad_because: WentBad | null;
      computed_at: Instant;
    };
    case_escalations: {
      account_id: string;
      id: string;
      case_id: string;
      level: EscalationLevel;
      score: number;
      reasons: Json<ScorePoint[]>;
      told_member_ids: Defaulted<string[]>;
      owner_member_id: string | null;
      task_id: string | null;
      raised_at: Instant;
    };
    escalation_dismissals: {
      account_id: string;
      id: string;
      case_id: string;
      score: number;
      reason: string;
      dismissed_by: Json<StoredActor>;
      dismissed_at: Instant;
      undone_at: Instant | null;
      undone_by: Json<StoredActor> | null;
    };
    join_proposals: {
      account_id: string;
      id: string;
      case_id: string;
      earlier_case_id: string;
      reasons: DefaultedJson<JoinReason[]>;
      proposed_at: Instant;
      state: Defaulted<'open' | 'joined' | 'dismissed'>;
      decided_by: Json<StoredActor> | null;
      decided_at: Instant | null;
      decision_reason: Defaulted<string>;
    };
  }
}

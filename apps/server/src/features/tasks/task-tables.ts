import type { Role } from '../../platform/actor.ts';
import type {
  Defaulted,
  DefaultedInstant,
  Instant,
  Json,
  StoredActor,
} from '../../platform/db/tables.ts';

/** One step of a template. */
export interface TemplateStep {
  title: string;
  team_id: string | null;
  role: Role | null;
  due_after_hours: number | null;
}

declare module '../../platform/db/tables.ts' {
  interface Tables {
    case_tasks: {
      account_id: string;
      id: string;
      case_id: string;
      title: string;
      description: Defaulted<string>;
      assignee_id: string | null;
      team_id: string | null;
      due_at: Instant | null;
      blocks: Defaulted<boolean>;
      origin: Json<{ kind: string; id: string }> | null;
      made_by: Json<StoredActor>;
      made_at: DefaultedInstant;
      done_at: Instant | null;
      done_by: Json<StoredActor> | null;
      result: Defaulted<string>;
      reopened_at: Instant | null;
      deleted_at: Instant | null;
      version: Defaulted<number>;
    };
    checklist_templates: {
      account_id: string;
      id: string;
      name: string;
      items: Json<TemplateStep[]>;
      changed_by: Json<StoredActor>;
      changed_at: DefaultedInstant;
      deleted_at: Instant | null;
    };
    case_checklists: {
      account_id: string;
      id: string;
      case_id: string;
      template_id: string | null;
      name: string;
      applied_by: Json<StoredActor>;
      applied_at: DefaultedInstant;
      removed_at: Instant | null;
    };
    checklist_items: {
      account_id: string;
      id: string;
      checklist_id: string;
      ordinal: number;
      title: string;
      team_id: string | null;
      role: Role | null;
      due_at: Instant | null;
      ticked_at: Instant | null;
      ticked_by: Json<StoredActor> | null;
    };
  }
}

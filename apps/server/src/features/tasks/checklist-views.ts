// reads: teams, cases
import type { Checklist } from '@earshot/contract/task-contract.ts';
import { type RawBuilder, sql } from 'kysely';
import type { Role } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { StoredActor } from '../../platform/db/tables.ts';
import { notFound } from '../../platform/errors.ts';
import './task-tables.ts';

interface StepRow {
  list_id: string;
  case_id: string;
  name: string;
  applied_by: StoredActor;
  applied_at: Date;
  id: string;
  title: string;
  team_id: string | null;
  team_name: string | null;
  role: Role | null;
  due_at: Date | null;
  ticked_at: Date | null;
  ticked_by: StoredActor | null;
}

async function loadChecklists(tx: Tx, where: RawBuilder<unknown>): Promise<Checklist[]> {
  const { rows } = await sql<StepRow>`
    select l.id as list_id, l.case_id, l.name, l.applied_by, l.applied_at, i.id, i.title, i.team_id,
      t.name as team_name, i.role, i.due_at, i.ticked_at, i.ticked_by
    from case_checklists l
    join checklist_items i on i.account_id = l.account_id and i.checklist_id = l.id
    left join teams t on t.account_id = i.account_id and t.id = i.team_id
    where l.account_id = ${tx.accountId} and l.removed_at is null and ${where}
    order by l.applied_at, l.id, i.ordinal`.execute(tx.db);
  const doer = (by: StoredActor) => ({ kind: by.kind, name: by.name });
  return [...Map.groupBy(rows, (row) => row.list_id)].map(([id, steps]) => {
    const first = steps[0]!;
    return {
      id,
      case_id: first.case_id,
      name: first.name,
      applied_by: doer(first.applied_by),
      applied_at: first.applied_at.toISOString(),
      items: steps.map((step) => ({
        id: step.id,
        title: step.title,
        team: step.team_id === null ? null : { id: step.team_id, name: step.team_name ?? '' },
        role: step.role,
        due_at: step.due_at?.toISOString() ?? null,
        ticked_at: step.ticked_at?.toISOString() ?? null,
        ticked_by: step.ticked_by && doer(step.ticked_by),
      })),
    };
  });
}

/** Checklists of a case and of those merged into it, in the order they were applied. */
export async function presentCaseChecklists(tx: Tx, caseId: string): Promise<Checklist[]> {
  return loadChecklists(
    tx,
    sql`l.case_id in (select ${caseId}::uuid union all select k.id from cases k
      where k.account_id = ${tx.accountId} and k.merged_into_id = ${caseId})`,
  );
}

/** One checklist as the contract shows it; who may see its case was checked before. */
export async function presentChecklist(tx: Tx, checklistId: string): Promise<Checklist> {
  const [found] = await loadChecklists(tx, sql`l.id = ${checklistId}`);
  if (!found) throw notFound('checklist');
  return found;
}

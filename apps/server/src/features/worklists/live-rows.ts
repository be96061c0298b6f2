import type { CaseRow } from '@earshot/contract/case-contract.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { canSeeCase, loadCaseRows, presentCaseRow } from '../cases/public.ts';

/** A row for all desks, with what decides who of them may see it. */
export interface LiveRow {
  /** `unread` is false: each desk knows what it has read, by `lastInAt`. */
  row: CaseRow;
  lastInAt: string | null;
  teamId: string | null;
  teamRestricted: boolean;
  assigneeId: string | null;
  participantIds: string[];
}

/** Rows of cases that changed; one that is out of every list (removed, merged) has none. */
export async function loadLiveRows(tx: Tx, caseIds: readonly string[]): Promise<LiveRow[]> {
  const rows = await loadCaseRows(tx, caseIds, null);
  return rows
    .filter((row) => row.deleted_at === null && row.merged_into_id === null)
    .map((row) => ({
      row: presentCaseRow(row, false),
      lastInAt: row.last_in_at?.toISOString() ?? null,
      teamId: row.team_id,
      teamRestricted: row.team_restricted,
      assigneeId: row.assignee_id,
      participantIds: row.participant_ids,
    }));
}

/** Whether this desk may see the row: the rule of `getCase`. */
export function canSeeLiveRow(actor: Actor, live: LiveRow): boolean {
  return canSeeCase(actor, {
    teamId: live.teamId,
    teamRestricted: live.teamRestricted,
    assigneeId: live.assigneeId,
    participates: live.participantIds.includes(actor.id),
  });
}

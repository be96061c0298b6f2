import type { CaseRow } from '@earshot/contract/case-contract.ts';
import type { Actor, MemberActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Hearing } from '../../platform/live/live-hub.ts';
import { canSeeCase, loadCaseRows, presentCaseRow } from '../cases/public.ts';

/** A case that changed, with what decides who of the desks may see it. */
export interface LiveRow {
  caseId: string;
  /**
   * `unread` is false: each desk knows what it has read. Null where the case is out of every list
   * (removed, merged).
   */
  row: CaseRow | null;
  lastInAt: string | null;
  teamId: string | null;
  teamRestricted: boolean;
  assigneeId: string | null;
  participantIds: string[];
}

/** Rows of cases that changed, for all desks at once. */
export async function loadLiveRows(tx: Tx, caseIds: readonly string[]): Promise<LiveRow[]> {
  const rows = await loadCaseRows(tx, caseIds, null);
  return rows.map((row) => ({
    caseId: row.id,
    row: row.deleted_at === null && row.merged_into_id === null ? presentCaseRow(row, false) : null,
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

/** The subject of these is a case. */
const ofCases = new Set([
  'case',
  'message',
  'note',
  'promise',
  'hold',
  'delivery',
  'task',
  'checklist',
  'family',
  'seat',
  'page_link',
  'escalation',
  'join',
  'recovery',
  'gesture',
  'offer',
  'conversation',
]);
/** After these somebody may no longer see the case, and their lists must let it go. */
const takingAway = new Set([
  'case.transferred',
  'case.transfer_undone',
  'case.assigned',
  'case.participant_removed',
  'case.deleted',
  'case.merged',
]);
const ofAdministration = new Set(['key', 'invitation', 'receipt']);

/**
 * What a desk may hear of an event. Every desk gets every position, so that it notices a gap; of
 * what it may not see it learns no more than that there was something.
 */
export function decideHearing(
  actor: MemberActor,
  event: { name: string; actor: { id: string | null } },
  seesSubject: boolean,
): Hearing {
  const noun = event.name.slice(0, event.name.indexOf('.'));
  // Each desk is told its own number instead.
  if (noun === 'notification') return 'nothing';
  if (ofCases.has(noun)) {
    if (seesSubject) return 'all';
    return takingAway.has(event.name) ? 'subject' : 'nothing';
  }
  const leads = actor.role === 'administrator' || actor.role === 'supervisor';
  if (noun === 'session') return event.actor.id === actor.id ? 'all' : 'nothing';
  if (ofAdministration.has(noun)) return leads ? 'all' : 'nothing';
  return noun === 'contact' && actor.role === 'colleague' ? 'nothing' : 'all';
}

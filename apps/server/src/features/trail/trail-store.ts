import './trail-tables.ts';
import { type Insertable, sql } from 'kysely';
import { type Actor, storedActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { json, type Tables } from '../../platform/db/tables.ts';
import { newId } from '../../platform/ids.ts';
import type { Escalation, Outcome } from './escalation-rules.ts';
import type { EscalationLevel } from './trail-tables.ts';
import type { Trail } from './trail-rules.ts';

export interface KeptTrail {
  caseIds: readonly string[];
  matterId: string;
  trail: Trail;
  escalation: Escalation;
  resolvedScore: number | null;
  outcome: Outcome | null;
  at: Date;
}

/**
 * Keeps the figures of matters for each of their cases, for lists and for calibration, by one
 * queued statement whatever their number. No case may come twice.
 */
export function keepTrails(tx: Tx, matters: readonly KeptTrail[]): void {
  const rows = matters.flatMap((kept) => {
    const figures = figuresOf(kept);
    return kept.caseIds.map((caseId) => ({
      account_id: tx.accountId,
      case_id: caseId,
      ...figures,
    }));
  });
  if (rows.length === 0) return;
  const sorted = rows.toSorted((a, b) => (a.case_id < b.case_id ? -1 : 1));
  const columns = Object.keys(sorted[0]!).map((name) => sql.ref(name));
  const changes = Object.keys(sorted[0]!)
    .filter((name) => name !== 'account_id' && name !== 'case_id')
    .map((name) => sql`${sql.ref(name)} = excluded.${sql.ref(name)}`);
  const upsert = sql`
    insert into case_trails (${sql.join(columns)})
    select ${sql.join(columns)}
    from jsonb_populate_recordset(null::case_trails, ${json(sorted)}::jsonb)
    on conflict (account_id, case_id) do update set ${sql.join(changes)}`;
  tx.write({ compile: () => upsert.compile(tx.db) });
}

function figuresOf(kept: KeptTrail) {
  const { trail, escalation, outcome } = kept;
  const ended = trail.spans.filter((span) => span.to !== null);
  const open = trail.spans.find((span) => span.to === null);
  return {
    matter_id: kept.matterId,
    contacts: trail.contacts.length,
    hand_offs: trail.handOffs.length,
    reassignments: trail.reassignments.length,
    repeats: trail.repeats.length,
    promises_broken: trail.brokenPromises.length,
    waiting_seconds: Math.round(
      ended.reduce((sum, { from, to }) => sum + (to!.getTime() - from.getTime()), 0) / 1_000,
    ),
    waiting_since: open?.from ?? null,
    first_contact_at: trail.firstContactAt,
    solved_at: trail.solvedAt,
    score: escalation.score,
    points: escalation.points,
    first_resolved_at: trail.firstResolvedAt,
    resolved_score: kept.resolvedScore,
    went_bad_at: outcome?.at ?? null,
    went_bad_because: outcome?.because ?? null,
    computed_at: kept.at,
  };
}

export interface NewEscalation {
  caseId: string;
  level: EscalationLevel;
  escalation: Escalation;
  toldMemberIds: readonly string[];
  ownerMemberId: string | null;
  taskId: string | null;
  at: Date;
}

/** Notes that a case reached a level; false if it had reached it before. */
export async function insertEscalation(tx: Tx, raised: NewEscalation): Promise<boolean> {
  const added = await tx.db
    .insertInto('case_escalations')
    .values({
      account_id: tx.accountId,
      id: newId(),
      case_id: raised.caseId,
      level: raised.level,
      score: raised.escalation.score,
      reasons: json(raised.escalation.points),
      told_member_ids: [...raised.toldMemberIds],
      owner_member_id: raised.ownerMemberId,
      task_id: raised.taskId,
      raised_at: raised.at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return added !== undefined;
}

/** Notes that somebody looked and why no alarm is needed, in place of an earlier note. */
export async function insertDismissal(
  tx: Tx,
  actor: Actor,
  dismissed: { caseId: string; score: number; reason: string; at: Date },
): Promise<void> {
  await undoDismissal(tx, actor, [dismissed.caseId], dismissed.at);
  await tx.db
    .insertInto('escalation_dismissals')
    .values({
      account_id: tx.accountId,
      id: newId(),
      case_id: dismissed.caseId,
      score: dismissed.score,
      reason: dismissed.reason,
      dismissed_by: json(storedActor(actor)),
      dismissed_at: dismissed.at,
      undone_at: null,
      undone_by: null,
    })
    .execute();
}

/** Takes the standing dismissals of these cases back; false if there was none. */
export async function undoDismissal(
  tx: Tx,
  actor: Actor,
  caseIds: readonly string[],
  at: Date,
): Promise<boolean> {
  const rows = await tx.db
    .updateTable('escalation_dismissals')
    .set({ undone_at: at, undone_by: json(storedActor(actor)) })
    .where('account_id', '=', tx.accountId)
    .where('case_id', 'in', [...caseIds])
    .where('undone_at', 'is', null)
    .returning('id')
    .execute();
  return rows.length > 0;
}

type ProposalRow = Insertable<Tables['join_proposals']>;

/** Proposes to join; a pair is proposed once. True if it is new. */
export async function insertProposal(
  tx: Tx,
  proposal: Pick<ProposalRow, 'case_id' | 'earlier_case_id' | 'reasons' | 'proposed_at'>,
): Promise<boolean> {
  const added = await tx.db
    .insertInto('join_proposals')
    .values({
      ...proposal,
      account_id: tx.accountId,
      id: newId(),
      decided_by: null,
      decided_at: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return added !== undefined;
}

/** Decides about a proposal, or opens it again; false if it stood so already. */
export async function decideProposal(
  tx: Tx,
  actor: Actor,
  proposalId: string,
  decision: { state: 'open' | 'joined' | 'dismissed'; reason: string; at: Date },
): Promise<boolean> {
  const isOpen = decision.state === 'open';
  const row = await tx.db
    .updateTable('join_proposals')
    .set({
      state: decision.state,
      decided_by: isOpen ? null : json(storedActor(actor)),
      decided_at: isOpen ? null : decision.at,
      decision_reason: decision.reason,
    })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', proposalId)
    .where('state', '<>', decision.state)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Lets the proposals between two cases follow a merge that was made or taken back elsewhere. */
export async function followMerge(
  tx: Tx,
  caseIds: readonly [string, string],
  merged: boolean,
  at: Date,
): Promise<void> {
  await tx.db
    .updateTable('join_proposals')
    .set(
      merged
        ? { state: 'joined', decided_at: at }
        : { state: 'open', decided_at: null, decided_by: null },
    )
    .where('account_id', '=', tx.accountId)
    .where('case_id', 'in', [...caseIds])
    .where('earlier_case_id', 'in', [...caseIds])
    .where('state', '=', merged ? 'open' : 'joined')
    .execute();
}

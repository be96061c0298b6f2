import type { CaseTrail } from '@earshot/contract/trail-contract.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { notFound } from '../../platform/errors.ts';
import { type Escalation, scoreMatter, type ScorePoint } from './escalation-rules.ts';
import { type Dismissal, findDismissal, listRaised, type Raised } from './escalation-views.ts';
import { listProposals, type ShownProposal } from './join-views.ts';
import {
  type Trail,
  type TrailEntry,
  type TrailRows,
  traceTrail,
  type WaitingSpan,
} from './trail-rules.ts';
import { findMatter, type Matter } from './trail-views.ts';

/** A case’s trail as the contract shows it; whether the actor may see the case was checked. */
export async function presentTrail(
  tx: Tx,
  actor: Actor,
  caseId: string,
  now: Date,
): Promise<CaseTrail> {
  const matter = await getMatter(tx, actor, caseId);
  const sight = new Set(matter.cases.filter((one) => one.visible).map((one) => one.id));
  // Each figure opens its rows, so none counts a row that the reader may not see.
  const whole = traceTrail(matter.rows, now);
  const seesAll = matter.cases.every((one) => one.visible);
  const trail = seesAll ? whole : traceTrail(rowsOf(matter.rows, sight), now);
  const escalation = scoreMatter(matter.rows, now, null, whole);
  const ids = matter.cases.map((one) => one.id);
  return {
    case_id: caseId,
    cases: matter.cases
      .filter((one) => sight.has(one.id))
      .map(({ id, number, subject }) => ({ id, number, subject })),
    entries: trail.entries.map(presentEntry),
    figures: presentFigures(trail),
    escalation: presentEscalation(escalation, sight, {
      dismissal: await findDismissal(tx, ids),
      raised: await listRaised(tx, ids),
    }),
    join_proposals: (await listProposals(tx, actor, caseId)).map(presentProposal),
  };
}

/** The matter of a case; throws 404 where the case is not there. */
export async function getMatter(tx: Tx, actor: Actor, caseId: string): Promise<Matter> {
  const matter = await findMatter(tx, actor, caseId);
  if (!matter) throw notFound('case');
  return matter;
}

type Sight = ReadonlySet<string>;

function rowsOf(rows: TrailRows, sight: Sight): TrailRows {
  const seen = <T extends { caseId: string }>(list: readonly T[]) =>
    list.filter((one) => sight.has(one.caseId));
  return {
    cases: rows.cases.filter((one) => sight.has(one.id)),
    messages: seen(rows.messages),
    transfers: seen(rows.transfers),
    assignments: seen(rows.assignments),
    promises: seen(rows.promises),
    turns: seen(rows.turns),
  };
}

function presentFigures(trail: Trail): CaseTrail['figures'] {
  const figure = (entries: readonly TrailEntry[]) => ({
    count: entries.length,
    entry_ids: entries.map((one) => one.id),
  });
  const open = trail.spans.find((span) => span.to === null);
  const { firstContactAt, solvedAt } = trail;
  const toSolution = firstContactAt && solvedAt ? secondsBetween(firstContactAt, solvedAt) : null;
  return {
    contacts: figure(trail.contacts),
    hand_offs: { ...figure(trail.handOffs), reassignments: figure(trail.reassignments) },
    promises_broken: figure(trail.brokenPromises),
    repeats: figure(trail.repeats),
    waiting: {
      seconds: trail.waitingSeconds,
      since: open?.from.toISOString() ?? null,
      spans: trail.spans.map(presentSpan),
    },
    first_contact_at: firstContactAt?.toISOString() ?? null,
    solved_at: solvedAt?.toISOString() ?? null,
    seconds_to_solution: toSolution,
  };
}

function presentEntry(entry: TrailEntry): CaseTrail['entries'][number] {
  const { id, kind, channelKind, from, to, words, repeats } = entry;
  return {
    id,
    kind,
    case_id: entry.caseId,
    at: entry.at.toISOString(),
    channel_kind: channelKind,
    from,
    to,
    words,
    repeats: repeats && {
      code: repeats.code,
      words: repeats.words,
      share: repeats.share,
      earlier_id: repeats.earlierId,
    },
  };
}

function presentSpan(span: WaitingSpan): CaseTrail['figures']['waiting']['spans'][number] {
  return {
    from: span.from.toISOString(),
    to: span.to?.toISOString() ?? null,
    contact_id: span.contactId,
    ended_by_id: span.endedById,
  };
}

function secondsBetween(from: Date, to: Date): number {
  return Math.max(0, Math.round((to.getTime() - from.getTime()) / 1_000));
}

function presentEscalation(
  escalation: Escalation,
  sight: Sight,
  told: { dismissal: Dismissal | null; raised: readonly Raised[] },
): CaseTrail['escalation'] {
  const { dismissal } = told;
  return {
    score: escalation.score,
    level: escalation.level,
    points: escalation.points.map((one) => presentPoint(one, sight)),
    unmeasured: escalation.unmeasured,
    dismissal: dismissal && {
      score: dismissal.score,
      reason: dismissal.reason,
      by: dismissal.dismissed_by.name,
      at: dismissal.dismissed_at.toISOString(),
      holds: escalation.score <= dismissal.score,
    },
    raised: told.raised.map(({ level, score, raised_at: at, owner, told: members, task_id }) => ({
      level,
      score,
      at: at.toISOString(),
      owner,
      told: members,
      task_id,
    })),
  };
}

/** A reason with its row; of a case that the reader may not see, the reason alone. */
function presentPoint(
  point: ScorePoint,
  sight: Sight | null,
): CaseTrail['escalation']['points'][number] {
  if (sight === null || sight.has(point.source.case_id)) return point;
  return { ...point, source: null, words: null };
}

function presentProposal(one: ShownProposal): CaseTrail['join_proposals'][number] {
  const { id, earlier, reasons, proposed_at: at } = one;
  return { id, earlier, reasons, proposed_at: at.toISOString() };
}

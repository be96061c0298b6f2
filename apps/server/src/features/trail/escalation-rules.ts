import { findHighArousal, findOutsideHelp, type OutsideHelp } from './escalation-word-rules.ts';
import { asksSomething } from './own-words-rules.ts';
import {
  addendumWithin_ms,
  outcomeWithin_ms,
  ownerScore,
  supervisorScore,
} from './trail-limits.ts';
import {
  byTime,
  type Trail,
  type TrailMessage,
  type TrailRows,
  traceTrail,
} from './trail-rules.ts';

export type ScoreCode =
  | 'contact_again'
  | 'promise_broken'
  | 'bounced'
  | 'public_post'
  | 'outside_help'
  | 'high_arousal'
  | 'community_fit';

/** Points of each reason (design: additive, explainable; Herhausen’s two drivers come last). */
export const pointsOf: Readonly<Record<ScoreCode, number>> = {
  contact_again: 1,
  promise_broken: 2,
  bounced: 2,
  public_post: 2,
  outside_help: 3,
  high_arousal: 1,
  community_fit: 1,
};

/** One reason of the score with the row that shows it. */
export interface ScorePoint {
  code: ScoreCode;
  points: number;
  at: string;
  source: { kind: 'message' | 'promise' | 'transfer'; id: string; case_id: string };
  /** What was said, where words were the reason. */
  words: string | null;
  help: OutsideHelp | null;
}

export interface Escalation {
  score: number;
  level: 'none' | 'supervisor' | 'owner';
  points: ScorePoint[];
  /** Rules that exist and have no source of facts in this installation. */
  unmeasured: ScoreCode[];
}

/** Channel kinds whose messages everybody can read; none of them is built yet. */
const publicKinds: ReadonlySet<string> = new Set(['social', 'review', 'community', 'public_post']);
/** Posts in the community from which on somebody is well connected there. */
const PRIOR_POSTS_MANY = 20;

/** What level a score reaches. */
export function levelOf(score: number): Escalation['level'] {
  if (score >= ownerScore) return 'owner';
  return score >= supervisorScore ? 'supervisor' : 'none';
}

/**
 * The escalation score of a matter: the sum of its reasons, each with its row; the order in which
 * rows come changes nothing. It says nothing about the person. `priorPosts` is how often the
 * contact wrote in the community before; null: nobody knows, so that rule is silent. A `trail` of
 * the same rows spares tracing it again.
 */
export function scoreMatter(
  rows: TrailRows,
  now: Date,
  priorPosts: number | null,
  trail: Trail = traceTrail(rows, now),
): Escalation {
  const texts = new Map(rows.messages.map((one) => [one.id, one]));
  const said = trail.contacts.map((entry) => texts.get(entry.id)!);
  const points = [
    ...scoreContacts(trail, texts),
    ...trail.brokenPromises.map(({ id, caseId, at }) =>
      point('promise_broken', 'promise', { id, caseId, at }),
    ),
    ...trail.handOffs.slice(1, 2).map((entry) => point('bounced', 'transfer', entry)),
    ...scoreWords(said),
    ...scoreFit(said, priorPosts),
  ].toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.code < b.code ? -1 : 1));
  const score = points.reduce((sum, one) => sum + one.points, 0);
  const unmeasured: ScoreCode[] = priorPosts === null ? ['community_fit'] : [];
  return { score, level: levelOf(score), points, unmeasured };
}

function point(
  code: ScoreCode,
  kind: ScorePoint['source']['kind'],
  row: { id: string; caseId: string; at: Date },
  words: string | null = null,
  help: OutsideHelp | null = null,
): ScorePoint {
  const source = { kind, id: row.id, case_id: row.caseId };
  return { code, points: pointsOf[code], at: row.at.toISOString(), source, words, help };
}

/**
 * Every contact after the first. Not: what belongs to the contact before it (30 minutes, nothing
 * from us in between), and the first answer to a question of ours; a second one counts, for being
 * asked again and again is what wears people down.
 */
function scoreContacts(trail: Trail, texts: ReadonlyMap<string, TrailMessage>): ScorePoint[] {
  const points: ScorePoint[] = [];
  let asked = 0;
  let last: { kind: 'contact' | 'answer'; at: Date; id: string } | null = null;
  for (const entry of trail.entries) {
    if (entry.kind === 'answer') last = { kind: 'answer', at: entry.at, id: entry.id };
    if (entry.kind !== 'contact') continue;
    const before = last;
    last = { kind: 'contact', at: entry.at, id: entry.id };
    if (trail.contacts[0]?.id === entry.id) continue;
    const gap = entry.at.getTime() - (before?.at.getTime() ?? 0);
    if (before?.kind === 'contact' && gap <= addendumWithin_ms) continue;
    const answers = before?.kind === 'answer' && asksSomething(texts.get(before.id)?.text ?? '');
    if (answers) asked += 1;
    if (answers && asked === 1) continue;
    points.push(point('contact_again', 'message', entry));
  }
  return points;
}

/** Each kind of words once for the matter, by the first message that has them. */
function scoreWords(said: readonly TrailMessage[]): ScorePoint[] {
  const points: ScorePoint[] = [];
  const first = (find: (one: TrailMessage) => ScorePoint | null) => {
    for (const one of said) {
      const found = find(one);
      if (found) return void points.push(found);
    }
  };
  first((one) => (publicKinds.has(one.channelKind) ? point('public_post', 'message', one) : null));
  first((one) => {
    const found = findOutsideHelp(one.text);
    return found && point('outside_help', 'message', one, found.words, found.help);
  });
  first((one) => {
    const words = findHighArousal(one.text);
    return words === null ? null : point('high_arousal', 'message', one, words);
  });
  return points;
}

function scoreFit(said: readonly TrailMessage[], priorPosts: number | null): ScorePoint[] {
  const [first] = said;
  if (first === undefined || priorPosts === null || priorPosts < PRIOR_POSTS_MANY) return [];
  return [point('community_fit', 'message', first)];
}

/** The rows that were there at that moment, later ones left out. */
export function rowsUntil(rows: TrailRows, until: Date): TrailRows {
  const before = <T extends { at: Date }>(list: readonly T[]) =>
    list.filter((one) => one.at <= until);
  return {
    cases: rows.cases.filter((one) => one.openedAt <= until),
    messages: before(rows.messages),
    transfers: before(rows.transfers),
    assignments: before(rows.assignments),
    promises: rows.promises.map((one) => ({
      ...one,
      brokenAt: one.brokenAt && one.brokenAt <= until ? one.brokenAt : null,
      keptAt: one.keptAt && one.keptAt <= until ? one.keptAt : null,
    })),
    turns: before(rows.turns),
  };
}

export interface Outcome {
  at: Date;
  because: 'came_back' | 'promise_broken' | 'went_public';
}

/**
 * Whether a matter went bad within 30 days after its first resolution: outside help or a public
 * post, a promise broken again, or the contact came back with it. The earliest counts; of one
 * moment the gravest. docs/decisions/what-went-bad-means.md says why.
 */
export function decideOutcome(rows: TrailRows, resolvedAt: Date): Outcome | null {
  const until = resolvedAt.getTime() + outcomeWithin_ms;
  const within = (at: Date) => at > resolvedAt && at.getTime() <= until;
  const trail = traceTrail(rows, resolvedAt);
  const texts = new Map(rows.messages.map((one) => [one.id, one]));
  const back = trail.contacts.filter((entry) => within(entry.at));
  const isPublic = (id: string) => {
    const one = texts.get(id)!;
    return publicKinds.has(one.channelKind) || findOutsideHelp(one.text) !== null;
  };
  const outcomes: (Outcome & { id: string; rank: number })[] = [
    ...back.map(({ at, id }) => ({ at, id, because: 'came_back' as const, rank: 2 })),
    ...back
      .filter(({ id }) => isPublic(id))
      .map(({ at, id }) => ({ at, id, because: 'went_public' as const, rank: 0 })),
    ...trail.brokenPromises
      .filter(({ at }) => within(at))
      .map(({ at, id }) => ({ at, id, because: 'promise_broken' as const, rank: 1 })),
  ];
  const first = outcomes.toSorted(
    (a, b) => a.at.getTime() - b.at.getTime() || a.rank - b.rank || byTime(a, b),
  )[0];
  return first ? { at: first.at, because: first.because } : null;
}

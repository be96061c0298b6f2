import { findRepeats, isThanks, type RepeatReason } from './own-words-rules.ts';
import { copyWithin_ms, slipWithin_ms } from './trail-limits.ts';

export interface TrailCase {
  id: string;
  number: number;
  openedAt: Date;
  /** Part of another case of the matter: its own status says nothing any more. */
  merged: boolean;
  over: boolean;
  resolvedAt: Date | null;
}

export interface TrailMessage {
  id: string;
  caseId: string;
  at: Date;
  direction: 'in' | 'out';
  /** confirmation: also notices and questions that nobody wrote. */
  kind: 'message' | 'confirmation';
  /** Written by the person whose matter it is, not by somebody who was copied in. */
  byPerson: boolean;
  /** An absence note or the like: no person had to write it. */
  automatic: boolean;
  /** Ours only: it reached the contact, as far as is known. */
  arrived: boolean;
  channelKind: string;
  /** What the writer says themselves, without quotes and signature. */
  text: string;
}

export interface TrailTransfer {
  id: string;
  caseId: string;
  at: Date;
  fromTeamId: string | null;
  toTeamId: string | null;
  fromName: string | null;
  toName: string | null;
}

export interface TrailAssignment {
  id: string;
  caseId: string;
  at: Date;
  memberId: string | null;
  memberName: string | null;
  /** Who had it before, as the event says; who answers first has a case without an event. */
  fromId: string | null;
  fromName: string | null;
}

export interface TrailPromise {
  id: string;
  caseId: string;
  words: string;
  dueAt: Date;
  keptAt: Date | null;
  brokenAt: Date | null;
}

/** A case was resolved, or its matter came back. */
export interface TrailTurn {
  id: string;
  caseId: string;
  at: Date;
  kind: 'resolved' | 'reopened';
}

/** Every row of a matter that its trail is made of; in any order. */
export interface TrailRows {
  cases: readonly TrailCase[];
  messages: readonly TrailMessage[];
  transfers: readonly TrailTransfer[];
  assignments: readonly TrailAssignment[];
  promises: readonly TrailPromise[];
  turns: readonly TrailTurn[];
}

export type TrailEntryKind =
  | 'contact'
  | 'thanks'
  | 'answer'
  | 'confirmation'
  | 'hand_off'
  | 'reassignment'
  | 'promise_kept'
  | 'promise_broken'
  | 'resolved'
  | 'reopened';

/** One point of the line: what happened, and the row that says so. */
export interface TrailEntry {
  id: string;
  kind: TrailEntryKind;
  caseId: string;
  at: Date;
  /** Of a contact or an answer. */
  channelKind: string | null;
  /** From and to of a hand-over; the words of a promise. */
  from: string | null;
  to: string | null;
  words: string | null;
  repeats: RepeatReason | null;
}

/** Our turn from the contact’s message until our next real answer; `to` is null while it lasts. */
export interface WaitingSpan {
  from: Date;
  to: Date | null;
  contactId: string;
  endedById: string | null;
}

export interface Trail {
  entries: TrailEntry[];
  contacts: TrailEntry[];
  handOffs: TrailEntry[];
  reassignments: TrailEntry[];
  repeats: TrailEntry[];
  brokenPromises: TrailEntry[];
  spans: WaitingSpan[];
  /** Over all spans, the open one until `now`. */
  waitingSeconds: number;
  firstContactAt: Date | null;
  solvedAt: Date | null;
  firstResolvedAt: Date | null;
}

const empty = { channelKind: null, from: null, to: null, words: null, repeats: null };

/** Orders rows by time, then id: the same rows make the same trail, in whatever order they come. */
export function byTime(a: { at: Date; id: string }, b: { at: Date; id: string }): number {
  return a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** The trail of a matter: pure, from its rows; `now` only ends the span that is open. */
export function traceTrail(rows: TrailRows, now: Date): Trail {
  const messages = rows.messages.toSorted(byTime);
  const spoken = listSpoken(messages);
  const solvedAt = findSolved(rows.cases);
  const entries = [
    ...spoken,
    ...listHandOffs(rows.transfers),
    ...listReassignments(rows.assignments, rows.transfers),
    ...listPromiseEntries(rows.promises),
    ...rows.turns.map((turn): TrailEntry => ({ ...empty, ...turn })),
  ].toSorted(byTime);
  const of = (kind: TrailEntryKind) => entries.filter((entry) => entry.kind === kind);
  const contacts = of('contact');
  const spans = listSpans(spoken, solvedAt);
  return {
    entries,
    contacts,
    handOffs: of('hand_off'),
    reassignments: of('reassignment'),
    repeats: contacts.filter((entry) => entry.repeats !== null),
    brokenPromises: of('promise_broken'),
    spans,
    waitingSeconds: countSeconds(spans, now),
    firstContactAt: contacts[0]?.at ?? null,
    solvedAt,
    firstResolvedAt: findFirstResolved(rows),
  };
}

function listSpoken(messages: readonly TrailMessage[]): TrailEntry[] {
  const own = messages.filter((one) => one.direction === 'in' && one.byPerson && !one.automatic);
  const copies = findCopies(own);
  const contacts = own.filter((one) => !copies.has(one.id));
  const repeats = findRepeats(contacts);
  const real = new Set(contacts.map((one) => one.id));
  return messages.flatMap((one): TrailEntry[] => {
    const { id, caseId, at, channelKind } = one;
    const place = { ...empty, id, caseId, at, channelKind };
    if (one.direction === 'out') {
      if (!one.arrived) return [];
      return [{ ...place, kind: one.kind === 'message' ? 'answer' : 'confirmation' }];
    }
    if (!real.has(id)) return [];
    if (contacts[0]?.id !== id && isThanks(one.text)) return [{ ...place, kind: 'thanks' }];
    return [{ ...place, kind: 'contact', repeats: repeats.get(id) ?? null }];
  });
}

/** The same mail that went to two of our addresses is one contact. */
function findCopies(own: readonly TrailMessage[]): Set<string> {
  const copies = new Set<string>();
  const newest = new Map<string, number>();
  for (const { id, text, at } of own) {
    const before = newest.get(text);
    if (text !== '' && before !== undefined && at.getTime() - before <= copyWithin_ms) {
      copies.add(id);
    } else {
      newest.set(text, at.getTime());
    }
  }
  return copies;
}

/** Hand-overs from one team to another; the first, from no team, only finds where it belongs. */
function listHandOffs(transfers: readonly TrailTransfer[]): TrailEntry[] {
  const real = transfers
    .filter((one) => one.fromTeamId !== null && one.toTeamId !== null)
    .toSorted(byTime);
  const kept: TrailTransfer[] = [];
  for (const one of real) {
    const last = kept.at(-1);
    const takesBack =
      last !== undefined &&
      last.caseId === one.caseId &&
      last.fromTeamId === one.toTeamId &&
      last.toTeamId === one.fromTeamId &&
      one.at.getTime() - last.at.getTime() <= slipWithin_ms;
    if (takesBack) kept.pop();
    else kept.push(one);
  }
  return kept.map(({ id, caseId, at, fromName, toName }) => ({
    ...empty,
    id,
    kind: 'hand_off',
    caseId,
    at,
    from: fromName,
    to: toName,
  }));
}

/**
 * Another person took over within the team. Whoever comes first after a transfer is part of that
 * transfer, and letting a case go counts only once somebody else has it.
 */
function listReassignments(
  assignments: readonly TrailAssignment[],
  transfers: readonly TrailTransfer[],
): TrailEntry[] {
  const steps = [
    ...assignments.map((one) => ({ ...one, isTransfer: false })),
    ...transfers.map(({ id, caseId, at }) => ({
      id,
      caseId,
      at,
      memberId: null,
      memberName: null,
      fromId: null,
      fromName: null,
      isTransfer: true,
    })),
  ].toSorted(byTime);
  const holders = new Map<string, { id: string; name: string | null }>();
  const made: TrailEntry[] = [];
  for (const { id, caseId, at, memberId, memberName, fromId, fromName, isTransfer } of steps) {
    if (isTransfer) holders.delete(caseId);
    if (fromId !== null) holders.set(caseId, { id: fromId, name: fromName });
    if (memberId === null) continue;
    const holder = holders.get(caseId);
    holders.set(caseId, { id: memberId, name: memberName });
    if (holder === undefined || holder.id === memberId) continue;
    const between = { from: holder.name, to: memberName };
    made.push({ ...empty, ...between, id, kind: 'reassignment', caseId, at });
  }
  return made;
}

function listPromiseEntries(promises: readonly TrailPromise[]): TrailEntry[] {
  return promises.flatMap((one): TrailEntry[] => {
    const { id, caseId, words, brokenAt, keptAt } = one;
    if (brokenAt) return [{ ...empty, id, kind: 'promise_broken', caseId, at: brokenAt, words }];
    if (keptAt) return [{ ...empty, id, kind: 'promise_kept', caseId, at: keptAt, words }];
    return [];
  });
}

/** When the whole matter was solved; null while one of its cases still is open or waits. */
function findSolved(cases: readonly TrailCase[]): Date | null {
  const own = cases.filter((one) => !one.merged);
  if (own.length === 0 || own.some((one) => !one.over || one.resolvedAt === null)) return null;
  return new Date(Math.max(...own.map((one) => one.resolvedAt!.getTime())));
}

/** The first moment at which every case of the matter that existed then was over. */
function findFirstResolved({ cases, turns }: TrailRows): Date | null {
  const own = new Set(cases.filter((one) => !one.merged).map((one) => one.id));
  const opened = new Map(cases.map((one) => [one.id, one.openedAt.getTime()]));
  const over = new Set<string>();
  for (const turn of turns.filter((one) => own.has(one.caseId)).toSorted(byTime)) {
    if (turn.kind === 'resolved') over.add(turn.caseId);
    else over.delete(turn.caseId);
    const known = [...own].filter((id) => opened.get(id)! <= turn.at.getTime());
    if (known.every((id) => over.has(id))) return turn.at;
  }
  return null;
}

/**
 * The spans in which the contact waited for us, nights and weekends too. A confirmation ends none;
 * a matter that was ended without an answer ends the last one.
 */
function listSpans(spoken: readonly TrailEntry[], solvedAt: Date | null): WaitingSpan[] {
  const spans: WaitingSpan[] = [];
  let open: TrailEntry | null = null;
  for (const entry of spoken) {
    if (entry.kind === 'contact') open ??= entry;
    if (entry.kind !== 'answer' || open === null) continue;
    spans.push({ from: open.at, to: entry.at, contactId: open.id, endedById: entry.id });
    open = null;
  }
  if (open === null) return spans;
  const ended = solvedAt !== null && solvedAt >= open.at ? solvedAt : null;
  spans.push({ from: open.at, to: ended, contactId: open.id, endedById: null });
  return spans;
}

function countSeconds(spans: readonly WaitingSpan[], now: Date): number {
  const milliseconds = spans.reduce(
    (sum, { from, to }) => sum + Math.max(0, (to ?? now).getTime() - from.getTime()),
    0,
  );
  return Math.round(milliseconds / 1_000);
}

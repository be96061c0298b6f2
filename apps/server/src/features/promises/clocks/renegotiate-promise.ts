import type { ContactLanguage } from '@earshot/contract/contact-language.ts';
import { type Actor, storedActor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { formatInstant } from '../../../platform/i18n/texts.ts';
import { addWorkingTime, workingMinutesBetween } from '../calendars/calendar-rules.ts';
import { decideWarning } from '../policies/policy-rules.ts';
import { loadCalendars } from '../policies/policy-store.ts';
import type { PromiseKind } from '../promise-tables.ts';
import { promiseText } from '../promise-texts.ts';
import { insertClockEvents, loadClocks } from './clock-store.ts';
import { insertPromise, type PromiseRow, replacePromiseRow } from './promise-store.ts';

/** What a member promised the contact in their own words. */
export interface OwnPromise {
  caseId: string;
  channelId: string;
  teamId: string | null;
  kind: PromiseKind;
  words: string;
  language: ContactLanguage;
  dueAt: Date;
}

/** How early somebody is told that a member’s own promise looks unkept: share of its time. */
const WARN_PERCENT = 20;

/** Keeps what a member promised; answers its id. Queued. */
export function makeOwnPromise(tx: Tx, actor: Actor, own: OwnPromise, now: Date): string {
  return insertPromise(tx, {
    ...own,
    how: own.kind === 'callback' ? 'callback' : 'agent',
    by: storedActor(actor),
    at: now,
    warnAt: decideWarning(null, now, own.dueAt, WARN_PERCENT),
    because: null,
    clockId: null,
    // Whoever makes it says that the contact was told.
    toldAt: now,
  });
}

export interface Renegotiation {
  dueAt: Date;
  because: string;
  /** Left out: ours, in the language of the promise. */
  words: string | undefined;
  timeZone: string;
  teamId: string | null;
  /** A message of this transaction tells the contact. */
  told: boolean;
}

/**
 * A new promise takes the place of one that cannot be kept; the old one stays to be seen, and where
 * it was due already it is broken. Answers the new one’s id. The clock goes on.
 */
export async function renegotiatePromise(
  tx: Tx,
  actor: Actor,
  old: PromiseRow,
  input: Renegotiation,
  now: Date,
): Promise<string> {
  const due = formatInstant(input.dueAt, old.language, input.timeZone);
  const id = insertPromise(tx, {
    caseId: old.case_id,
    channelId: old.channel_id,
    teamId: input.teamId,
    kind: old.kind,
    words: input.words ?? promiseText(old.language, old.kind, { due }),
    language: old.language,
    dueAt: input.dueAt,
    warnAt: decideWarning(null, now, input.dueAt, WARN_PERCENT),
    because: old.because,
    clockId: old.clock_id,
    how: old.made_how,
    by: storedActor(actor),
    at: now,
    toldAt: input.told ? now : null,
  });
  if (old.clock_id !== null) {
    insertClockEvents(tx, [
      {
        clockId: old.clock_id,
        name: 'replanned',
        reason: input.because,
        dueAt: input.dueAt,
        at: now,
      },
    ]);
  }
  await replacePromiseRow(tx, old.id, {
    id,
    because: input.because,
    movedBy: 'member',
    at: now,
  });
  return id;
}

/** Nobody is offered less than this. */
const PROPOSED_MINUTES_MIN = 60;

/** A later time and the words for it, to be edited. */
export async function proposeRenegotiation(
  tx: Tx,
  old: PromiseRow,
  facts: { caseNumber: number; timeZone: string; dueAt?: Date; because?: string | undefined },
  now: Date,
): Promise<{ dueAt: Date; because: string; text: string; language: ContactLanguage }> {
  const clock = (await loadClocks(tx, [old.clock_id])).get(old.clock_id ?? '');
  const calendars = clock?.calendar_id ? await loadCalendars(tx) : null;
  const calendar = calendars?.get(clock!.calendar_id!) ?? null;
  const span = workingMinutesBetween(calendar, old.made_at, old.due_at);
  const from = old.due_at > now ? old.due_at : now;
  const again = addWorkingTime(calendar, from, Math.max(span, PROPOSED_MINUTES_MIN));
  const dueAt = facts.dueAt ?? toFiveMinutes(again);
  const { language } = old;
  const because = facts.because || promiseText(language, 'because');
  // What is sent must be true: neither was a time announced that has passed, nor everything told.
  const isLate = old.broken_at !== null || old.due_at <= now;
  const text = promiseText(language, isLate ? 'renegotiationLate' : 'renegotiation', {
    said: promiseText(language, old.told_at === null ? 'untold' : 'told'),
    before: old.words,
    due: formatInstant(dueAt, language, facts.timeZone),
    because,
    number: String(facts.caseNumber),
  });
  return { dueAt, because, text, language };
}

const FIVE_MINUTES_MS = 300_000;

function toFiveMinutes(at: Date): Date {
  return new Date(Math.ceil(at.getTime() / FIVE_MINUTES_MS) * FIVE_MINUTES_MS);
}

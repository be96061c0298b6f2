import { DAY_MS, MINUTE_MS } from '@earshot/contract/durations.ts';
import { listHolidays } from './holiday-rules.ts';
import { listOffsetSpans, offsetAt } from './zone-rules.ts';

/** Hours of one weekday as people write them; `to` not after `from` ends on the next day. */
export interface WeeklyHours {
  /** 1 Monday … 7 Sunday (ISO 8601). */
  weekday: number;
  /** HH:MM on the clocks of the calendar’s zone. */
  from: string;
  /** HH:MM, or 24:00. */
  to: string;
}

export interface CalendarFacts {
  timeZone: string;
  hours: readonly WeeklyHours[];
  /** Days off of this calendar alone: YYYY-MM-DD. */
  holidays: readonly { date: string; name: string }[];
  /** A ready set such as `de-BE`; null: none. */
  holidaySet: string | null;
}

interface Opening {
  /** Minutes after the local midnight of its day. */
  from: number;
  /** May pass 1,440: over midnight. */
  to: number;
}

/** A calendar made ready for counting. */
export interface WorkCalendar {
  readonly timeZone: string;
  readonly week: readonly (readonly Opening[])[];
  /** By days since 1970 on the calendar’s own clocks. */
  readonly isHoliday: (day: number) => boolean;
}

/** Years that are searched: a calendar that opens too rarely ends there, it fails no case. */
const SEARCH_YEARS_MAX = 30;
const SEARCH_MS_MAX = SEARCH_YEARS_MAX * 366 * DAY_MS;
const DAY_MINUTES = 1_440;

/** Minutes after midnight of HH:MM. */
export function parseTimeOfDay(text: string): number {
  const [hours, minutes] = text.split(':').map(Number);
  return hours! * 60 + minutes!;
}

/** Makes a calendar ready for counting. Throws for one without any hours: nothing would be due. */
export function compileCalendar(facts: CalendarFacts): WorkCalendar {
  if (facts.hours.length === 0) throw new Error('A calendar needs at least one opening.');
  const week: Opening[][] = Array.from({ length: 7 }, () => []);
  for (const one of facts.hours) {
    const from = parseTimeOfDay(one.from);
    const to = parseTimeOfDay(one.to);
    week[one.weekday - 1]!.push({ from, to: to > from ? to : to + DAY_MINUTES });
  }
  const own = new Set(facts.holidays.map(({ date }) => Date.parse(`${date}T00:00Z`) / DAY_MS));
  const ready = new Map<number, Set<number>>();
  const { holidaySet } = facts;
  return {
    timeZone: facts.timeZone,
    week,
    isHoliday(day) {
      if (own.has(day)) return true;
      if (holidaySet === null) return false;
      const year = new Date(day * DAY_MS).getUTCFullYear();
      let days = ready.get(year);
      if (!days) {
        const dates = listHolidays(holidaySet, year).map(({ date }) => date);
        days = new Set(dates.map((date) => Date.parse(`${date}T00:00Z`) / DAY_MS));
        ready.set(year, days);
      }
      return days.has(day);
    },
  };
}

/** Openings that begin on a day; a day off has none, and a shift belongs to the day it begins. */
function openingsFrom(calendar: WorkCalendar, day: number): readonly Opening[] {
  // 1 January 1970 was a Thursday.
  const weekday = (((day + 3) % 7) + 7) % 7;
  const openings = calendar.week[weekday]!;
  return openings.length === 0 || calendar.isHoliday(day) ? [] : openings;
}

/** Local minutes of a day that are working time, what the night before brings along included. */
function openMinutesOf(calendar: WorkCalendar, day: number): Opening[] {
  const early = openingsFrom(calendar, day - 1).flatMap(({ to }) =>
    to > DAY_MINUTES ? [{ from: 0, to: to - DAY_MINUTES }] : [],
  );
  const own = openingsFrom(calendar, day).map(({ from, to }) => ({
    from,
    to: Math.min(to, DAY_MINUTES),
  }));
  const joined: Opening[] = [];
  for (const one of [...early, ...own].toSorted((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last && one.from <= last.to) last.to = Math.max(last.to, one.to);
    else joined.push({ ...one });
  }
  return joined;
}

/**
 * Working time from an instant on, as stretches of real time in order. A minute counts if the
 * clock on the wall shows working time: an hour that does not exist is not worked, one that comes
 * twice is worked twice.
 */
function* listWorked(
  calendar: WorkCalendar,
  from: number,
): Generator<{ from: number; until: number }> {
  for (const span of listOffsetSpans(calendar.timeZone, from)) {
    const begin = Math.max(span.from, from);
    const firstDay = Math.floor((begin + span.offset_ms) / DAY_MS);
    for (let day = firstDay; day * DAY_MS - span.offset_ms < span.until; day += 1) {
      const midnight = day * DAY_MS - span.offset_ms;
      for (const open of openMinutesOf(calendar, day)) {
        const start = Math.max(midnight + open.from * MINUTE_MS, begin);
        const end = Math.min(midnight + open.to * MINUTE_MS, span.until);
        if (start < end) yield { from: start, until: end };
      }
    }
  }
}

/**
 * The instant at which so much working time has passed; `from` itself where none has to. A calendar
 * of null runs round the clock. Never more than 30 years away, however rarely the calendar opens.
 */
export function addWorkingTime(calendar: WorkCalendar | null, from: Date, minutes: number): Date {
  let left = minutes * MINUTE_MS;
  const begin = from.getTime();
  if (calendar === null || left <= 0) return new Date(begin + Math.max(left, 0));
  for (const worked of listWorked(calendar, begin)) {
    if (worked.from - begin > SEARCH_MS_MAX) break;
    const length = worked.until - worked.from;
    if (left <= length) return new Date(worked.from + left);
    left -= length;
  }
  return new Date(begin + SEARCH_MS_MAX);
}

/** Working minutes, with fractions, between two instants; 0 where the second is not later. */
export function workingMinutesBetween(
  calendar: WorkCalendar | null,
  from: Date,
  until: Date,
): number {
  const begin = from.getTime();
  const end = until.getTime();
  if (calendar === null || end <= begin) return Math.max(end - begin, 0) / MINUTE_MS;
  let sum = 0;
  for (const worked of listWorked(calendar, begin)) {
    if (worked.from >= end) break;
    sum += Math.min(worked.until, end) - worked.from;
  }
  return sum / MINUTE_MS;
}

/**
 * The end of the last opening on the n-th working day after the day of `from`, which itself is not
 * counted. Round the clock (null) every day counts, in UTC.
 */
export function addWorkingDays(calendar: WorkCalendar | null, from: Date, days: number): Date {
  if (calendar === null) return new Date(from.getTime() + days * DAY_MS);
  const { timeZone } = calendar;
  const first = Math.floor((from.getTime() + offsetAt(timeZone, from.getTime())) / DAY_MS);
  let left = days;
  for (let day = first + 1; day < first + SEARCH_YEARS_MAX * 366; day += 1) {
    const openings = openingsFrom(calendar, day);
    if (openings.length === 0) continue;
    left -= 1;
    if (left > 0) continue;
    const last = Math.max(...openings.map(({ to }) => to));
    return new Date(instantOf(timeZone, day * DAY_MS + last * MINUTE_MS));
  }
  return new Date(from.getTime() + SEARCH_MS_MAX);
}

/** When the clocks of a zone show a local time for the last time, or pass it by. */
function instantOf(timeZone: string, local: number): number {
  let found: number | null = null;
  for (const span of listOffsetSpans(timeZone, local - 2 * DAY_MS)) {
    const at = local - span.offset_ms;
    // As an end: the moment before it must lie in the span.
    if (at > span.from && at <= span.until) found = at;
    else if (at <= span.from && found === null) return span.from;
    if (span.until > local + 2 * DAY_MS) break;
  }
  if (found === null) throw new Error('A local time that never was.');
  return found;
}

import { findMoment, readWall } from './zoned-time.ts';

/** The hour at which a working day begins for the suggestions. */
const morning_hour = 9;
/** "Later today" is this far ahead, on a quarter of an hour, and never in the evening. */
const later_ms = 3 * 3_600_000;
const quarter_ms = 15 * 60_000;
const evening_hour = 19;

export type WaitPreset = 'laterToday' | 'tomorrow' | 'monday' | 'week';

/**
 * Times to wait until, by the clock of the reader's zone. Later today is left out in the evening,
 * and Monday where it is tomorrow.
 */
export function decideWaits(now: Date, timeZone: string): { id: WaitPreset; until: Date }[] {
  const today = readWall(now, timeZone);
  const morning = (days: number) =>
    findMoment({ ...today, day: today.day + days, hour: morning_hour, minute: 0 }, timeZone);
  const later = new Date(Math.ceil((now.getTime() + later_ms) / quarter_ms) * quarter_ms);
  const then = readWall(later, timeZone);
  const toMonday = (8 - today.weekday) % 7 || 7;
  const sameDay = then.day === today.day && then.hour < evening_hour;
  return [
    ...(sameDay ? [{ id: 'laterToday' as const, until: later }] : []),
    { id: 'tomorrow', until: morning(1) },
    ...(toMonday > 1 ? [{ id: 'monday' as const, until: morning(toMonday) }] : []),
    { id: 'week', until: morning(7) },
  ];
}

/** A moment as a field of type datetime-local takes it, by the clock of a zone. */
export function writeLocal(at: Date, timeZone: string): string {
  const { year, month, day, hour, minute } = readWall(at, timeZone);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}`;
}

/** The moment that a field of type datetime-local holds; null where it holds none. */
export function parseLocal(text: string, timeZone: string): Date | null {
  const found = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)/.exec(text);
  if (!found) return null;
  const [year, month, day, hour, minute] = found.slice(1).map(Number);
  const wall = { year: year!, month: month!, day: day!, hour: hour!, minute: minute! };
  return findMoment(wall, timeZone);
}

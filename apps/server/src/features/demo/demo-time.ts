import { DAY_MS, MINUTE_MS } from '@earshot/contract/durations.ts';

/**
 * When something happens in the named world, seen from the moment it is filled: so many working
 * days back at a time of day, so many minutes ago, or so many days ahead.
 */
export type Moment =
  | { readonly workdaysBack: number; readonly time: string }
  | { readonly minutesBack: number }
  | { readonly daysAhead: number };

/** At a time of day (HH:MM), so many working days before today; at least 1. */
export function day(workdaysBack: number, time: string): Moment {
  return { workdaysBack, time };
}

/** So many minutes before now; less than six hours, so that it stays behind every working day. */
export function ago(minutesBack: number): Moment {
  return { minutesBack };
}

/** So many days after now. */
export function ahead(daysAhead: number): Moment {
  return { daysAhead };
}

/** The instant that a moment means, for a firm in this time zone (IANA name). */
export function findInstant(moment: Moment, now: Date, timeZone: string): Date {
  if ('minutesBack' in moment) return new Date(now.getTime() - moment.minutesBack * MINUTE_MS);
  if ('daysAhead' in moment) return new Date(now.getTime() + moment.daysAhead * DAY_MS);
  // Noon in UTC keeps its calendar day whatever is added or taken.
  const [year, month, date] = localDate(now, timeZone);
  let noon = Date.UTC(year, month - 1, date, 12);
  for (let left = moment.workdaysBack; left > 0;) {
    noon -= DAY_MS;
    const weekday = new Date(noon).getUTCDay();
    if (weekday !== 0 && weekday !== 6) left -= 1;
  }
  const [hours, minutes] = moment.time.split(':').map(Number) as [number, number];
  const wanted = noon + ((hours - 12) * 60 + minutes) * MINUTE_MS;
  // What the wall clock shows there, taken twice because the shift may lie on a change of time.
  const first = wanted - offsetAt(new Date(wanted), timeZone);
  return new Date(wanted - offsetAt(new Date(first), timeZone));
}

/**
 * Fills the dates of a text, so many days from now: `{d:-19}` as people write it (2. November),
 * `{dmy:-19}` in figures (02.11.2026).
 */
export function fillDates(text: string, now: Date, locale: 'de' | 'en', timeZone: string): string {
  return text.replaceAll(/\{(d|dmy):(-?\d+)\}/g, (_all, kind: string, days: string) => {
    const at = new Date(now.getTime() + Number(days) * DAY_MS);
    const style =
      kind === 'd'
        ? ({ day: 'numeric', month: 'long' } as const)
        : ({ day: '2-digit', month: '2-digit', year: 'numeric' } as const);
    const tag = locale === 'de' ? 'de-DE' : 'en-GB';
    return new Intl.DateTimeFormat(tag, { ...style, timeZone }).format(at);
  });
}

/** Milliseconds that the wall clock of the zone is ahead of UTC. */
function offsetAt(at: Date, timeZone: string): number {
  const parts = partsOf(at, timeZone);
  const shown = Date.UTC(
    Number(parts['year']),
    Number(parts['month']) - 1,
    parts['day'],
    parts['hour'],
    parts['minute'],
    parts['second'],
  );
  return shown - Math.floor(at.getTime() / 1_000) * 1_000;
}

function localDate(at: Date, timeZone: string): [number, number, number] {
  const parts = partsOf(at, timeZone);
  return [parts['year']!, parts['month']!, parts['day']!];
}

const formats = new Map<string, Intl.DateTimeFormat>();

function partsOf(at: Date, timeZone: string): Record<string, number> {
  const format = formats.get(timeZone) ?? makeFormat(timeZone);
  formats.set(timeZone, format);
  return Object.fromEntries(
    format.formatToParts(at).map(({ type, value }) => [type, Number(value)]),
  );
}

function makeFormat(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
}

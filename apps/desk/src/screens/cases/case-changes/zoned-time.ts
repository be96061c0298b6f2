/** A moment by the clock on the wall of a zone. */
export interface WallTime {
  year: number;
  /** 1 to 12. */
  month: number;
  day: number;
  hour: number;
  minute: number;
  /** 0: Sunday. */
  weekday: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  formats.set(timeZone, made);
  return made;
}

/** What the clock of a zone (IANA name) shows at a moment. */
export function readWall(at: Date, timeZone: string): WallTime {
  const parts = formatOf(timeZone).formatToParts(at);
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value);
  const [year, month, day] = [part('year'), part('month'), part('day')];
  const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay();
  return { year, month, day, hour: part('hour'), minute: part('minute'), weekday };
}

/**
 * The moment at which the clock of a zone shows this. Days beyond the month count on; an hour that
 * the change to summer time leaves out is the one after it.
 */
export function findMoment(
  wall: Pick<WallTime, 'year' | 'month' | 'day' | 'hour' | 'minute'>,
  timeZone: string,
): Date {
  const wanted_ms = Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute);
  let found_ms = wanted_ms;
  for (let round = 0; round < 2; round += 1) {
    const shown = readWall(new Date(found_ms), timeZone);
    const shown_ms = Date.UTC(shown.year, shown.month - 1, shown.day, shown.hour, shown.minute);
    found_ms += wanted_ms - shown_ms;
  }
  return new Date(found_ms);
}

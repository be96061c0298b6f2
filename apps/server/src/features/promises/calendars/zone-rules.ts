import { DAY_MS } from '@earshot/contract/durations.ts';

/** A stretch of time in which a time zone keeps one offset from UTC. */
export interface OffsetSpan {
  /** Milliseconds since 1970, inclusive. */
  from: number;
  /** Exclusive. */
  until: number;
  offset_ms: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();
const years = new Map<string, OffsetSpan[]>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(timeZone, format);
  return format;
}

/** How far the clocks of the zone are ahead of UTC at an instant, in milliseconds. */
export function offsetAt(timeZone: string, at: number): number {
  const parts: Record<string, number> = {};
  for (const { type, value } of formatOf(timeZone).formatToParts(at)) parts[type] = Number(value);
  const { year, month, day, hour, minute, second } = parts;
  const local = Date.UTC(year!, month! - 1, day, hour, minute, second);
  return local - Math.floor(at / 1_000) * 1_000;
}

/**
 * The stretches of one offset that cover a time, in order. Each year is looked at once per zone, a
 * day at a time: asking Intl for every instant would take a hundred times as long.
 */
export function* listOffsetSpans(timeZone: string, from: number): Generator<OffsetSpan> {
  let year = new Date(from).getUTCFullYear();
  let open = null as OffsetSpan | null;
  for (; ; year += 1) {
    for (const span of spansOfYear(timeZone, year)) {
      if (span.until <= from) continue;
      if (open && open.offset_ms === span.offset_ms) {
        open = { from: open.from, until: span.until, offset_ms: span.offset_ms };
        continue;
      }
      if (open) yield open;
      open = span;
    }
    // Without a change for a year the stretch is as good as any: the next begins where it ends.
    if (open && open.until - Math.max(open.from, from) > 366 * DAY_MS) {
      yield open;
      open = null;
    }
  }
}

function spansOfYear(timeZone: string, year: number): OffsetSpan[] {
  const key = `${timeZone} ${year}`;
  const known = years.get(key);
  if (known) return known;
  const until = Date.UTC(year + 1, 0);
  const spans: OffsetSpan[] = [];
  let from = Date.UTC(year, 0);
  let offset_ms = offsetAt(timeZone, from);
  for (let at = from; at < until; at += DAY_MS) {
    const next = Math.min(at + DAY_MS, until);
    const after = offsetAt(timeZone, next);
    if (after === offset_ms) continue;
    const turn = findTurn(timeZone, at, next, offset_ms);
    spans.push({ from, until: turn, offset_ms });
    from = turn;
    offset_ms = after;
  }
  if (from < until) spans.push({ from, until, offset_ms });
  years.set(key, spans);
  return spans;
}

/** The second at which the zone leaves an offset; clocks are changed at whole seconds. */
function findTurn(timeZone: string, from: number, until: number, offset: number): number {
  let before = from / 1_000;
  let after = until / 1_000;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (offsetAt(timeZone, middle * 1_000) === offset) before = middle;
    else after = middle;
  }
  return after * 1_000;
}

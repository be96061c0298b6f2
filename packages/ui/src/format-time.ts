const minute_ms = 60_000;
const hour_ms = 60 * minute_ms;
const day_ms = 24 * hour_ms;

const formats = new Map<string, Intl.DateTimeFormat>();

function dateFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + JSON.stringify(options);
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale, options);
  formats.set(key, made);
  return made;
}

/** Date and time in full, such as for the text shown on hover. */
export function formatExact(at_ms: number, locale: string, timeZone: string): string {
  return dateFormat(locale, { dateStyle: 'full', timeStyle: 'short', timeZone }).format(at_ms);
}

/** Hours and minutes of a day. */
export function formatClock(at_ms: number, locale: string, timeZone: string): string {
  return dateFormat(locale, { timeStyle: 'short', timeZone }).format(at_ms);
}

/** A date without time. */
export function formatDate(at_ms: number, locale: string, timeZone: string): string {
  return dateFormat(locale, { dateStyle: 'medium', timeZone }).format(at_ms);
}

/** Date and time, short enough for a table. */
export function formatDateTime(at_ms: number, locale: string, timeZone: string): string {
  return dateFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(at_ms);
}

function sameDay(a_ms: number, b_ms: number, timeZone: string): boolean {
  const day = dateFormat('en-CA', { dateStyle: 'short', timeZone });
  return day.format(a_ms) === day.format(b_ms);
}

/**
 * The shortest words that still tell when: minutes and hours for today, the weekday for a week,
 * then the date. `length` long adds "ago".
 */
export function formatRelative(
  at_ms: number,
  now_ms: number,
  locale: string,
  timeZone: string,
  length: 'short' | 'long' = 'short',
): string {
  const ahead_ms = at_ms - now_ms;
  const size_ms = Math.abs(ahead_ms);
  if (length === 'long' && size_ms < 7 * day_ms) {
    const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'long' });
    if (size_ms < minute_ms) return words.format(0, 'second');
    if (size_ms < hour_ms) return words.format(Math.trunc(ahead_ms / minute_ms), 'minute');
    if (size_ms < day_ms) return words.format(Math.trunc(ahead_ms / hour_ms), 'hour');
    return words.format(Math.round(ahead_ms / day_ms), 'day');
  }
  if (size_ms < hour_ms) return formatSpan(size_ms, locale);
  if (sameDay(at_ms, now_ms, timeZone)) return formatClock(at_ms, locale, timeZone);
  if (size_ms < 6 * day_ms) return dateFormat(locale, { weekday: 'short', timeZone }).format(at_ms);
  const sameYear = new Date(at_ms).getUTCFullYear() === new Date(now_ms).getUTCFullYear();
  const date = { day: 'numeric', month: 'short', timeZone } as const;
  return dateFormat(locale, sameYear ? date : { ...date, year: 'numeric' }).format(at_ms);
}

type SpanUnit = 'minute' | 'hour' | 'day';

const spanFormats = new Map<string, Intl.NumberFormat>();

/** Making one takes far longer than using it, and every row of a list uses one. */
function spanFormat(locale: string, unit: SpanUnit): Intl.NumberFormat {
  const key = `${locale} ${unit}`;
  const known = spanFormats.get(key);
  if (known) return known;
  const unitDisplay = locale.startsWith('en') ? 'narrow' : 'short';
  const made = new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay });
  spanFormats.set(key, made);
  return made;
}

/** A length of time in its largest whole unit: "now", 5 min, 3 h, 2 d, in the reader's language. */
export function formatSpan(span_ms: number, locale: string): string {
  const unit = (value: number, name: SpanUnit) => spanFormat(locale, name).format(value);
  const size_ms = Math.abs(span_ms);
  if (size_ms < hour_ms) return unit(Math.max(1, Math.floor(size_ms / minute_ms)), 'minute');
  if (size_ms < day_ms) return unit(Math.floor(size_ms / hour_ms), 'hour');
  return unit(Math.floor(size_ms / day_ms), 'day');
}

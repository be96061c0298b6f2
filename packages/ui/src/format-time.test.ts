import { describe, expect, test } from 'vitest';
import { formatRelative, formatSpan } from './format-time.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
/** Saturday, 21 November 2026, 15:00 in Berlin. */
const now = Date.parse('2026-11-21T14:00:00Z');

function say(ago_ms: number, locale: string, length: 'short' | 'long' = 'short'): string {
  const text = formatRelative(now - ago_ms, now, locale, 'Europe/Berlin', length);
  return text.replaceAll(/[\u00a0\u202f]/g, ' ');
}

describe('a time in relative words', () => {
  test('is as short as it can be and still tells when', () => {
    expect(say(5 * minute, 'en-GB')).toBe('5m');
    expect(say(5 * minute, 'de')).toBe('5 Min.');
    expect(say(3 * hour, 'en-GB')).toBe('12:00');
    expect(say(15 * hour + minute, 'de')).toBe('Fr');
    expect(say(2 * day, 'en-GB')).toBe('Thu');
    expect(say(10 * day, 'en-GB')).toBe('11 Nov');
    expect(say(400 * day, 'en-GB')).toBe('17 Oct 2025');
  });

  test('says that it is past where there is room', () => {
    expect(say(20_000, 'en-GB', 'long')).toBe('now');
    expect(say(90 * minute, 'de', 'long')).toBe('vor 1 Stunde');
    expect(say(26 * hour, 'en-GB', 'long')).toBe('yesterday');
    expect(say(-2 * hour, 'de', 'long')).toBe('in 2 Stunden');
  });

  test('a span keeps its largest whole unit and never shows zero', () => {
    expect(formatSpan(20_000, 'en-GB')).toBe('1m');
    expect(formatSpan(90 * minute, 'en-GB')).toBe('1h');
    expect(formatSpan(-50 * hour, 'en-GB')).toBe('2d');
  });
});

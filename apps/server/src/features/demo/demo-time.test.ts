import { describe, expect, test } from 'vitest';
import { ago, ahead, day, fillDates, findInstant } from './demo-time.ts';

const zone = 'Europe/Berlin';
const at = (moment: Parameters<typeof findInstant>[0], now: string) =>
  findInstant(moment, new Date(now), zone).toISOString();

describe('the time of a story', () => {
  test('counts working days back from the day it is in the firm’s town', () => {
    expect(at(day(1, '08:30'), '2026-11-23T09:00:00Z')).toBe('2026-11-20T07:30:00.000Z');
    expect(at(day(1, '08:30'), '2026-11-22T09:00:00Z')).toBe('2026-11-20T07:30:00.000Z');
    expect(at(day(5, '17:05'), '2026-11-20T09:00:00Z')).toBe('2026-11-13T16:05:00.000Z');
    // In Berlin it is the 21st already.
    expect(at(day(1, '08:30'), '2026-11-20T23:30:00Z')).toBe('2026-11-20T07:30:00.000Z');
  });

  test('keeps the time of day over a change of the clocks', () => {
    expect(at(day(1, '08:30'), '2026-10-26T09:00:00Z')).toBe('2026-10-23T06:30:00.000Z');
    expect(at(day(1, '08:30'), '2026-03-30T09:00:00Z')).toBe('2026-03-27T07:30:00.000Z');
  });

  test('counts minutes back and days ahead', () => {
    expect(at(ago(90), '2026-11-20T09:00:00Z')).toBe('2026-11-20T07:30:00.000Z');
    expect(at(ahead(2), '2026-11-20T09:00:00Z')).toBe('2026-11-22T09:00:00.000Z');
  });

  test('stands in texts as people of the language write it', () => {
    const now = new Date('2026-11-20T09:00:00Z');
    const text = 'am {d:-17}, also {dmy:-17}; {d:x}';
    expect(fillDates(text, now, 'de', zone)).toBe('am 3. November, also 03.11.2026; {d:x}');
    expect(fillDates(text, now, 'en', zone)).toBe('am 3 November, also 03/11/2026; {d:x}');
  });
});

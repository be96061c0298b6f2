import { describe, expect, test } from 'vitest';
import { decideWaits, parseLocal, writeLocal } from './wait-rules.ts';

const berlin = 'Europe/Berlin';
const at = (text: string) => parseLocal(text, berlin)!;
const ids = (now: string) => decideWaits(at(now), berlin).map((wait) => wait.id);

describe('times to wait until', () => {
  test('in the morning of a Wednesday, by the clock of the reader’s zone', () => {
    const waits = decideWaits(at('2026-11-18T10:07'), berlin);
    expect(waits.map((wait) => `${wait.id} ${writeLocal(wait.until, berlin)}`)).toEqual([
      'laterToday 2026-11-18T13:15',
      'tomorrow 2026-11-19T09:00',
      'monday 2026-11-23T09:00',
      'week 2026-11-25T09:00',
    ]);
    expect(waits[1]?.until.toISOString()).toBe('2026-11-19T08:00:00.000Z');
  });

  test('the evening offers nothing for today, Sunday no Monday beside tomorrow', () => {
    expect(ids('2026-11-18T17:00')).toEqual(['tomorrow', 'monday', 'week']);
    expect(ids('2026-11-18T22:30')).not.toContain('laterToday');
    expect(ids('2026-11-22T10:00')).toEqual(['laterToday', 'tomorrow', 'week']);
    expect(ids('2026-11-23T10:00')).toContain('monday');
  });

  test('nine in the morning stays nine over a change of the clock', () => {
    const waits = decideWaits(at('2026-10-24T12:00'), berlin);
    expect(waits.find((wait) => wait.id === 'tomorrow')?.until.toISOString()).toBe(
      '2026-10-25T08:00:00.000Z',
    );
    expect(writeLocal(at('2026-03-29T02:30'), berlin)).toBe('2026-03-29T03:30');
  });

  test('a month that ends goes on in the next', () => {
    const waits = decideWaits(at('2026-12-30T08:00'), berlin);
    expect(writeLocal(waits.at(-1)!.until, berlin)).toBe('2027-01-06T09:00');
    expect(parseLocal('', berlin)).toBeNull();
  });
});

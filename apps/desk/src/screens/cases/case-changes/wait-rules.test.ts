import { describe, expect, test } from 'vitest';
import { decideWaits, writeLocal } from './wait-rules.ts';

const ids = (now: Date) => decideWaits(now).map((wait) => wait.id);

describe('times to wait until', () => {
  test('in the morning of a Wednesday', () => {
    const waits = decideWaits(new Date(2026, 10, 18, 10, 7));
    expect(waits.map((wait) => `${wait.id} ${writeLocal(wait.until)}`)).toEqual([
      'laterToday 2026-11-18T13:15',
      'tomorrow 2026-11-19T09:00',
      'monday 2026-11-23T09:00',
      'week 2026-11-25T09:00',
    ]);
  });

  test('the evening offers nothing for today, Sunday no Monday beside tomorrow', () => {
    expect(ids(new Date(2026, 10, 18, 17, 0))).toEqual(['tomorrow', 'monday', 'week']);
    expect(ids(new Date(2026, 10, 18, 22, 30))).not.toContain('laterToday');
    expect(ids(new Date(2026, 10, 22, 10, 0))).toEqual(['laterToday', 'tomorrow', 'week']);
    expect(ids(new Date(2026, 10, 23, 10, 0))).toContain('monday');
  });
});

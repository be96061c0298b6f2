import { expect, test } from 'vitest';
import { easterSunday, holidaySets, listHolidays } from './holiday-rules.ts';

test.each([
  [2024, '3-31'],
  [2025, '4-20'],
  [2026, '4-5'],
  [2027, '3-28'],
  [2038, '4-25'],
])('Easter of %i is on %s', (year, date) => {
  const { month, day } = easterSunday(year);
  expect(`${month}-${day}`).toBe(date);
});

test('a German state has its own days beside those of all', () => {
  const names = (set: string) => listHolidays(set, 2026).map(({ name }) => name);
  expect(listHolidays('de-BE', 2026).map(({ date }) => date)).toEqual([
    '2026-01-01',
    '2026-03-08',
    '2026-04-03',
    '2026-04-06',
    '2026-05-01',
    '2026-05-14',
    '2026-05-25',
    '2026-10-03',
    '2026-12-25',
    '2026-12-26',
  ]);
  expect(names('de-SN')).toContain('Buß- und Bettag');
  expect(listHolidays('de-SN', 2026)).toContainEqual({
    date: '2026-11-18',
    name: 'Buß- und Bettag',
  });
  expect(names('de-NW')).toHaveLength(11);
  expect(names('de-BE')).not.toContain('Fronleichnam');
});

test('bank holidays on a weekend are taken on the next weekday, American ones are observed', () => {
  expect(listHolidays('gb', 2026).map(({ date }) => date)).toEqual([
    '2026-01-01',
    '2026-04-03',
    '2026-04-06',
    '2026-05-04',
    '2026-05-25',
    '2026-08-31',
    '2026-12-25',
    '2026-12-28',
  ]);
  const usa = listHolidays('us', 2026).map(({ date }) => date);
  expect(usa).toContain('2026-07-03');
  expect(usa).toContain('2026-11-26');
});

test('an American New Year’s Day on a Saturday is off on the last day of the old year', () => {
  const dates = (year: number) => listHolidays('us', year).map(({ date }) => date);
  expect(dates(2027).at(-1)).toBe('2027-12-31');
  expect(dates(2028)[0]).toBe('2028-01-17');
});

test('every set has days in every year, each once', () => {
  for (const { id } of holidaySets) {
    const dates = listHolidays(id, 2027).map(({ date }) => date);
    expect(dates.length).toBeGreaterThan(7);
    expect(new Set(dates).size).toBe(dates.length);
  }
});

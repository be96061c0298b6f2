import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addWorkingDays,
  addWorkingTime,
  type CalendarFacts,
  compileCalendar,
  workingMinutesBetween,
} from './calendar-rules.ts';

const berlin: CalendarFacts = {
  timeZone: 'Europe/Berlin',
  hours: [1, 2, 3, 4, 5].flatMap((weekday) => [
    { weekday, from: '09:00', to: '12:00' },
    { weekday, from: '13:00', to: '17:00' },
  ]),
  holidays: [],
  holidaySet: 'de-BE',
};

const at = (text: string) => new Date(text);
const due = (from: string, minutes: number, facts = berlin) =>
  addWorkingTime(compileCalendar(facts), at(from), minutes).toISOString();

describe('a promise in working time', () => {
  test('skips lunch, night and weekend', () => {
    expect(due('2026-11-20T11:30:00+01:00', 60)).toBe('2026-11-20T12:30:00.000Z');
    expect(due('2026-11-20T16:30:00+01:00', 60)).toBe('2026-11-23T08:30:00.000Z');
    expect(due('2026-11-21T03:00:00+01:00', 420)).toBe('2026-11-23T16:00:00.000Z');
  });

  test('falls due when the desk closes, not when it opens again', () => {
    expect(due('2026-11-20T16:00:00+01:00', 60)).toBe('2026-11-20T16:00:00.000Z');
  });

  test('skips a day off of the ready set, and one of the calendar’s own', () => {
    expect(due('2026-12-24T16:00:00+01:00', 120)).toBe('2026-12-28T09:00:00.000Z');
    const own = { ...berlin, holidays: [{ date: '2026-11-23', name: 'Betriebsausflug' }] };
    expect(due('2026-11-20T16:30:00+01:00', 60, own)).toBe('2026-11-24T08:30:00.000Z');
  });

  test('counts a night shift for the day on which it began', () => {
    const night: CalendarFacts = {
      ...berlin,
      holidaySet: null,
      hours: [{ weekday: 1, from: '22:00', to: '06:00' }],
      holidays: [{ date: '2026-11-24', name: 'The day after is off; the night goes on' }],
    };
    const calendar = compileCalendar(night);
    const worked = (from: string, until: string) =>
      workingMinutesBetween(calendar, at(from), at(until));
    expect(worked('2026-11-23T00:00:00+01:00', '2026-11-25T00:00:00+01:00')).toBe(480);
    const off = compileCalendar({ ...night, holidays: [{ date: '2026-11-23', name: 'Off' }] });
    expect(
      workingMinutesBetween(off, at('2026-11-23T00:00:00+01:00'), at('2026-11-25T00:00:00+01:00')),
    ).toBe(0);
  });

  test('does not work the hour that does not exist, and works the double one twice', () => {
    const early: CalendarFacts = {
      ...berlin,
      holidaySet: null,
      hours: [{ weekday: 7, from: '01:00', to: '04:00' }],
    };
    const calendar = compileCalendar(early);
    const sunday = (day: string) =>
      workingMinutesBetween(calendar, at(`${day}T00:00:00+02:00`), at(`${day}T12:00:00Z`));
    expect(sunday('2026-03-29')).toBe(120);
    expect(sunday('2026-10-25')).toBe(240);
    expect(sunday('2026-11-22')).toBe(180);
  });

  test('runs round the clock without a calendar', () => {
    expect(addWorkingTime(null, at('2026-11-20T16:00:00Z'), 1_440).toISOString()).toBe(
      '2026-11-21T16:00:00.000Z',
    );
  });
});

describe('a promise in working days', () => {
  const days = (from: string, count: number) =>
    addWorkingDays(compileCalendar(berlin), at(from), count).toISOString();

  test('does not count the day it is made, and ends when the desk closes', () => {
    expect(days('2026-11-20T10:00:00+01:00', 1)).toBe('2026-11-23T16:00:00.000Z');
    expect(days('2026-11-20T23:30:00+01:00', 15)).toBe('2026-12-11T16:00:00.000Z');
  });

  test('skips days off: fifteen days before Christmas end after New Year', () => {
    expect(days('2026-12-11T10:00:00+01:00', 15)).toBe('2027-01-05T16:00:00.000Z');
  });
});

/** Looks at every minute on the wall clock; knows nothing of the code under test. */
function makeMinuteCounter(facts: CalendarFacts) {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: facts.timeZone,
    dateStyle: 'short',
    timeStyle: 'short',
    hourCycle: 'h23',
  });
  const minutes = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
  const off = new Set(facts.holidays.map(({ date }) => date));
  const shift = (date: string, by: number) =>
    new Date(Date.parse(`${date}T12:00Z`) + by * 86_400_000).toISOString().slice(0, 10);
  const opensOn = (date: string) =>
    off.has(date)
      ? []
      : facts.hours.filter(
          ({ weekday }) => weekday === (new Date(`${date}T12:00Z`).getUTCDay() || 7),
        );
  return (minute: number): boolean => {
    const [date, time] = format.format(minute).split(', ') as [string, string];
    const now = minutes(time);
    const today = opensOn(date).some(({ from, to }) => {
      const end = minutes(to) > minutes(from) ? minutes(to) : Infinity;
      return now >= minutes(from) && now < end;
    });
    const lastNight = opensOn(shift(date, -1)).some(
      ({ from, to }) => minutes(to) <= minutes(from) && now < minutes(to),
    );
    return today || lastNight;
  };
}

/** Around these something happens to the clocks, or to the calendar day. */
const places: [zone: string, near: string][] = [
  ['Europe/Berlin', '2026-03-29T01:00Z'],
  ['Europe/Berlin', '2026-10-25T01:00Z'],
  ['America/New_York', '2026-03-08T07:00Z'],
  ['America/New_York', '2026-11-01T06:00Z'],
  ['Australia/Lord_Howe', '2026-04-04T15:00Z'],
  ['Australia/Lord_Howe', '2026-10-03T15:30Z'],
  ['Asia/Kolkata', '2026-06-30T18:30Z'],
  ['Pacific/Apia', '2011-12-30T10:00Z'],
  ['America/Santiago', '2026-09-06T04:00Z'],
  ['Africa/Casablanca', '2026-02-15T02:00Z'],
  ['Atlantic/Azores', '2026-10-25T01:00Z'],
  ['Pacific/Kiritimati', '2026-12-31T10:00Z'],
];

const timeOfDay = fc
  .integer({ min: 0, max: 1_439 })
  .map((minute) =>
    [Math.floor(minute / 60), minute % 60].map((one) => String(one).padStart(2, '0')).join(':'),
  );
const situation = fc.record({
  place: fc.constantFrom(...places),
  hours: fc.array(
    fc.record({ weekday: fc.integer({ min: 1, max: 7 }), from: timeOfDay, to: timeOfDay }),
    { minLength: 3, maxLength: 12 },
  ),
  daysOff: fc.uniqueArray(fc.integer({ min: -3, max: 3 }), { maxLength: 2 }),
  startMinutes: fc.integer({ min: -2_880, max: 300 }),
  minutes: fc.integer({ min: 1, max: 2_500 }),
});

const WINDOW_MINUTES = 5 * 1_440;

describe('in any calendar, zone and season', () => {
  test('the due time and the minutes between are those a minute counter finds', () => {
    fc.assert(
      fc.property(
        situation,
        ({ place: [timeZone, near], hours, daysOff, startMinutes, minutes }) => {
          const middle = Date.parse(near);
          const facts: CalendarFacts = {
            timeZone,
            hours,
            holidays: daysOff.map((day) => ({
              date: new Date(middle + day * 86_400_000).toISOString().slice(0, 10),
              name: 'Off',
            })),
            holidaySet: null,
          };
          const isOpen = makeMinuteCounter(facts);
          const calendar = compileCalendar(facts);
          const from = middle + startMinutes * 60_000;
          let counted = 0;
          let found: number | null = null;
          for (let minute = 0; minute < WINDOW_MINUTES; minute += 1) {
            if (!isOpen(from + minute * 60_000)) continue;
            counted += 1;
            if (counted === minutes) found = from + (minute + 1) * 60_000;
          }
          const until = from + WINDOW_MINUTES * 60_000;
          expect(workingMinutesBetween(calendar, new Date(from), new Date(until))).toBe(counted);
          const computed = addWorkingTime(calendar, new Date(from), minutes).getTime();
          expect(Math.min(computed, until + 1)).toBe(found ?? until + 1);
        },
      ),
      { numRuns: 60 },
    );
  }, 60_000);

  test('waiting any number of times in between moves the due time by what was waited', () => {
    const pauses = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 600 }), fc.integer({ min: 1, max: 900 })),
      {
        maxLength: 5,
      },
    );
    fc.assert(
      fc.property(fc.constantFrom(...places), pauses, fc.nat(3_000), (place, stops, minutes) => {
        const calendar = compileCalendar({ ...berlin, timeZone: place[0], holidaySet: null });
        let now = Date.parse(place[1]) - 2 * 86_400_000;
        const started = now;
        let ends = addWorkingTime(calendar, new Date(now), minutes);
        let waited = 0;
        for (const [run, wait] of stops) {
          now += run * 60_000;
          if (ends.getTime() <= now) break;
          const left = workingMinutesBetween(calendar, new Date(now), ends);
          const resumed = new Date(now + wait * 60_000);
          waited += workingMinutesBetween(calendar, new Date(now), resumed);
          now = resumed.getTime();
          ends = addWorkingTime(calendar, resumed, left);
        }
        const worked = workingMinutesBetween(calendar, new Date(started), ends);
        expect(worked).toBeCloseTo(minutes + waited, 6);
      }),
      { numRuns: 200 },
    );
  });
});

test('a hundred thousand clocks are planned in seconds', () => {
  const calendar = compileCalendar(berlin);
  const started = performance.now();
  for (let index = 0; index < 100_000; index += 1) {
    addWorkingTime(calendar, new Date(Date.UTC(2026, 10, 1) + index * 61_000), 960);
  }
  expect(performance.now() - started).toBeLessThan(10_000);
});

import { DAY_MS, MINUTE_MS } from '@earshot/contract/durations.ts';
import { createCaseStatusChange } from '@earshot/contract/case-change-contract.ts';
import { createCase, getCase } from '@earshot/contract/case-contract.ts';
import { createSlaPolicy, createWorkCalendar } from '@earshot/contract/promise-rule-contract.ts';
import { createCaseReply } from '@earshot/contract/reply-contract.ts';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { startTestApp } from '@earshot/testkit/http/start-test-app.ts';
import { openDesk, seedCase } from '@earshot/testkit/world/seed-cases.ts';
import { lookAtDue } from '../../promises/clocks/watch-promises.ts';

const app = await startTestApp();
afterAll(() => app.stop());
const desk = await openDesk(app);
// A program's key outlives every jump of the clock; a session would not.
const { key } = desk;
const contactId = (await seedCase(app.db, desk)).contactId;

const timeZone = 'Europe/Berlin';
/** Open on weekdays with a break, and in the Sunday hours that the clocks skip and repeat. */
const hours = [
  ...[1, 2, 3, 4, 5].flatMap((weekday) => [
    { weekday, from: '09:00', to: '12:00' },
    { weekday, from: '13:00', to: '17:00' },
  ]),
  { weekday: 7, from: '01:00', to: '04:00' },
];
const { id: calendarId } = await key.call(createWorkCalendar, {
  body: { name: 'Berlin', time_zone: timeZone, hours, holiday_set: 'de-BE' },
});

/** Days off in Berlin while the table below goes on, from the calendar on the wall. */
const daysOff = new Set(
  (
    '2026-10-03 2026-12-25 2026-12-26 2027-01-01 2027-03-08 ' +
    '2027-03-26 2027-03-29 2027-05-01 2027-05-06 2027-05-17'
  ).split(' '),
);
const tableFrom = Date.parse('2026-10-20T00:00Z');
const tableUntil = Date.parse('2027-06-01T00:00Z');
const isOpenAt = listOpenMinutes();

/** For each minute whether the desk is open, asked of the wall clock one by one. */
function listOpenMinutes(): boolean[] {
  const wall = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'short',
  });
  const open: boolean[] = [];
  for (let at = tableFrom; at < tableUntil; at += MINUTE_MS) {
    const [day = '', time = ''] = wall.format(at).split(' ');
    const weekday = new Date(`${day}T00:00Z`).getUTCDay() || 7;
    const isOpen = hours.some(
      (one) => one.weekday === weekday && one.from <= time && time < one.to,
    );
    open.push(isOpen && !daysOff.has(day));
  }
  return open;
}

/** The clock as somebody would keep it who only counts minutes on their fingers. */
class MinuteCounter {
  left: number;
  isPaused = false;
  isKept = false;
  keptBy = 0;
  isBroken = false;
  constructor(minutes: number) {
    this.left = minutes;
  }
  pass(from: number, until: number): void {
    for (let at = from; at < until && !this.isPaused && this.left > 0; at += MINUTE_MS) {
      if (isOpenAt[(at - tableFrom) / MINUTE_MS]) this.left -= 1;
    }
    this.look();
  }
  look(): void {
    if (this.left === 0 && !this.isKept) this.isBroken = true;
  }
  become(status: Status, ending: number): void {
    this.isKept = isOver(status);
    if (this.isKept) this.keptBy = ending;
    if (status === 'waiting' && !this.isBroken && this.left > 0) this.isPaused = true;
    if (status === 'open') this.isPaused = false;
    this.look();
  }
  dueAfter(now: number): string {
    let at = now;
    for (let left = this.left; left > 0; at += MINUTE_MS) {
      if (isOpenAt[(at - tableFrom) / MINUTE_MS]) left -= 1;
    }
    return new Date(at).toISOString();
  }
}

type Status = 'open' | 'waiting' | 'resolved' | 'closed';
type Step =
  | { do: 'status'; status: Status }
  | { do: 'answer'; status: Exclude<Status, 'closed'> | null }
  | { do: 'pass'; minutes: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constant('status' as const),
    status: fc.constantFrom<Status>('open', 'waiting', 'waiting', 'resolved', 'closed'),
  }),
  fc.record({
    do: fc.constant('answer' as const),
    status: fc.constantFrom<Exclude<Status, 'closed'> | null>(null, 'open', 'waiting', 'resolved'),
  }),
  fc.record({
    do: fc.constant('pass' as const),
    minutes: fc.oneof(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 300, max: 4_000 })),
  }),
);
/** The night the clocks go back; Christmas; Easter, on whose Sunday they go on. */
const starts = ['2026-10-23T06:00Z', '2026-12-23T10:30Z', '2027-03-25T13:17Z'].map(Date.parse);

const now = () => app.clock.now().getTime();
const goTo = (time: number) => app.clock.advance(time - now());
const waiting = () => ({ waiting_until: new Date(now() + 90 * DAY_MS).toISOString() });

async function startClock(minutes: number): Promise<{ caseId: string }> {
  const tag = `clock-${minutes}-${now()}`;
  await key.call(createSlaPolicy, {
    body: {
      name: tag,
      calendar_id: calendarId,
      conditions: { tags: [tag] },
      targets: { resolution: { minutes, pauses: true } },
    },
  });
  const { channelId } = desk;
  const body = { subject: 'Kocher', contact_id: contactId, channel_id: channelId, tags: [tag] };
  return { caseId: (await key.call(createCase, { body })).id };
}

async function take(params: { caseId: string }, { status, ...one }: Step & { status?: unknown }) {
  const more = status === 'waiting' ? waiting() : {};
  if (one.do === 'status') {
    const body = { status: status as Status, ...more };
    await key.call(createCaseStatusChange, { params, body });
  } else {
    const body = {
      text: 'Wir prüfen es.',
      ...(status ? { status: status as 'open' } : {}),
      ...more,
    };
    await key.call(createCaseReply, { params, body });
  }
}

/**
 * What the case owes: ending it keeps the clock’s promise; taking that back lets it stand again,
 * and an answer that goes on instead begins a clock anew, as a contact who writes again does.
 */
class Ledger {
  readonly clocks: MinuteCounter[];
  status: Status = 'open';
  endings = 0;
  readonly minutes: number;
  constructor(minutes: number) {
    this.minutes = minutes;
    this.clocks = [new MinuteCounter(minutes)];
  }
  pass(from: number, until: number): void {
    for (const clock of this.clocks) clock.pass(from, until);
  }
  follow(one: Exclude<Step, { do: 'pass' }>): void {
    const before = this.status;
    this.status = one.status ?? before;
    const [wasOver, over] = [isOver(before), isOver(this.status)];
    if (!wasOver && over) this.endings += 1;
    const last = this.clocks.at(-1)!;
    // Only what this very ending kept is owed again, and only where the ending is taken back.
    const takesBack = wasOver && !over && one.do === 'status' && last.keptBy === this.endings;
    if (takesBack || !last.isKept) last.become(this.status, this.endings);
    if (this.status === 'open' && last.isKept) this.clocks.push(new MinuteCounter(this.minutes));
  }
}

const isOver = (status: Status) => status === 'resolved' || status === 'closed';

async function compare(params: { caseId: string }, { clocks }: Ledger): Promise<void> {
  const { promises } = await key.call(getCase, { params });
  const found = promises
    .filter(({ kind }) => kind === 'resolution')
    .toSorted((one, other) => one.made_at.localeCompare(other.made_at));
  const isEnded = ({ kept_at, withdrawn_at }: (typeof found)[number]) =>
    kept_at !== null || withdrawn_at !== null;
  const shown = found.map((one) => ({
    state: one.state,
    isPaused: one.paused_at !== null,
    due: isEnded(one) || one.paused_at !== null || one.state === 'broken' ? null : one.due_at,
  }));
  const counted = clocks.map((one) => ({
    state: one.isBroken ? 'broken' : one.isKept ? 'kept' : 'open',
    isPaused: one.isPaused,
    due: one.isKept || one.isPaused || one.isBroken ? null : one.dueAfter(now()),
  }));
  expect(shown).toEqual(counted);
}

test('waiting, going on, answering, ending and re-opening in any order cost and give no minute', async () => {
  const run = fc.asyncProperty(
    fc.constantFrom(...starts),
    fc.integer({ min: 0, max: 5_000 }),
    fc.integer({ min: 1, max: 2_400 }),
    fc.array(step, { minLength: 4, maxLength: 12 }),
    async (start, offset, minutes, steps) => {
      goTo(start + offset * MINUTE_MS);
      const params = await startClock(minutes);
      const ledger = new Ledger(minutes);
      await compare(params, ledger);
      for (const one of steps) {
        // No two deeds in the same minute: which of them ended what would be a guess.
        const passed = (one.do === 'pass' ? one.minutes : 1) * MINUTE_MS;
        if (one.do !== 'pass') {
          await take(params, one);
          ledger.follow(one);
        }
        ledger.pass(now(), now() + passed);
        app.clock.advance(passed);
        await lookAtDue(app.db, app.clock.now());
        await compare(params, ledger);
      }
    },
  );
  await expect(fc.assert(run, { numRuns: 25 })).resolves.toBeUndefined();
}, 120_000);

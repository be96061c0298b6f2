import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wilsonInterval } from '../../platform/share-rules.ts';
import { calibrate } from './calibration-rules.ts';
import { decideOutcome, levelOf, rowsUntil, scoreMatter } from './escalation-rules.ts';
import { findRepeats, isThanks, ownWords } from './own-words-rules.ts';
import { type TrailMessage, type TrailRows, traceTrail } from './trail-rules.ts';

const start = Date.parse('2026-11-02T08:00:00Z');
const at = (minutes: number) => new Date(start + minutes * 60_000);
const one = 'case-1';
let ids = 0;
const nextId = () => `id-${String((ids += 1)).padStart(6, '0')}`;

function message(minutes: number, input: Partial<TrailMessage> = {}): TrailMessage {
  return {
    id: nextId(),
    caseId: one,
    at: at(minutes),
    direction: 'in',
    kind: 'message',
    byPerson: true,
    automatic: false,
    arrived: true,
    channelKind: 'email',
    text: `Nachricht ${minutes}`,
    ...input,
  };
}

const ours = (minutes: number, input: Partial<TrailMessage> = {}) =>
  message(minutes, { direction: 'out', byPerson: false, ...input });

function matter(input: Partial<TrailRows> = {}): TrailRows {
  return {
    cases: [{ id: one, number: 1, openedAt: at(0), merged: false, over: false, resolvedAt: null }],
    messages: [],
    transfers: [],
    assignments: [],
    promises: [],
    turns: [],
    ...input,
  };
}

const transfer = (minutes: number, fromTeamId: string | null, toTeamId: string) => ({
  id: nextId(),
  caseId: one,
  at: at(minutes),
  fromTeamId,
  toTeamId,
  fromName: fromTeamId,
  toName: toTeamId,
});
const assignment = (minutes: number, memberId: string | null) => ({
  id: nextId(),
  caseId: one,
  at: at(minutes),
  memberId,
  memberName: memberId,
  fromId: null,
  fromName: null,
});
const broken = (minutes: number) => ({
  id: nextId(),
  caseId: one,
  words: 'Bis Freitag.',
  dueAt: at(minutes),
  keptAt: null,
  brokenAt: at(minutes),
});

describe('the trail', () => {
  test('a confirmation does not end the time in which the contact waits', () => {
    const rows = matter({
      messages: [message(0), ours(1, { kind: 'confirmation' }), message(60), ours(120)],
    });
    const trail = traceTrail(rows, at(500));
    expect(trail.waitingSeconds).toBe(120 * 60);
    expect(trail.spans).toHaveLength(1);
    expect(trail.contacts).toHaveLength(2);
  });

  test('an answer that never arrived ends nothing', () => {
    const rows = matter({ messages: [message(0), ours(10, { arrived: false })] });
    expect(traceTrail(rows, at(60)).waitingSeconds).toBe(3_600);
  });

  test('whoever ends the case without an answer ends the waiting, not the memory of it', () => {
    const [only] = matter().cases;
    const rows = matter({
      cases: [{ ...only!, over: true, resolvedAt: at(30) }],
      messages: [message(0)],
    });
    const trail = traceTrail(rows, at(999));
    expect(trail.waitingSeconds).toBe(1_800);
    expect(trail.solvedAt).toEqual(at(30));
  });

  test('an absence note, a copied-in stranger and a word of thanks are no contacts they had to make', () => {
    const rows = matter({
      messages: [
        message(0),
        message(5, { automatic: true }),
        message(6, { byPerson: false }),
        ours(10),
        message(20, { text: 'Vielen Dank, jetzt geht es!' }),
      ],
    });
    const trail = traceTrail(rows, at(100));
    expect(trail.contacts).toHaveLength(1);
    expect(trail.entries.map((entry) => entry.kind)).toContain('thanks');
    expect(trail.waitingSeconds).toBe(600);
  });

  test('the same mail to two of our addresses is one contact', () => {
    const text = 'Der Kocher ist kaputt.';
    const rows = matter({ messages: [message(0, { text }), message(1, { text })] });
    expect(traceTrail(rows, at(9)).contacts).toHaveLength(1);
  });

  test('teams and persons are counted apart; finding the first team is no hand-off', () => {
    const rows = matter({
      transfers: [transfer(1, null, 'a'), transfer(10, 'a', 'b'), transfer(20, 'b', 'c')],
      assignments: [assignment(2, 'ito'), assignment(3, null), assignment(4, 'brandt')].concat(
        assignment(11, 'okoye'),
      ),
    });
    const trail = traceTrail(rows, at(100));
    expect(trail.handOffs.map(({ from, to }) => [from, to])).toEqual([
      ['a', 'b'],
      ['b', 'c'],
    ]);
    expect(trail.reassignments.map(({ from, to }) => [from, to])).toEqual([['ito', 'brandt']]);
  });

  test('a transfer that is taken back at once was a slip', () => {
    const rows = matter({ transfers: [transfer(1, 'a', 'b'), transfer(2, 'b', 'a')] });
    expect(traceTrail(rows, at(9)).handOffs).toEqual([]);
  });

  test('says why a message repeats another', () => {
    const long = 'Mein Wasserkocher schaltet nach dem Kochen nicht mehr von allein ab und piept.';
    const found = findRepeats([
      { id: 'a', text: `${long} Wann bekomme ich endlich ein neues Gerät?` },
      { id: 'b', text: 'Guten Tag, wann bekomme ich endlich ein neues Gerät?' },
      { id: 'c', text: `Nochmals: ${long}` },
      { id: 'd', text: 'Das habe ich Ihnen doch schon dreimal geschrieben.' },
      { id: 'e', text: 'I already told you that the lid is broken.' },
      { id: 'f', text: 'Die Seriennummer steht auf dem Boden, hier ist ein Bild davon.' },
    ]);
    expect([...found].map(([id, { code }]) => [id, code])).toEqual([
      ['b', 'same_question'],
      ['c', 'similar'],
      ['d', 'says_so'],
      ['e', 'says_so'],
    ]);
    expect(found.get('c')).toMatchObject({ earlierId: 'a' });
  });

  test('what is quoted or signed is not said by the writer', () => {
    const text = 'Neu.\n> alt alt\nKanzlei Vogt';
    const quote = { start: 5, end: 14 };
    const signature = { start: 15, end: text.length };
    expect(ownWords(text, [signature, quote])).toBe('Neu.');
  });

  test('thanks for nothing are no thanks', () => {
    expect(isThanks('Danke für nichts.')).toBe(false);
    expect(isThanks('Danke, aber es geht immer noch nicht.')).toBe(false);
    expect(isThanks('Thank you, that solved it.')).toBe(true);
  });

  test('200 messages of one matter are read in less than 20 ms', () => {
    const words = Array.from({ length: 120 }, (_one, index) => `wort${index % 37}`).join(' ');
    const messages = Array.from({ length: 200 }, (_one, index) =>
      index % 2 === 0
        ? message(index * 40, { text: `${words} ${index} Kommt das Gerät ${index}?` })
        : ours(index * 40),
    );
    const rows = matter({ messages });
    scoreMatter(rows, at(9_000), null);
    const times = Array.from({ length: 15 }, () => {
      const began = performance.now();
      scoreMatter(rows, at(9_000), null);
      return performance.now() - began;
    });
    expect(Math.min(...times)).toBeLessThan(20);
  });
});

/** Any matter: contacts, answers, confirmations, hand-overs and promises at any minute. */
const anyRows = fc
  .record({
    said: fc.uniqueArray(
      fc.record({
        minute: fc.integer({ min: 0, max: 2_000 }),
        kind: fc.constantFrom('contact', 'answer', 'confirmation', 'lost', 'absence'),
      }),
      { maxLength: 25, selector: (said) => said.minute },
    ),
    broken: fc.uniqueArray(fc.integer({ min: 0, max: 2_000 }), { maxLength: 4 }),
    moves: fc.array(
      fc.record({
        minute: fc.integer({ min: 0, max: 2_000 }),
        from: fc.constantFrom(null, 'a', 'b'),
        to: fc.constantFrom('c', 'd'),
      }),
      { maxLength: 5 },
    ),
  })
  .map((input) => ({
    input,
    rows: matter({
      messages: input.said.map(({ minute, kind }) =>
        kind === 'contact' || kind === 'absence'
          ? message(minute, { automatic: kind === 'absence' })
          : ours(minute, {
              kind: kind === 'confirmation' ? 'confirmation' : 'message',
              arrived: kind !== 'lost',
            }),
      ),
      promises: input.broken.map((minute) => broken(minute)),
      transfers: input.moves.map(({ minute, from, to }) => transfer(minute, from, to)),
    }),
  }));

describe('for any matter', () => {
  test('the figures are those of somebody who walks through it minute by minute', () => {
    fc.assert(
      fc.property(anyRows, ({ input, rows }) => {
        const end = 2_500;
        const trail = traceTrail(rows, at(end));
        let waited = 0;
        let waiting = false;
        for (let minute = 0; minute < end; minute += 1) {
          for (const said of input.said.filter((each) => each.minute === minute)) {
            if (said.kind === 'contact') waiting = true;
            if (said.kind === 'answer') waiting = false;
          }
          if (waiting) waited += 1;
        }
        expect(trail.waitingSeconds).toBe(waited * 60);
        const count = (kind: string) => input.said.filter((said) => said.kind === kind).length;
        expect(trail.contacts).toHaveLength(count('contact'));
        expect(trail.brokenPromises).toHaveLength(input.broken.length);
        expect(trail.handOffs).toHaveLength(input.moves.filter(({ from }) => from).length);
      }),
      { numRuns: 300 },
    );
  });

  test('the score is the sum of its reasons, whatever order the rows come in', () => {
    fc.assert(
      fc.property(anyRows, fc.infiniteStream(fc.nat()), ({ rows }, chance) => {
        const score = scoreMatter(rows, at(2_500), null);
        expect(score.score).toBe(score.points.reduce((sum, each) => sum + each.points, 0));
        const shuffle = <T>(list: readonly T[]): T[] =>
          list
            .map((value) => ({ value, key: chance.next().value ?? 0 }))
            .toSorted((a, b) => a.key - b.key)
            .map(({ value }) => value);
        const mixed = {
          ...rows,
          messages: shuffle(rows.messages),
          promises: shuffle(rows.promises),
          transfers: shuffle(rows.transfers),
        };
        expect(scoreMatter(mixed, at(2_500), null)).toEqual(score);
      }),
      { numRuns: 200 },
    );
  });

  test('a promise that breaks adds two points and takes none away', () => {
    fc.assert(
      fc.property(anyRows, ({ rows }) => {
        const before = scoreMatter(rows, at(2_500), null).score;
        const promises = [...rows.promises, broken(2_100)];
        expect(scoreMatter({ ...rows, promises }, at(2_500), null).score).toBe(before + 2);
      }),
    );
  });
});

describe('the escalation score', () => {
  test('the citizen who is sent from office to office reaches the supervisor, then an owner', () => {
    const rows = matter({
      messages: [
        message(0),
        ours(100),
        message(2_000, { text: 'Das hilft mir nicht.' }),
        ours(3_000),
        message(4_000, { text: 'Und jetzt?' }),
      ],
      promises: [broken(3_500)],
    });
    const first = scoreMatter(rows, at(5_000), null);
    expect(first).toMatchObject({ score: 4, level: 'supervisor', unmeasured: ['community_fit'] });
    const angry = message(6_000, { text: 'Jetzt übergebe ich das meinem Anwalt.' });
    const later = scoreMatter({ ...rows, messages: [...rows.messages, angry] }, at(7_000), null);
    expect(later).toMatchObject({ score: 8, level: 'owner' });
    expect(later.points.map((each) => each.code)).toEqual([
      'contact_again',
      'promise_broken',
      'contact_again',
      'contact_again',
      'outside_help',
    ]);
    expect(later.points.every((each) => each.source.id !== '')).toBe(true);
  });

  test('a forgotten picture and the first answer to our question cost nothing, a second does', () => {
    const rows = matter({
      messages: [
        message(0),
        message(10, { text: 'Hier noch das Bild.' }),
        ours(100, { text: 'Welches Modell haben Sie?' }),
        message(200, { text: 'Aqua 3.' }),
        ours(300, { text: 'Und welche Seriennummer?' }),
        message(400, { text: 'F-4711.' }),
      ],
    });
    expect(scoreMatter(rows, at(500), null).score).toBe(1);
  });

  test('bounced is from the second hand-off on; known posters and public posts count where known', () => {
    const rows = matter({
      messages: [message(0, { channelKind: 'social' })],
      transfers: [transfer(1, 'a', 'b'), transfer(10, 'b', 'c')],
    });
    expect(scoreMatter(rows, at(20), 500).points.map((each) => [each.code, each.points])).toEqual([
      ['community_fit', 1],
      ['public_post', 2],
      ['bounced', 2],
    ]);
    expect([3, 4, 6, 7].map(levelOf)).toEqual(['none', 'supervisor', 'supervisor', 'owner']);
  });

  test('what happens after the first resolution is the outcome, not the score', () => {
    const rows = matter({
      messages: [message(0), ours(100), message(5_000, { text: 'Es geht wieder nicht.' })],
    });
    expect(scoreMatter(rowsUntil(rows, at(200)), at(200), null).score).toBe(0);
    expect(decideOutcome(rows, at(200))).toEqual({ at: at(5_000), because: 'came_back' });
    expect(decideOutcome(rows, at(6_000))).toBeNull();
    const lawyer = message(4_000, { text: 'Ich werde einen Anwalt einschalten.' });
    const gone = { ...rows, messages: [...rows.messages, lawyer] };
    expect(decideOutcome(gone, at(200))?.because).toBe('went_public');
  });
});

describe('Wilson', () => {
  test.each([
    [70, 100, 0.604, 0.781],
    [0, 5, 0, 0.4345],
  ])('%i of %i lies between %f and %f', (hits, count, low, high) => {
    const interval = wilsonInterval(hits, count)!;
    expect(interval.low).toBeCloseTo(low, 3);
    expect(interval.high).toBeCloseTo(high, 3);
  });

  test('nothing counted has no interval, and the share lies within every other', () => {
    expect(wilsonInterval(0, 0)).toBeNull();
    const rows = calibrate([
      { score: 4, cases: 10, wentBad: 5 },
      { score: 0, cases: 90, wentBad: 3 },
      { score: 9, cases: 0, wentBad: 0 },
    ]);
    expect(rows.map(({ score }) => score)).toEqual([0, 4]);
    expect(rows.every(({ share, low, high }) => low <= share && share <= high)).toBe(true);
  });
});

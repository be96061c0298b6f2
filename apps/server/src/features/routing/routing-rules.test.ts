import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Candidate,
  decideAnswer,
  decideCapacity,
  decideOffer,
  decideRelease,
  decideWait,
  type EarlierOffer,
  type Holder,
  type LiveStanding,
} from './routing-rules.ts';

const start = new Date('2026-11-23T09:00:00Z');
const again_ms = 120_000;
const at = (seconds: number) => new Date(start.getTime() + seconds * 1_000);

const release_ms = 300_000;
const open: LiveStanding = {
  servedBy: 'people',
  reachable: true,
  status: 'open',
  assigneeId: null,
  holder: { active: true, state: 'live', since: at(0), connected: true },
  lastAt: at(0),
  lastDirection: 'in',
  held: false,
};

function member(id: string, change: Partial<Candidate> = {}): Candidate {
  return {
    id,
    state: 'live',
    connected: true,
    teamIds: ['service'],
    held: 0,
    ringing: 0,
    capacity: 2,
    freeSince: start,
    idleSince: start,
    ...change,
  };
}

function choose(candidates: Candidate[], earlier: EarlierOffer[] = [], now = at(10)) {
  return decideOffer({ teamId: 'service', holder: null, candidates, earlier, again_ms }, now);
}

describe('a waiting conversation', () => {
  test('rings at who is idle longest among those with room', () => {
    const busy = member('busy', { held: 2 });
    const fresh = member('fresh', { idleSince: at(5) });
    const idle = member('idle', { held: 1, idleSince: at(1) });
    expect(choose([busy, fresh, idle])).toMatchObject({
      memberId: 'idle',
      reason: { code: 'longest_idle', facts: { held: 1, capacity: 2, others: 1 } },
    });
  });

  test('rings at nobody who is away, here for mail, without a desk or of another team', () => {
    const none = [
      member('away', { state: 'away' }),
      member('mail', { state: 'mail' }),
      member('gone', { connected: false }),
      member('other', { teamIds: ['complaints'] }),
    ];
    expect(choose(none)).toBeNull();
    expect(choose([...none, member('ito')])?.reason.code).toBe('only_one');
  });

  test('asks whoever missed it again only after they came anew, or later', () => {
    const missed = [{ memberId: 'ito', state: 'missed', endedAt: at(5) }];
    expect(choose([member('ito')], missed)).toBeNull();
    expect(choose([member('ito'), member('brandt')], missed)?.memberId).toBe('brandt');
    expect(choose([member('ito', { freeSince: at(6) })], missed)?.reason.code).toBe('asked_again');
    expect(choose([member('ito')], missed, at(126))?.memberId).toBe('ito');
    const both = [...missed, { memberId: 'brandt', state: 'declined', endedAt: at(8) }];
    const later = choose([member('ito'), member('brandt')], both, at(200));
    expect(later?.memberId).toBe('ito');
  });

  test('waits for nobody where it is answered, taken, over, held or no conversation of ours', () => {
    const waits = (change: Partial<LiveStanding> = {}) =>
      decideWait({ ...open, ...change }, { now: at(10), release_ms });
    expect(waits()).toBe('people');
    expect(waits({ servedBy: 'bot' })).toBe('bot');
    expect(waits({ servedBy: 'bot', lastDirection: 'out' })).toBeNull();
    expect(waits({ assigneeId: 'ito' })).toBeNull();
    expect(waits({ status: 'resolved' })).toBeNull();
    expect(waits({ status: 'waiting' })).toBeNull();
    expect(waits({ held: true })).toBeNull();
    expect(waits({ reachable: false })).toBeNull();
  });
});

describe('a conversation that somebody has', () => {
  const theirs: LiveStanding = { ...open, assigneeId: 'ito', lastAt: at(100) };
  const releases = (holder: Partial<Holder>, change: Partial<LiveStanding> = {}) =>
    decideRelease({ ...theirs, ...change, holder: { ...open.holder, ...holder } }, release_ms);

  test('rings at others some minutes after they went away, at once for who writes later', () => {
    expect(releases({ state: 'away', since: at(90), connected: false })).toEqual(at(390));
    const late = { state: 'away', since: at(-900), connected: false } as const;
    expect(releases(late)! < at(100)).toBe(true);
    expect(
      decideWait({ ...theirs, holder: { ...open.holder, ...late } }, { now: at(101), release_ms }),
    ).toBe('people');
  });

  test('is finished in peace by who is away with an open desk', () => {
    expect(releases({ state: 'away', since: at(-900) })).toEqual(at(400));
    expect(releases({ state: 'away', since: null })).toEqual(at(400));
  });

  test('stays with who is there, also for mail only, and where nobody waits', () => {
    expect(releases({ state: 'live' })).toBeNull();
    expect(releases({ state: 'mail' })).toBeNull();
    expect(releases({ state: 'away' }, { lastDirection: 'out' })).toBeNull();
    expect(releases({ state: 'away' }, { servedBy: 'bot' })).toBeNull();
  });

  test('rings at once where their login is closed', () => {
    expect(releases({ active: false })).toEqual(at(100));
  });

  test('says whose it is', () => {
    const holder = { id: 'ito', name: 'Ito' };
    const choice = decideOffer(
      { teamId: 'service', holder, candidates: [member('brandt')], earlier: [], again_ms },
      at(10),
    );
    expect(choice).toMatchObject({ reason: { code: 'holder_away', facts: { holder } } });
  });
});

test('a member takes as many as they say, else the most of their teams, else of the account', () => {
  expect(decideCapacity(1, [4], 3)).toBe(1);
  expect(decideCapacity(null, [2, 4], 3)).toBe(4);
  expect(decideCapacity(null, [], 3)).toBe(3);
});

test('what rings is answered by whom it rings at, while it rings', () => {
  const offer = { memberId: 'ito', state: 'ringing' };
  expect(decideAnswer(offer, 'ito')).toBe('ringing');
  expect(decideAnswer(offer, 'brandt')).toBe('not_theirs');
  expect(decideAnswer({ ...offer, state: 'missed' }, 'ito')).toBe('over');
});

/** The rows as the store keeps them, played through with any deeds in any order. */
function play(deeds: readonly { what: string; who: number; which: number }[]) {
  let now = start;
  const members = ['a', 'b', 'c'].map((id) => member(id));
  const talks = Array.from({ length: 5 }, (_, index) => ({
    id: `talk-${index}`,
    began: false,
    owner: null as Candidate | null,
    ringing: null as Candidate | null,
    earlier: [] as EarlierOffer[],
  }));
  type Talk = (typeof talks)[number];
  const wrong: string[] = [];
  const end = (talk: Talk, state: string) => {
    const { ringing } = talk;
    if (!ringing) return;
    ringing.ringing--;
    talk.earlier.push({ memberId: ringing.id, state, endedAt: now });
    talk.ringing = null;
  };
  const offerAll = () => {
    for (const talk of talks) {
      if (!talk.began || talk.owner || talk.ringing) continue;
      const facts = {
        teamId: 'service',
        holder: null,
        candidates: members,
        earlier: talk.earlier,
        again_ms,
      };
      const choice = decideOffer(facts, now);
      if (!choice) continue;
      const chosen = members.find((one) => one.id === choice.memberId)!;
      const last = talk.earlier.findLast(({ state }) => state !== 'withdrawn');
      if (last?.memberId === chosen.id) {
        const since = now.getTime() - last.endedAt.getTime();
        if (!(chosen.freeSince > last.endedAt || since >= again_ms)) wrong.push(talk.id);
        const passedOver = members.some(
          (one) =>
            one !== chosen &&
            one.state === 'live' &&
            one.held + one.ringing < one.capacity &&
            !talk.earlier.some(({ memberId }) => memberId === one.id),
        );
        if (passedOver) wrong.push(`${talk.id} passes others over`);
      }
      chosen.ringing++;
      talk.ringing = chosen;
    }
  };
  const acts: Record<string, (talk: Talk, one: Candidate) => void> = {
    begin: (talk) => void (talk.began = true),
    accept(talk) {
      const taker = talk.ringing;
      if (!taker) return;
      end(talk, 'accepted');
      talk.owner = taker;
      taker.held++;
      taker.idleSince = now;
    },
    decline: (talk) => end(talk, 'declined'),
    miss: (talk) => end(talk, 'missed'),
    finish(talk) {
      if (!talk.owner) return;
      talk.owner.held--;
      talk.owner.freeSince = now;
      talk.owner = null;
      talk.began = false;
    },
    leave(_, one) {
      one.state = 'away';
      for (const talk of talks) if (talk.ringing === one) end(talk, 'withdrawn');
    },
    come(_, one) {
      one.state = 'live';
      one.freeSince = now;
    },
  };
  const check = () => {
    for (const one of members) {
      expect(one.held + one.ringing).toBeLessThanOrEqual(one.capacity);
      expect(one.held).toBe(talks.filter(({ owner }) => owner === one).length);
    }
    for (const talk of talks) expect(talk.owner && talk.ringing).toBeNull();
    expect(wrong).toEqual([]);
  };
  const act = (what: string, talk: Talk, one: Candidate) => {
    now = new Date(now.getTime() + 7_000);
    acts[what]!(talk, one);
    offerAll();
    check();
  };
  for (const { what, who, which } of deeds) act(what, talks[which]!, members[who]!);
  return { talks, members, act };
}

const deed = fc.record({
  what: fc.constantFrom('begin', 'begin', 'accept', 'decline', 'miss', 'finish', 'leave', 'come'),
  who: fc.nat(2),
  which: fc.nat(4),
});

test('whatever happens: never two owners, never more than there is room, and none is lost', () => {
  fc.assert(
    fc.property(fc.array(deed, { maxLength: 80 }), (deeds) => {
      const { talks, members, act } = play(deeds);
      // Somebody comes and takes what there is: every conversation ends up with one of them.
      for (const one of members) one.capacity = 5;
      for (const one of members) act('come', talks[0]!, one);
      for (const talk of talks) if (talk.began && !talk.owner) act('accept', talk, members[0]!);
      expect(talks.filter(({ began, owner }) => began && !owner)).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

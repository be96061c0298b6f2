import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  decideSendingBack,
  decideTelling,
  type PastTransfer,
  type SendBackFacts,
  type TellingFacts,
} from './send-back-rules.ts';

const agent = { supervises: false, teamIds: [], takesItOn: false };

/** The transfers of a case that wandered along these teams; `-` is no team. */
function wander(way: string): PastTransfer[] {
  const teams = Array.from(way).map((one) => (one === '-' ? null : one));
  return teams.slice(1).map((toTeamId, index) => ({
    id: String(index),
    fromTeamId: teams[index]!,
    toTeamId,
  }));
}

function decide(way: string, to: string, more: Partial<SendBackFacts> = {}) {
  const toTeamId = to === '-' ? null : to;
  return decideSendingBack({
    transfers: wander(way),
    toTeamId,
    holders: [],
    actor: agent,
    reason: '',
    ...more,
  });
}

describe('the ping-pong guard', () => {
  test.each([
    ['A', 'B', 'allowed'],
    ['AB', 'A', 'sent_back'],
    ['AB', 'C', 'allowed'],
    ['ABC', 'A', 'allowed'],
    ['ABC', 'B', 'sent_back'],
    ['ABCA', 'C', 'sent_back'],
    ['ABCA', 'B', 'allowed'],
    ['AB-', 'A', 'sent_back'],
    ['AB-', 'B', 'allowed'],
    ['A-', 'A', 'allowed'],
    ['-A', 'B', 'allowed'],
    ['AB', '-', 'allowed'],
    ['ABA', 'B', 'sent_back'],
  ])('after %s the case may go to %s: %s', (way, to, decision) => {
    expect(decide(way, to)).toBe(decision);
  });

  test('a member of neither team who had it since stands between', () => {
    expect(decide('AB', 'A', { holders: [{ teamIds: ['C'] }] })).toBe('allowed');
    expect(decide('AB', 'A', { holders: [{ teamIds: [] }] })).toBe('allowed');
    expect(decide('AB', 'A', { holders: [{ teamIds: ['B'] }, { teamIds: ['C', 'A'] }] })).toBe(
      'sent_back',
    );
  });

  test('a supervisor may send it back, with a reason', () => {
    const actor = { ...agent, supervises: true };
    expect(decide('AB', 'A', { actor })).toBe('needs_reason');
    expect(decide('AB', 'A', { actor, reason: '  ' })).toBe('needs_reason');
    expect(decide('AB', 'A', { actor, reason: 'Vertretung' })).toBe('allowed');
  });

  test('a member of the other team may fetch it for themselves, not for somebody else', () => {
    const fetching = { supervises: false, teamIds: ['A'], takesItOn: true };
    expect(decide('AB', 'A', { actor: fetching })).toBe('allowed');
    expect(decide('AB', 'A', { actor: { ...fetching, takesItOn: false } })).toBe('sent_back');
    expect(decide('AB', 'A', { actor: { ...fetching, teamIds: ['A', 'B'] } })).toBe('sent_back');
  });

  test('whatever the way, no case that agents move comes straight back to who gave it', () => {
    const team = fc.constantFrom('A', 'B', 'C', 'D', '-');
    fc.assert(
      fc.property(fc.array(team, { maxLength: 30 }), (wishes) => {
        let way = 'A';
        for (const wish of wishes) {
          if (wish === way.at(-1)) continue;
          const next = way + wish;
          const held = Array.from(next).filter((one) => one !== '-');
          const owners = held.filter((one, index) => one !== held[index - 1]);
          const isBack = wish !== '-' && held.length > 2 && owners.at(-3) === wish;
          const really = isBack && owners.at(-1) === wish;
          expect([next, decide(way, wish)]).toEqual([next, really ? 'sent_back' : 'allowed']);
          if (!really) way = next;
        }
        expect(
          Array.from(way)
            .filter((one) => one !== '-')
            .join(''),
        ).not.toMatch(/(.)(?!\1)(.)\1/);
      }),
      { numRuns: 500 },
    );
  });
});

describe('whether the contact is told', () => {
  const now = new Date('2026-11-22T12:00:00Z');
  const facts: TellingFacts = {
    toTeamId: 'B',
    accountTells: true,
    held: false,
    automatic: false,
    hasAddress: true,
    lastToldAt: null,
    wanted: true,
    now,
  };
  test.each<[Partial<TellingFacts>, string]>([
    [{}, 'told'],
    [{ toTeamId: null }, 'no_team'],
    [{ accountTells: false, wanted: false }, 'switched_off'],
    [{ held: true }, 'held'],
    [{ automatic: true }, 'automatic'],
    [{ hasAddress: false }, 'no_address'],
    [{ lastToldAt: new Date('2026-11-21T12:00:01Z') }, 'told_today'],
    [{ lastToldAt: new Date('2026-11-21T12:00:00Z') }, 'told'],
    [{ wanted: false }, 'left_out'],
  ])('%j: %s', (change, told) => {
    expect(decideTelling({ ...facts, ...change })).toBe(told);
  });
});

import { describe, expect, test } from 'vitest';
import {
  type CaseTurn,
  cleanTags,
  decideAssignment,
  decideClosingAgain,
  decideMove,
  decideReopening,
  decideStatusChange,
  decideTransfer,
} from './case-rules.ts';

const now = new Date('2026-11-21T10:00:00Z');
const later = new Date('2026-11-22T10:00:00Z');
const open: CaseTurn = {
  status: 'open',
  waiting_until: null,
  waiting_reason: null,
  resolved_at: null,
  closed_at: null,
};

describe('taking a case', () => {
  test('[L13] is refused where another took it meanwhile', () => {
    expect(decideAssignment({ current: 'brandt', wanted: 'ito', expected: null })).toBe('taken');
    expect(decideAssignment({ current: 'brandt', wanted: 'ito', expected: 'okoye' })).toBe('taken');
  });

  test('succeeds where it is as believed, where nobody has it, or where nobody asks', () => {
    expect(decideAssignment({ current: null, wanted: 'ito', expected: null })).toBe('assign');
    expect(decideAssignment({ current: null, wanted: 'ito', expected: 'brandt' })).toBe('assign');
    expect(decideAssignment({ current: 'x', wanted: 'ito', expected: undefined })).toBe('assign');
  });

  test('a second click changes nothing', () => {
    expect(decideAssignment({ current: 'ito', wanted: 'ito', expected: null })).toBe('same');
  });
});

describe('a transfer', () => {
  const facts = {
    status: 'open',
    fromTeamId: 'a',
    toTeamId: 'b',
    memberId: null,
    memberTeamIds: [],
  } as const;

  test('goes to another team, with a member of it or nobody', () => {
    expect(decideTransfer(facts)).toBe('transfer');
    expect(decideTransfer({ ...facts, memberId: 'm', memberTeamIds: ['b'] })).toBe('transfer');
    expect(decideTransfer({ ...facts, memberId: 'm', memberTeamIds: ['a'] })).toBe(
      'member_elsewhere',
    );
  });

  test('is refused to the same team and of a case that is over', () => {
    expect(decideTransfer({ ...facts, toTeamId: 'a' })).toBe('same_team');
    expect(decideTransfer({ ...facts, status: 'resolved' })).toBe('case_over');
    expect(decideTransfer({ ...facts, status: 'closed' })).toBe('case_over');
  });

  test('may take a case out of every team, but then names nobody', () => {
    expect(decideTransfer({ ...facts, toTeamId: null })).toBe('transfer');
    expect(decideTransfer({ ...facts, toTeamId: null, memberId: 'm' })).toBe('member_elsewhere');
  });
});

describe('a change of status', () => {
  test('waiting needs a time in the future', () => {
    const wait = (waitingUntil: Date | null) =>
      decideStatusChange(open, { status: 'waiting', waitingUntil, reason: null }, now).outcome;
    expect(wait(null)).toBe('until_missing');
    expect(wait(now)).toBe('until_past');
    expect(wait(later)).toBe('change');
  });

  test('no other status has such a time', () => {
    const wanted = { status: 'open', waitingUntil: later, reason: null } as const;
    expect(decideStatusChange(open, wanted, now).outcome).toBe('until_needless');
  });

  test('[L18] re-opening clears when it was resolved and has no word on the first answer', () => {
    const resolved: CaseTurn = { ...open, status: 'resolved', resolved_at: now };
    const wanted = { status: 'open', waitingUntil: null, reason: 'x' } as const;
    expect(decideStatusChange(resolved, wanted, later)).toEqual({
      outcome: 'change',
      change: open,
    });
  });

  test('closing a resolved case keeps when it was resolved', () => {
    const resolved: CaseTurn = { ...open, status: 'resolved', resolved_at: now };
    const wanted = { status: 'closed', waitingUntil: null, reason: null } as const;
    const decision = decideStatusChange(resolved, wanted, later);
    expect(decision).toMatchObject({ change: { resolved_at: now, closed_at: later } });
  });

  test('the same again leaves no trace, a new time of waiting does', () => {
    const waiting: CaseTurn = { ...open, status: 'waiting', waiting_until: later };
    const again = { status: 'waiting', waitingUntil: new Date(later), reason: null } as const;
    expect(decideStatusChange(waiting, again, now).outcome).toBe('same');
    const other = { ...again, waitingUntil: new Date(later.getTime() + 1) };
    expect(decideStatusChange(waiting, other, now).outcome).toBe('change');
  });
});

describe('a merge or a message that joins', () => {
  test('makes a case our turn where an open matter would disappear in it', () => {
    expect(decideReopening('resolved', { status: 'open' })).toBe(true);
    expect(decideReopening('waiting', { status: 'open' })).toBe(true);
    expect(decideReopening('resolved', { status: 'waiting' })).toBe(true);
    expect(decideReopening('resolved', { direction: 'in' })).toBe(true);
  });

  test('leaves it alone otherwise', () => {
    expect(decideReopening('open', { status: 'open' })).toBe(false);
    expect(decideReopening('waiting', { status: 'waiting' })).toBe(false);
    expect(decideReopening('resolved', { status: 'resolved' })).toBe(false);
    expect(decideReopening('resolved', { direction: 'out' })).toBe(false);
  });

  test('undone, gives the old status back only if nothing came since', () => {
    const facts = { status: 'open', lastInAt: now, reopenedAt: later } as const;
    expect(decideClosingAgain(facts)).toBe(true);
    expect(decideClosingAgain({ ...facts, lastInAt: null })).toBe(true);
    expect(decideClosingAgain({ ...facts, lastInAt: later, reopenedAt: now })).toBe(false);
    expect(decideClosingAgain({ ...facts, status: 'resolved' })).toBe(false);
  });
});

describe('moving a message', () => {
  const facts = { fromCaseId: 'a', toCaseId: 'b', held: false, deliveryState: null };

  test('goes to another case or a new one', () => {
    expect(decideMove(facts)).toBe('move');
    expect(decideMove({ ...facts, toCaseId: null })).toBe('move');
    expect(decideMove({ ...facts, deliveryState: 'sent' })).toBe('move');
  });

  test('is refused into its own case, while it is held, and before it has left', () => {
    expect(decideMove({ ...facts, toCaseId: 'a' })).toBe('same_case');
    expect(decideMove({ ...facts, held: true })).toBe('message_held');
    expect(decideMove({ ...facts, deliveryState: 'scheduled' })).toBe('message_leaving');
  });
});

test('tags are kept trimmed and once', () => {
  expect(cleanTags([' Rückruf ', 'Rückruf', 'a  b'])).toEqual(['Rückruf', 'a b']);
});

import { describe, expect, test } from 'vitest';
import type { KeyActor, MemberActor, Role } from '../../platform/actor.ts';
import { canChangeCase, canDeleteCases, canSeeCase, canWorkDesk } from './case-policy.ts';

const me = '0198f2a0-0000-7000-8000-000000000001';
const team = '0198f2a0-0000-7000-8000-00000000000a';

function member(role: Role, teamIds: string[] = []): MemberActor {
  const accountId = '0198f2a0-0000-7000-8000-0000000000aa';
  return {
    kind: 'member',
    accountId,
    id: me,
    name: 'Kenji Ito',
    locale: 'de',
    role,
    teamIds,
    sessionId: me,
  };
}

function key(...scopes: string[]): KeyActor {
  const accountId = '0198f2a0-0000-7000-8000-0000000000aa';
  return { kind: 'key', accountId, id: me, name: 'Program', locale: 'en', scopes };
}

const open = { teamId: team, teamRestricted: false, assigneeId: null, participates: false };
const restricted = { ...open, teamRestricted: true };

describe('who sees a case', () => {
  test('an agent sees every case but those of a restricted team that is not theirs', () => {
    expect(canSeeCase(member('agent'), open)).toBe(true);
    expect(canSeeCase(member('agent'), restricted)).toBe(false);
    expect(canSeeCase(member('agent', [team]), restricted)).toBe(true);
  });

  test('an agent sees a restricted case that is theirs or into which they were drawn', () => {
    expect(canSeeCase(member('agent'), { ...restricted, assigneeId: me })).toBe(true);
    expect(canSeeCase(member('agent'), { ...restricted, participates: true })).toBe(true);
  });

  test('a colleague sees only what they were drawn into or are responsible for', () => {
    expect(canSeeCase(member('colleague', [team]), open)).toBe(false);
    expect(canSeeCase(member('colleague'), { ...open, participates: true })).toBe(true);
    expect(canSeeCase(member('colleague'), { ...open, assigneeId: me })).toBe(true);
  });

  test('supervisors, administrators and keys that may read cases see all', () => {
    expect(canSeeCase(member('supervisor'), restricted)).toBe(true);
    expect(canSeeCase(member('administrator'), restricted)).toBe(true);
    expect(canSeeCase(key('cases:read'), restricted)).toBe(true);
    expect(canSeeCase(key('cases:write'), open)).toBe(false);
  });
});

describe('who changes a case', () => {
  test('a colleague only one they are responsible for', () => {
    expect(canChangeCase(member('colleague'), { assigneeId: null })).toBe(false);
    expect(canChangeCase(member('colleague'), { assigneeId: me })).toBe(true);
    expect(canWorkDesk(member('colleague'))).toBe(false);
  });

  test('removing a case is for supervisors, administrators and programs', () => {
    expect(canDeleteCases(member('agent'))).toBe(false);
    expect(canDeleteCases(member('supervisor'))).toBe(true);
    expect(canDeleteCases(key('cases:write'))).toBe(true);
  });
});

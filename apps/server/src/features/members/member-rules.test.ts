import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decideInvitationState, decideMemberChange } from './member-rules.ts';

describe('changing a member', () => {
  const adams = { id: 'adams', role: 'administrator' as const, isActive: true };

  test('the last administrator cannot lose the role', () => {
    expect(decideMemberChange(adams, { role: 'agent' }, 'adams', ['adams'])).toBe(
      'last_administrator',
    );
  });

  test('the last administrator cannot be deactivated by a program either', () => {
    expect(decideMemberChange(adams, { deactivated: true }, 'a key', ['adams'])).toBe(
      'last_administrator',
    );
  });

  test('one of two administrators can go', () => {
    const two = ['adams', 'weber'];
    expect(decideMemberChange(adams, { role: 'agent' }, 'adams', two)).toBeNull();
    expect(decideMemberChange(adams, { deactivated: true }, 'weber', two)).toBeNull();
  });

  test('nobody deactivates their own login', () => {
    const two = ['adams', 'weber'];
    expect(decideMemberChange(adams, { deactivated: true }, 'adams', two)).toBe('own_login');
  });

  test('the last administrator may be confirmed as what they are', () => {
    const same = { role: 'administrator' as const, deactivated: false };
    expect(decideMemberChange(adams, same, 'adams', ['adams'])).toBeNull();
  });

  test('whatever is asked for, an administrator remains', () => {
    const role = fc.constantFrom('administrator', 'supervisor', 'agent', 'colleague');
    const person = fc.record({ role, isActive: fc.boolean() });
    const change = fc.record({ role, deactivated: fc.boolean() }, { requiredKeys: [] });
    fc.assert(
      fc.property(
        fc.array(person, { minLength: 1, maxLength: 4 }),
        fc.nat(3),
        change,
        (all, at, wish) => {
          const people = all.map((one, index) => ({ id: String(index), ...one }));
          const isOne = (one: (typeof people)[number]) =>
            one.role === 'administrator' && one.isActive;
          const target = people[at % people.length]!;
          const before = people.filter(isOne).map((one) => one.id);
          if (before.length === 0) return;
          const refusal = decideMemberChange(target, wish, 'somebody', before);
          if (refusal) return;
          target.role = wish.role ?? target.role;
          target.isActive = wish.deactivated === undefined ? target.isActive : !wish.deactivated;
          expect(people.filter(isOne).length).toBeGreaterThan(0);
        },
      ),
    );
  });
});

describe('an invitation', () => {
  const now = new Date('2026-05-01T08:00:00Z');
  const open = {
    accepted_at: null,
    revoked_at: null,
    expires_at: new Date('2026-05-02T08:00:00Z'),
  };

  test('is open until it is accepted, revoked or has run out', () => {
    expect(decideInvitationState(open, now)).toBe('open');
    expect(decideInvitationState({ ...open, accepted_at: now }, now)).toBe('accepted');
    expect(decideInvitationState({ ...open, revoked_at: now }, now)).toBe('revoked');
    expect(decideInvitationState({ ...open, expires_at: now }, now)).toBe('expired');
  });
});

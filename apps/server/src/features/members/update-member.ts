import type { Member } from '@earshot/contract/member-contract.ts';
import type { Actor, Role } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { assertAllowed, notFound, Refused } from '../../platform/errors.ts';
import { emitEvent } from '../../platform/events/emit-event.ts';
import { lockAccount } from '../accounts/public.ts';
import { recordAudit } from '../keys/public.ts';
import { getMember } from './get-member.ts';
import { lockKnownTeams } from './lock-known-teams.ts';
import { canGiveRole } from './member-policy.ts';
import { decideMemberChange } from './member-rules.ts';
import {
  findMemberRow,
  listActiveAdministratorIds,
  type MemberRow,
  updateMemberRow,
} from './member-store.ts';
import { listTeamMemberships, setTeamsOfMember } from './team-store.ts';

export interface MemberInput {
  name?: string | undefined;
  role?: Role | undefined;
  team_ids?: readonly string[] | undefined;
  deactivated?: boolean | undefined;
}

/** What must happen to a member’s sessions in the same transaction. */
export interface MemberSessions {
  /** Signs the member out everywhere. */
  endSessions(tx: Tx, memberId: string): Promise<unknown>;
  /** Their next request sees the change. */
  forgetMembers(tx: Tx, memberIds: readonly string[]): void;
}

/**
 * Changes name, role, teams or deactivation of a member. A deactivated member is signed out in the
 * same transaction and stays visible as an author. The last administrator stays one.
 */
export async function updateMember(
  tx: Tx,
  actor: Actor,
  memberId: string,
  input: MemberInput,
  options: { sessions: MemberSessions; now: Date },
): Promise<Member> {
  // One at a time: two administrators cannot demote each other at the same moment.
  await lockAccount(tx);
  const before = await findMemberRow(tx, memberId);
  if (!before) throw notFound('member');
  await refuseChange(tx, actor, before, input);
  const changes = { ...(await changeRow(tx, before, input, options.now)) };
  if (input.team_ids) Object.assign(changes, await changeTeams(tx, memberId, input.team_ids));
  if (Object.keys(changes).length > 0) {
    if (changes['deactivated']?.to === true) await options.sessions.endSessions(tx, memberId);
    options.sessions.forgetMembers(tx, [memberId]);
    await recordAudit(tx, actor, {
      action: 'member.changed',
      subjectKind: 'member',
      subjectId: memberId,
      detail: changes,
    });
    await emitEvent(tx, actor, {
      name: 'member.changed',
      subjectId: memberId,
      facts: { fields: Object.keys(changes) },
    });
  }
  return getMember(tx, memberId);
}

async function refuseChange(
  tx: Tx,
  actor: Actor,
  before: MemberRow,
  input: MemberInput,
): Promise<void> {
  const changesLogin = input.role !== undefined || input.deactivated !== undefined;
  const involved =
    changesLogin && (before.role === 'administrator' || input.role === 'administrator');
  assertAllowed(
    !involved || canGiveRole(actor, 'administrator'),
    'Only an administrator can make or change administrators; an API key cannot.',
  );
  const target = { id: before.id, role: before.role, isActive: before.deactivated_at === null };
  const administrators = await listActiveAdministratorIds(tx);
  const refusal = decideMemberChange(target, input, actor.id, administrators);
  if (refusal === 'last_administrator') {
    throw new Refused(
      refusal,
      `${before.name} is the last administrator. Make another member administrator first.`,
    );
  }
  if (refusal === 'own_login') {
    throw new Refused(
      refusal,
      'You cannot deactivate your own login. Another administrator can do it.',
    );
  }
}

type Changes = Record<string, { from: unknown; to: unknown }>;

async function changeRow(
  tx: Tx,
  before: MemberRow,
  input: MemberInput,
  now: Date,
): Promise<Changes> {
  const changes: Changes = {};
  const change: Parameters<typeof updateMemberRow>[2] = {};
  if (input.name !== undefined && input.name !== before.name) {
    changes['name'] = { from: before.name, to: input.name };
    change.name = input.name;
  }
  if (input.role !== undefined && input.role !== before.role) {
    changes['role'] = { from: before.role, to: input.role };
    change.role = input.role;
  }
  const wasDeactivated = before.deactivated_at !== null;
  if (input.deactivated !== undefined && input.deactivated !== wasDeactivated) {
    changes['deactivated'] = { from: wasDeactivated, to: input.deactivated };
    change.deactivated_at = input.deactivated ? now : null;
  }
  await updateMemberRow(tx, before.id, change);
  return changes;
}

async function changeTeams(tx: Tx, memberId: string, teamIds: readonly string[]): Promise<Changes> {
  const to = (await lockKnownTeams(tx, teamIds)).toSorted();
  const from = (await listTeamMemberships(tx, { memberId })).map((row) => row.team_id).toSorted();
  if (from.join() === to.join()) return {};
  await setTeamsOfMember(tx, memberId, to);
  return { team_ids: { from, to } };
}

/** Changes the own name or language; what everybody may do for themselves. */
export async function updateOwnProfile(
  tx: Tx,
  memberId: string,
  input: { name?: string | undefined; locale?: 'de' | 'en' | undefined },
  sessions: Pick<MemberSessions, 'forgetMembers'>,
): Promise<void> {
  const change = {
    ...(input.name === undefined ? {} : { name: input.name }),
    ...(input.locale === undefined ? {} : { locale: input.locale }),
  };
  const before = await findMemberRow(tx, memberId);
  if (!before) throw notFound('member');
  await updateMemberRow(tx, memberId, change);
  sessions.forgetMembers(tx, [memberId]);
  const actor = { kind: 'member' as const, id: memberId, name: input.name ?? before.name };
  const facts = { fields: Object.keys(change) };
  await emitEvent(tx, actor, { name: 'member.changed', subjectId: memberId, facts });
}

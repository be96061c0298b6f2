import type { FastifyReply } from 'fastify';
import type { MemberActor } from '../../platform/actor.ts';
import { isGuessablePassword } from '../../platform/crypto/guessable-password.ts';
import { hashPassword, verifyPassword } from '../../platform/crypto/password-hash.ts';
import { hashToken } from '../../platform/crypto/token.ts';
import type { Database, Tx } from '../../platform/db/database.ts';
import { Invalid, Refused } from '../../platform/errors.ts';
import { recordAudit } from '../keys/public.ts';
import { getMember, setPasswordHash } from '../members/public.ts';
import { countTry, type TryCounter } from './count-tries.ts';
import { endResets, findResetByToken, takeReset } from './reset-store.ts';
import { CHANGES_PER_MEMBER } from './session-limits.ts';
import { findPasswordHash } from './session-views.ts';

interface SessionEnder {
  endSessions(tx: Tx, memberId: string, which?: { except?: string }): Promise<unknown>;
}

/** Sets a new password by a reset link, which is used up; the member is signed out everywhere. */
export async function changePasswordByLink(
  call: { db: Database; now: Date },
  sessions: SessionEnder,
  token: string,
  newPassword: string,
): Promise<void> {
  const { db, now } = call;
  const reset = await db.withSystem((tx) => findResetByToken(tx, hashToken(token)));
  if (!reset || reset.used_at || reset.expires_at <= now) throw refuseLink();
  const { account_id: accountId, member_id: memberId } = reset;
  const member = await db.withAccount(accountId, (tx) => getMember(tx, memberId));
  if (member.deactivated_at) throw refuseLink();
  refuseGuessable(newPassword, [member.email, member.name]);
  const passwordHash = await hashPassword(newPassword);
  await db.withAccount(accountId, async (tx) => {
    if (!(await takeReset(tx, reset.id, now))) throw refuseLink();
    await setPasswordHash(tx, memberId, passwordHash);
    await endResets(tx, memberId, now);
    await sessions.endSessions(tx, memberId);
    await recordChange(tx, member, 'reset_link');
  });
}

/** Sets a new password by the present one; every other device is signed out. */
export async function changeOwnPassword(
  call: { db: Database; reply: FastifyReply; now: Date },
  sessions: SessionEnder,
  actor: MemberActor,
  input: { present: string; next: string },
): Promise<void> {
  const { db, reply, now } = call;
  const perMember: TryCounter = {
    kind: 'change-member',
    value: actor.id,
    limit: CHANGES_PER_MEMBER,
  };
  const counted = await countTry(db, reply, [perMember], now);
  const { presentHash, member } = await db.withAccount(actor.accountId, async (tx) => ({
    presentHash: await findPasswordHash(tx, actor.id),
    member: await getMember(tx, actor.id),
  }));
  if (!(await verifyPassword(presentHash, input.present))) {
    const message = 'This is not your present password.';
    throw new Invalid([{ path: 'body.present_password', message }]);
  }
  await counted.takeBack();
  refuseGuessable(input.next, [member.email, member.name]);
  const passwordHash = await hashPassword(input.next);
  await db.withAccount(actor.accountId, async (tx) => {
    await setPasswordHash(tx, actor.id, passwordHash);
    await endResets(tx, actor.id, now);
    await sessions.endSessions(tx, actor.id, { except: actor.sessionId });
    await recordChange(tx, actor, 'present_password');
  });
}

async function recordChange(
  tx: Tx,
  member: { id: string; name: string },
  by: 'reset_link' | 'present_password',
): Promise<void> {
  const actor = { kind: 'member' as const, id: member.id, name: member.name };
  await recordAudit(tx, actor, {
    action: 'member.password_changed',
    subjectKind: 'member',
    subjectId: member.id,
    detail: { by },
  });
}

function refuseGuessable(password: string, knownWords: readonly string[]): void {
  if (!isGuessablePassword(password, knownWords)) return;
  const message = 'This password is among the first that are guessed; choose another.';
  throw new Invalid([{ path: 'body.new_password', message }]);
}

function refuseLink(): Refused {
  return new Refused(
    'link_over',
    'This link was used, has run out or is not complete. Ask for a new one at the sign-in.',
    { status: 410 },
  );
}

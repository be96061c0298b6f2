import type { Actor } from '../../platform/actor.ts';
import { hashToken, newToken } from '../../platform/crypto/token.ts';
import type { Tx } from '../../platform/db/database.ts';
import { Refused } from '../../platform/errors.ts';
import { oneTimeLink } from '../../platform/http/one-time-link.ts';
import { newId } from '../../platform/ids.ts';
import { recordAudit } from '../keys/public.ts';
import { findMember } from '../members/public.ts';
import { insertReset } from './reset-store.ts';
import { HANDED_RESET_LINK_MS } from './session-limits.ts';

/**
 * A link by which a member chooses a new password, for an administrator at the command line to hand
 * over where no mail can be sent. Good for a day and once. Refused for deactivated members.
 */
export async function createResetLink(
  tx: Tx,
  actor: Actor,
  memberId: string,
  options: { publicUrl: string; now: Date },
): Promise<{ link: string; expiresAt: Date }> {
  const member = await findMember(tx, memberId);
  if (!member || member.deactivated_at) {
    throw new Refused('not_active', 'There is no active member with this id.', { status: 404 });
  }
  const made = await makeResetLink(tx, memberId, { ...options, valid_ms: HANDED_RESET_LINK_MS });
  await recordAudit(tx, actor, {
    action: 'member.reset_link_made',
    subjectKind: 'member',
    subjectId: memberId,
  });
  return made;
}

/** Makes and keeps a reset link; the clear token is in the answer only. */
export async function makeResetLink(
  tx: Tx,
  memberId: string,
  options: { publicUrl: string; now: Date; valid_ms: number },
): Promise<{ link: string; expiresAt: Date }> {
  const token = newToken();
  const expiresAt = new Date(options.now.getTime() + options.valid_ms);
  await insertReset(tx, { id: newId(), memberId, tokenHash: hashToken(token), expiresAt });
  return { link: oneTimeLink(options.publicUrl, 'password-reset', token), expiresAt };
}

import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { notFound } from '../../platform/errors.ts';
import { emitEvent } from '../../platform/events/emit-event.ts';
import { recordAudit } from '../keys/public.ts';
import { revokeInvitationRows } from './invitation-store.ts';

/** Takes a waiting invitation back; throws 404 if none of this id waits. */
export async function revokeInvitation(
  tx: Tx,
  actor: Actor,
  invitationId: string,
  now: Date,
): Promise<void> {
  const [revoked] = await revokeInvitationRows(tx, { id: invitationId }, now);
  if (!revoked) throw notFound('open invitation');
  await recordAudit(tx, actor, {
    action: 'invitation.revoked',
    subjectKind: 'invitation',
    subjectId: invitationId,
    detail: { email: revoked.email },
  });
  await emitEvent(tx, actor, { name: 'invitation.revoked', subjectId: invitationId });
}

import { isGuessablePassword } from '../../platform/crypto/guessable-password.ts';
import { hashPassword } from '../../platform/crypto/password-hash.ts';
import { hashToken } from '../../platform/crypto/token.ts';
import type { Database, Tx } from '../../platform/db/database.ts';
import { Invalid, notFound, Refused } from '../../platform/errors.ts';
import { emitEvent } from '../../platform/events/emit-event.ts';
import { newId } from '../../platform/ids.ts';
import { getAccountFacts } from '../accounts/public.ts';
import { recordAudit } from '../keys/public.ts';
import {
  acceptInvitationRow,
  findInvitationByToken,
  type InvitationRow,
} from './invitation-store.ts';
import { decideInvitationState } from './member-rules.ts';
import { insertMember } from './member-store.ts';
import { lockTeamsForUse, setTeamsOfMember } from './team-store.ts';

export interface AcceptanceInput {
  name: string;
  password: string;
  locale?: 'de' | 'en' | undefined;
}

/** The open invitation behind a token. Throws 404 for a made-up one, 410 for one that is over. */
export async function getOpenInvitation(
  db: Database,
  token: string,
  now: Date,
): Promise<InvitationRow> {
  const row = await db.withSystem((tx) => findInvitationByToken(tx, hashToken(token)));
  if (!row) throw notFound('invitation');
  if (decideInvitationState(row, now) !== 'open') throw refuseOver();
  return row;
}

/** What the invited person sees before they accept. */
export async function describeInvitation(db: Database, token: string, now: Date) {
  const row = await getOpenInvitation(db, token, now);
  const account = await db.withAccount(row.account_id, getAccountFacts);
  return {
    account_name: account.name,
    email: row.email,
    name: row.name,
    role: row.role,
    locale: row.locale,
    expires_at: row.expires_at.toISOString(),
  };
}

/**
 * Makes the invited person a member with their own password. `signIn` runs in the same transaction.
 * Of two at once one wins.
 */
export async function acceptInvitation(
  db: Database,
  token: string,
  input: AcceptanceInput,
  now: Date,
  signIn: (tx: Tx, memberId: string) => Promise<unknown>,
): Promise<{ member_id: string }> {
  const invitation = await getOpenInvitation(db, token, now);
  if (isGuessablePassword(input.password, [invitation.email, input.name])) {
    const message = 'This password is among the first that are guessed; choose another.';
    throw new Invalid([{ path: 'body.password', message }]);
  }
  const passwordHash = await hashPassword(input.password);
  return db.withAccount(invitation.account_id, async (tx) => {
    if (!(await acceptInvitationRow(tx, invitation.id, now))) throw refuseOver();
    const memberId = newId();
    const { email, role } = invitation;
    const locale = input.locale ?? invitation.locale;
    const member = { id: memberId, email, name: input.name, role, locale, passwordHash };
    if (!(await insertMember(tx, member))) {
      throw new Refused('member_exists', 'There is a member with this address already; sign in.');
    }
    // A team that was removed since the invitation is left out.
    const teamIds = await lockTeamsForUse(tx, invitation.team_ids);
    await setTeamsOfMember(tx, memberId, teamIds);
    const actor = { kind: 'member' as const, id: memberId, name: input.name };
    await recordAudit(tx, actor, {
      action: 'invitation.accepted',
      subjectKind: 'member',
      subjectId: memberId,
      detail: { invitation_id: invitation.id, role, team_ids: teamIds },
    });
    await emitEvent(tx, actor, { name: 'member.joined', subjectId: memberId });
    await signIn(tx, memberId);
    return { member_id: memberId };
  });
}

function refuseOver(): Refused {
  return new Refused(
    'invitation_over',
    'This invitation was used, revoked or has run out. Ask whoever invited you for a new one.',
    { status: 410 },
  );
}

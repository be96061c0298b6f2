import type { Invitation } from '@earshot/contract/member-contract.ts';
import { type Actor, type Role, storedActor } from '../../platform/actor.ts';
import { hashToken, newToken } from '../../platform/crypto/token.ts';
import type { Tx } from '../../platform/db/database.ts';
import { normaliseEmail } from '../../platform/email-address.ts';
import { assertAllowed, Invalid, Refused } from '../../platform/errors.ts';
import { emitEvent } from '../../platform/events/emit-event.ts';
import { oneTimeLink } from '../../platform/http/one-time-link.ts';
import { formatInstant } from '../../platform/i18n/texts.ts';
import { newId } from '../../platform/ids.ts';
import type { SystemMail } from '../../platform/system-mail.ts';
import { type AccountFacts, getAccountFacts, lockAccount } from '../accounts/public.ts';
import { recordAudit } from '../keys/public.ts';
import {
  countOpenInvitations,
  insertInvitation,
  type InvitationRow,
  revokeInvitationRows,
} from './invitation-store.ts';
import { presentInvitation } from './list-invitations.ts';
import { INVITATION_MS, OPEN_INVITATIONS_MAX } from './member-limits.ts';
import { canGiveRole } from './member-policy.ts';
import { findMemberByEmail } from './member-store.ts';
import { memberText } from './member-texts.ts';
import { lockKnownTeams } from './lock-known-teams.ts';

export interface InvitationInput {
  email: string;
  name: string;
  role: Role;
  team_ids: readonly string[];
  locale?: 'de' | 'en' | undefined;
}

/**
 * Invites a person. The link is answered once; an earlier open invitation to the same address stops
 * working. The mail is for the caller to send after the commit.
 */
export async function createInvitation(
  tx: Tx,
  actor: Actor,
  input: InvitationInput,
  options: { publicUrl: string; now: Date },
): Promise<{ invitation: Invitation; link: string; mail: SystemMail }> {
  assertAllowed(
    canGiveRole(actor, input.role),
    'Only an administrator can invite an administrator; an API key cannot.',
  );
  const email = normaliseEmail(input.email);
  if (email === null) {
    throw new Invalid([{ path: 'body.email', message: 'This is not one e-mail address.' }]);
  }
  await lockAccount(tx);
  await refuseKnownMember(tx, email);
  const teamIds = await lockKnownTeams(tx, input.team_ids);
  await revokeInvitationRows(tx, { email }, options.now);
  if ((await countOpenInvitations(tx, options.now)) >= OPEN_INVITATIONS_MAX) {
    throw new Refused(
      'too_many_invitations',
      `At most ${OPEN_INVITATIONS_MAX} invitations can be open; revoke some first.`,
    );
  }
  const account = await getAccountFacts(tx);
  const token = newToken();
  const row = await insertInvitation(tx, {
    id: newId(),
    email,
    name: input.name,
    role: input.role,
    locale: input.locale ?? account.locale,
    team_ids: teamIds,
    tokenHash: hashToken(token),
    invitedBy: storedActor(actor),
    expiresAt: new Date(options.now.getTime() + INVITATION_MS),
  });
  await recordAudit(tx, actor, {
    action: 'member.invited',
    subjectKind: 'invitation',
    subjectId: row.id,
    detail: { email, role: row.role, team_ids: teamIds },
  });
  await emitEvent(tx, actor, { name: 'member.invited', subjectId: row.id });
  const link = oneTimeLink(options.publicUrl, 'invitation', token);
  return { invitation: presentInvitation(row), link, mail: writeMail(row, link, account) };
}

async function refuseKnownMember(tx: Tx, email: string): Promise<void> {
  const known = await findMemberByEmail(tx, email);
  if (!known) return;
  const detail = known.deactivated_at
    ? `${known.name} has this address and is deactivated. Activate the login again instead.`
    : `${known.name} is a member with this address already.`;
  throw new Refused('member_exists', detail, { facts: { member_id: known.id } });
}

function writeMail(row: InvitationRow, link: string, account: AccountFacts): SystemMail {
  const { locale } = row;
  const values = {
    account: account.name,
    name: row.name,
    inviter: row.invited_by.name,
    link,
    expires: formatInstant(row.expires_at, locale, account.timeZone),
  };
  return {
    to: row.email,
    locale,
    subject: memberText(locale, 'invitation_subject', values),
    text: memberText(locale, 'invitation_text', values),
  };
}

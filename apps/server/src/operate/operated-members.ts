import * as contract from '@earshot/contract/member-contract.ts';
import type { BodyInputOf, BodyOf } from '@earshot/contract/operation.ts';
import { createInvitation } from '../features/members/create-invitation.ts';
import { findMemberByEmail } from '../features/members/member-store.ts';
import { listTeams } from '../features/members/list-teams.ts';
import { createResetLink } from '../features/sessions/public.ts';
import { normaliseEmail } from '../platform/email-address.ts';
import { Refused } from '../platform/errors.ts';
import { checkInput, strictly } from '../platform/http/check-input.ts';
import { type OperatedAccount, operatorActor } from './operated-account.ts';
import type { Installation } from './open-installation.ts';

type InvitationBody = typeof contract.createInvitation;

/** A link that is handed over by the operator; it works once. */
export interface HandedLink {
  readonly link: string;
  readonly expires_at: string;
}

/**
 * Invites a person; `teams` are names or ids. The operator hands the link over, no mail is sent.
 */
export async function inviteMember(
  { db, publicUrl }: Installation,
  account: OperatedAccount,
  input: Omit<BodyInputOf<InvitationBody>, 'team_ids'> & { teams: readonly string[] },
): Promise<HandedLink> {
  const { teams: wanted, ...rest } = input;
  return db.withAccount(account.id, async (tx) => {
    const teams = await listTeams(tx);
    const teamIds = wanted.map((name) => {
      const found = teams.find((team) => team.id === name || team.name === name);
      if (found) return found.id;
      const names = teams.map((team) => `"${team.name}"`).join(', ');
      throw new Refused(
        'no_such_team',
        `There is no team "${name}". There are: ${names || 'none'}.`,
      );
    });
    const schema = strictly(contract.createInvitation.body);
    const body = checkInput(
      schema,
      { ...rest, team_ids: teamIds },
      'body',
    ) as BodyOf<InvitationBody>;
    const made = await createInvitation(tx, operatorActor(account), body, {
      publicUrl,
      now: new Date(),
    });
    return { link: made.link, expires_at: made.invitation.expires_at };
  });
}

/** A link by which a member who lost the password chooses a new one. */
export async function makeResetLink(
  { db, publicUrl }: Installation,
  account: OperatedAccount,
  email: string,
): Promise<HandedLink> {
  return db.withAccount(account.id, async (tx) => {
    const member = await findMemberByEmail(tx, normaliseEmail(email) ?? email);
    if (!member) {
      throw new Refused(
        'no_such_member',
        `No member of "${account.name}" has the address ${email}.`,
      );
    }
    const { link, expiresAt } = await createResetLink(tx, operatorActor(account), member.id, {
      publicUrl,
      now: new Date(),
    });
    return { link, expires_at: expiresAt.toISOString() };
  });
}

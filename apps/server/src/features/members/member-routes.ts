import * as contract from '@earshot/contract/member-contract.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '../../platform/clock.ts';
import type { Tx } from '../../platform/db/database.ts';
import { anybody, route, type Route } from '../../platform/http/route.ts';
import type { GuardWords } from '../../platform/kept-words.ts';
import type { Log } from '../../platform/log/log.ts';
import type { SendSystemMail } from '../../platform/system-mail.ts';
import { recordOverrides } from '../keys/public.ts';
import { acceptInvitation, describeInvitation } from './accept-invitation.ts';
import { createTeam, deleteTeam, updateTeam } from './team-changes.ts';
import { createInvitation } from './create-invitation.ts';
import { guardSignature } from './guard-signature.ts';
import { listMembers } from './get-member.ts';
import { listInvitations } from './list-invitations.ts';
import { listTeams } from './list-teams.ts';
import { canChangeMembers, canListInvitations, canListMembers } from './member-policy.ts';
import { revokeInvitation } from './revoke-invitation.ts';
import { type MemberSessions, updateMember } from './update-member.ts';

export interface MemberDeps {
  sessions: MemberSessions & {
    refuseForeignOrigin(request: FastifyRequest): void;
    endPresentSession(request: FastifyRequest): Promise<void>;
    startSession(
      tx: Tx,
      start: { memberId: string; request: FastifyRequest; reply: FastifyReply },
    ): Promise<unknown>;
  };
  sendSystemMail: SendSystemMail;
  publicUrl: string;
  clock: Clock;
  log: Log;
  /** The reply check of a higher slice. */
  guardWords: GuardWords;
}

/** The operations on members, invitations and teams. */
export function memberRoutes(deps: MemberDeps): Route[] {
  return [
    ...rosterRoutes(deps),
    ...invitationRoutes(deps),
    ...acceptanceRoutes(deps),
    ...teamRoutes(deps),
  ];
}

function rosterRoutes({ sessions, clock }: MemberDeps): Route[] {
  return [
    route(contract.listMembers, canListMembers, ({ actor, db }) =>
      db.withAccount(actor.accountId, async (tx) => ({ items: await listMembers(tx) })),
    ),
    route(contract.updateMember, canChangeMembers, ({ actor, db, params, body }) =>
      db.withAccount(actor.accountId, (tx) =>
        updateMember(tx, actor, params.memberId, body, { sessions, now: clock.now() }),
      ),
    ),
  ];
}

function invitationRoutes({ sendSystemMail, publicUrl, clock, log }: MemberDeps): Route[] {
  return [
    route(contract.listInvitations, canListInvitations, ({ actor, db }) =>
      db.withAccount(actor.accountId, async (tx) => ({ items: await listInvitations(tx) })),
    ),
    route(contract.createInvitation, canChangeMembers, async ({ actor, db, body }) => {
      const options = { publicUrl, now: clock.now() };
      const { invitation, link, mail } = await db.withAccount(actor.accountId, (tx) =>
        createInvitation(tx, actor, body, options),
      );
      // The link is on the screen either way, so nobody waits for the relay.
      void sendSystemMail(mail).catch((error: unknown) => {
        log.warn({ err: error, invitationId: invitation.id }, 'An invitation was not mailed.');
      });
      return { invitation, link };
    }),
    route(contract.deleteInvitation, canChangeMembers, ({ actor, db, params }) =>
      db.withAccount(actor.accountId, (tx) =>
        revokeInvitation(tx, actor, params.invitationId, clock.now()),
      ),
    ),
  ];
}

function acceptanceRoutes({ sessions, clock }: MemberDeps): Route[] {
  return [
    route(contract.getInvitationByToken, anybody, ({ db, params }) =>
      describeInvitation(db, params.token, clock.now()),
    ),
    route(contract.createInvitationAcceptance, anybody, async (call) => {
      const { db, params, body, request, reply } = call;
      sessions.refuseForeignOrigin(request);
      const accepted = await acceptInvitation(db, params.token, body, clock.now(), (tx, memberId) =>
        sessions.startSession(tx, { memberId, request, reply }),
      );
      await sessions.endPresentSession(request);
      return accepted;
    }),
  ];
}

function aboutTeam(id: string): { subjectKind: string; subjectId: string } {
  return { subjectKind: 'team', subjectId: id };
}

function teamRoutes({ sessions, clock, guardWords }: MemberDeps): Route[] {
  return [
    route(contract.listTeams, canListMembers, ({ actor, db }) =>
      db.withAccount(actor.accountId, async (tx) => ({ items: await listTeams(tx) })),
    ),
    route(contract.createTeam, canChangeMembers, ({ actor, db, body }) =>
      db.withAccount(actor.accountId, async (tx) => {
        const { check_overrides: overrides, ...input } = body;
        const wish = { teamId: null, signature: input.signature, overrides };
        const findings = await guardSignature(tx, actor, wish, guardWords);
        const team = await createTeam(tx, actor, input, sessions);
        await recordOverrides(tx, actor, { overrides, findings }, aboutTeam(team.id));
        return { ...team, findings };
      }),
    ),
    route(contract.updateTeam, canChangeMembers, ({ actor, db, params, body }) =>
      db.withAccount(actor.accountId, async (tx) => {
        const { check_overrides: overrides, ...input } = body;
        const wish = { ...params, signature: input.signature, overrides };
        const findings = await guardSignature(tx, actor, wish, guardWords);
        const team = await updateTeam(tx, actor, params.teamId, input, sessions);
        await recordOverrides(tx, actor, { overrides, findings }, aboutTeam(team.id));
        return { ...team, findings };
      }),
    ),
    route(contract.deleteTeam, canChangeMembers, ({ actor, db, params }) =>
      db.withAccount(actor.accountId, (tx) =>
        deleteTeam(tx, actor, params.teamId, { sessions, now: clock.now() }),
      ),
    ),
  ];
}

import * as contract from '@earshot/contract/session-contract.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { MemberActor } from '../../platform/actor.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Tx } from '../../platform/db/database.ts';
import { forbidden, Invalid, notFound, Refused } from '../../platform/errors.ts';
import { anybody, route, type Route } from '../../platform/http/route.ts';
import { updateOwnProfile } from '../members/public.ts';
import { askPasswordReset, type ResetDeps } from './ask-password-reset.ts';
import type { SessionAuthenticator } from './authenticator.ts';
import { changeOwnPassword, changePasswordByLink } from './password-changes.ts';
import { describeMe, listSessions } from './describe-me.ts';
import { findCsrfToken } from './session-store.ts';
import { signIn } from './sign-in.ts';

export interface SessionDeps extends ResetDeps {
  sessions: SessionAuthenticator;
  clock: Clock;
}

/** The operations on sessions, the own profile and passwords. */
export function sessionRoutes(deps: SessionDeps): Route[] {
  return [...deviceRoutes(deps), ...profileRoutes(deps), ...passwordRoutes(deps)];
}

function deviceRoutes({ sessions, clock }: SessionDeps): Route[] {
  return [
    route(contract.createSession, anybody, ({ db, request, reply, body }) =>
      signIn({ db, request, reply, now: clock.now() }, sessions, body),
    ),
    route(contract.listSessions, anybody, ({ actor, db }) =>
      db.withAccount(actor.accountId, async (tx) => ({
        items: await listSessions(tx, actor, clock.now()),
      })),
    ),
    route(contract.deleteSession, anybody, async ({ actor, db, params, reply }) => {
      const { sessionId } = params;
      const only = sessionId === 'current' ? actor.sessionId : sessionId.toLowerCase();
      const ended = await db.withAccount(actor.accountId, (tx) =>
        sessions.endSessions(tx, actor.id, { only }),
      );
      if (ended.length === 0) throw notFound('session');
      if (only === actor.sessionId) sessions.clearCookie(reply);
    }),
  ];
}

function profileRoutes({ sessions }: SessionDeps): Route[] {
  return [
    route(contract.getMe, anybody, ({ actor, db }) =>
      db.withAccount(actor.accountId, (tx) => presentMe(tx, actor)),
    ),
    route(contract.updateMe, anybody, ({ actor, db, body }) =>
      db.withAccount(actor.accountId, async (tx) => {
        await updateOwnProfile(tx, actor.id, body, sessions);
        return presentMe(tx, actor);
      }),
    ),
  ];
}

function passwordRoutes(deps: SessionDeps): Route[] {
  const { sessions, clock } = deps;
  return [
    route(contract.createPasswordReset, anybody, ({ db, request, reply, body }) => {
      sessions.refuseForeignOrigin(request);
      return askPasswordReset({ db, request, reply, now: clock.now() }, deps, body.email);
    }),
    route(contract.createPasswordChange, anybody, async ({ db, request, reply, body }) => {
      const { token, present_password: present, new_password: next } = body;
      const call = { db, reply, now: clock.now() };
      if ((token === undefined) === (present === undefined)) {
        const message = 'Send either the token of a reset link or the present password.';
        throw new Invalid([{ path: 'body', message }]);
      }
      sessions.refuseForeignOrigin(request);
      if (token !== undefined) return changePasswordByLink(call, sessions, token, next);
      const actor = await requireMember(sessions, request, reply);
      return changeOwnPassword(call, sessions, actor, { present: present!, next });
    }),
  ];
}

async function presentMe(tx: Tx, actor: MemberActor) {
  const csrfToken = await findCsrfToken(tx, actor.sessionId);
  if (csrfToken === null) throw refuseSignIn();
  return describeMe(tx, actor.id, csrfToken);
}

async function requireMember(
  sessions: SessionAuthenticator,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<MemberActor> {
  const actor = await sessions.authenticate(request, reply);
  if (!actor) throw refuseSignIn();
  if (actor.kind !== 'member') throw forbidden('This is for signed-in members, not for API keys.');
  return actor;
}

function refuseSignIn(): Refused {
  return new Refused('not_signed_in', 'Sign in first; your session is over.', { status: 401 });
}

import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor, MemberActor } from '../../platform/actor.ts';
import type { Clock } from '../../platform/clock.ts';
import { sameSecret } from '../../platform/crypto/token.ts';
import type { Database, Tx } from '../../platform/db/database.ts';
import { Refused } from '../../platform/errors.ts';
import type { Authenticator } from '../../platform/http/http-server.ts';
import { createKeyAuthenticator } from '../keys/public.ts';
import { createSessionCookie } from './session-cookie.ts';
import { createSessionKeeper, type SessionStart, type StartedSession } from './session-keeper.ts';
import { isOwnOrigin, isSafeMethod } from './session-rules.ts';
import type { KnownSession } from './session-views.ts';

/** Signs requests and sockets in, by session cookie or API key, and starts and ends sessions. */
export interface SessionAuthenticator extends Authenticator {
  /**
   * The member behind the WebSocket that is being opened; null without a session. Throws `Refused`
   * where another site opens it: cookies would come along.
   */
  authenticateSocket(request: FastifyRequest): Promise<MemberActor | null>;
  /** Throws `Refused` where a browser says that another site made this request. */
  refuseForeignOrigin(request: FastifyRequest): void;
  /** Tells of every session of this process’s acts that ended, so that its sockets close. */
  onSessionEnded(listener: (sessionId: string) => void): () => void;
  /** Tells of members whose rights changed, so that their sockets connect anew. */
  onMembersChanged(listener: (memberIds: readonly string[]) => void): () => void;
  /** Another process ended sessions, or changed rights: forgets what is remembered, and tells. */
  heardElsewhere(change: { sessionIds?: readonly string[]; memberIds?: readonly string[] }): void;
  /** Starts a session and sets its cookie once the transaction is committed. */
  startSession(tx: Tx, start: SessionStart): Promise<StartedSession>;
  /** Ends the session that the request came with, whoever’s it is; for signing in anew. */
  endPresentSession(request: FastifyRequest): Promise<void>;
  /** Ends sessions of a member in this transaction: one, all but one, or all. */
  endSessions(
    tx: Tx,
    memberId: string,
    which?: { only?: string; except?: string },
  ): Promise<string[]>;
  /** After the commit, the member’s next request sees their new name, role and teams. */
  forgetMembers(tx: Tx, memberIds: readonly string[]): void;
  /** After the commit, the key works no more, although it was looked up a moment ago. */
  forgetKey(tx: Tx, keyId: string): void;
  /** Takes the cookie back. */
  clearCookie(reply: FastifyReply): void;
}

export interface AuthenticatorOptions {
  db: Database;
  publicUrl: string;
  clock: Clock;
}

const BEARER = /^bearer +(\S+)$/i;

/** Composes session cookies and API keys; an API key wins where a request carries both. */
export function createAuthenticator(options: AuthenticatorOptions): SessionAuthenticator {
  const { db, publicUrl, clock } = options;
  const cookie = createSessionCookie(publicUrl);
  const keys = createKeyAuthenticator(db, clock);
  const keeper = createSessionKeeper(db, cookie, clock);

  function refuseForeignOrigin(request: FastifyRequest): void {
    if (isOwnOrigin(request.headers.origin, request.host, publicUrl)) return;
    throw new Refused(
      'csrf',
      `This request comes from another site than ${publicUrl}; nothing was changed. ` +
        'If you opened Earshot under another address, set PUBLIC_URL to it.',
      { status: 403 },
    );
  }

  async function authenticate(request: FastifyRequest, reply: FastifyReply): Promise<Actor | null> {
    const bearer = BEARER.exec(request.headers.authorization ?? '')?.[1];
    if (bearer !== undefined) return (await keys.authenticateKey(bearer)) ?? refuseKey(reply);
    const session = await keeper.findSession(request, reply);
    if (!session) return null;
    if (!isSafeMethod(request.method)) {
      refuseForeignOrigin(request);
      checkCsrfToken(request, session);
    }
    return memberActor(session);
  }

  return {
    authenticate,
    refuseForeignOrigin,
    async authenticateSocket(request) {
      refuseForeignOrigin(request);
      const session = await keeper.findSession(request, null);
      return session && memberActor(session);
    },
    onSessionEnded: keeper.onSessionEnded,
    onMembersChanged: keeper.onMembersChanged,
    heardElsewhere: keeper.heardElsewhere,
    startSession: keeper.startSession,
    endPresentSession: keeper.endPresentSession,
    endSessions: keeper.endSessions,
    forgetMembers: keeper.forgetMembers,
    forgetKey: keys.forgetKey,
    clearCookie: (reply) => cookie.clear(reply),
  };
}

function memberActor(session: KnownSession): MemberActor {
  return {
    kind: 'member',
    accountId: session.account_id,
    id: session.member_id,
    name: session.name,
    locale: session.locale,
    role: session.role,
    teamIds: session.team_ids,
    sessionId: session.id,
  };
}

function checkCsrfToken(request: FastifyRequest, session: KnownSession): void {
  const sent = request.headers['x-csrf-token'];
  if (typeof sent === 'string' && sameSecret(sent, session.csrf_token)) return;
  throw new Refused(
    'csrf',
    'Send the header X-CSRF-Token with the csrf_token that GET /api/v1/me answers. ' +
      'It proves that the request was made by the page you are signed in on. Nothing was changed.',
    { status: 403 },
  );
}

function refuseKey(reply: FastifyReply): never {
  reply.header('www-authenticate', 'Bearer error="invalid_token"');
  throw new Refused(
    'bad_key',
    'This API key is unknown, expired or revoked. An administrator can make a new one.',
    { status: 401 },
  );
}

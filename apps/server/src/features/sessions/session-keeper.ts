import type { FastifyReply, FastifyRequest } from 'fastify';
import { systemActor } from '../../platform/actor.ts';
import type { Clock } from '../../platform/clock.ts';
import { hashToken, newToken } from '../../platform/crypto/token.ts';
import type { Database, Tx } from '../../platform/db/database.ts';
import { emitEvent } from '../../platform/events/emit-event.ts';
import { newId } from '../../platform/ids.ts';
import { createMemory } from '../../platform/remember.ts';
import { recordAudit } from '../keys/public.ts';
import type { SessionCookie } from './session-cookie.ts';
import {
  REMEMBERED_MAX,
  REMEMBERED_MS,
  ROTATED_EVERY_MS,
  ROTATION_GRACE_MS,
  SEEN_EVERY_MS,
  SESSIONS_MAX,
} from './session-limits.ts';
import { decideExpiry, nameDevice, networkOf } from './session-rules.ts';
import {
  insertSession,
  listLiveSessions,
  noteSessionUse,
  offerSessionToken,
  revokeSessionRows,
  takeUpSessionToken,
} from './session-store.ts';
import { findSessionByToken, type KnownSession } from './session-views.ts';

export interface SessionStart {
  memberId: string;
  request: FastifyRequest;
  reply: FastifyReply;
}

export interface StartedSession {
  sessionId: string;
  csrfToken: string;
}

export interface SessionKeeper {
  findSession(request: FastifyRequest, reply: FastifyReply | null): Promise<KnownSession | null>;
  startSession(tx: Tx, start: SessionStart): Promise<StartedSession>;
  endPresentSession(request: FastifyRequest): Promise<void>;
  endSessions(
    tx: Tx,
    memberId: string,
    which?: { only?: string; except?: string },
  ): Promise<string[]>;
  forgetMembers(tx: Tx, memberIds: readonly string[]): void;
  heardElsewhere(change: { sessionIds?: readonly string[]; memberIds?: readonly string[] }): void;
  onSessionEnded(listener: (sessionId: string) => void): () => void;
  onMembersChanged(listener: (memberIds: readonly string[]) => void): () => void;
}

/** The life of sessions: start, look-up, rotation, end. */
export function createSessionKeeper(
  db: Database,
  cookie: SessionCookie,
  clock: Clock,
): SessionKeeper {
  const memory = createMemory<KnownSession>(clock, REMEMBERED_MS, REMEMBERED_MAX);
  const listeners = new Set<(sessionId: string) => void>();
  const changeListeners = new Set<(memberIds: readonly string[]) => void>();

  async function findSession(
    request: FastifyRequest,
    reply: FastifyReply | null,
  ): Promise<KnownSession | null> {
    const token = cookie.read(request);
    if (token === null) return null;
    const hash = hashToken(token);
    const recall = () =>
      memory.recall(hash.toString('base64'), () =>
        db.withSystem((tx) => findSessionByToken(tx, 'token_hash', hash)),
      );
    let session = await recall();
    if (!session && (await takeUpOffer(hash))) session = await recall();
    if (!session) return findByPreviousToken(hash);
    const now = clock.now();
    if (!isLive(session, now)) return null;
    // Without an answer to set a cookie on, as at a socket, the token stays.
    if (reply) await offerNext(session, hash, reply, now);
    await noteUse(session, now);
    return session;
  }

  /** The first request with an offered token shows that it arrived. */
  async function takeUpOffer(hash: Buffer): Promise<boolean> {
    const session = await db.withSystem((tx) => findSessionByToken(tx, 'offered_token_hash', hash));
    const now = clock.now();
    if (!session || !isLive(session, now)) return false;
    await db.withAccount(session.account_id, (tx) => takeUpSessionToken(tx, session.id, hash, now));
    memory.forget((known) => known.id === session.id);
    return true;
  }

  /** A token that was replaced: fine for requests in flight, later a sign that it was stolen. */
  async function findByPreviousToken(hash: Buffer): Promise<KnownSession | null> {
    const session = await db.withSystem((tx) =>
      findSessionByToken(tx, 'previous_token_hash', hash),
    );
    const now = clock.now();
    if (!session || !isLive(session, now)) return null;
    if (now.getTime() - session.rotated_at.getTime() <= ROTATION_GRACE_MS) return session;
    await db.withAccount(session.account_id, async (tx) => {
      const ended = await endSessions(tx, session.member_id, { only: session.id });
      if (ended.length === 0) return;
      await recordAudit(tx, systemActor(tx.accountId, 'sessions'), {
        action: 'session.revoked',
        subjectKind: 'session',
        subjectId: session.id,
        detail: { because: 'replaced_token_used', member_id: session.member_id },
      });
    });
    return null;
  }

  /** An answer can get lost with its cookie: an offer that nobody uses is made anew. */
  async function offerNext(
    session: KnownSession,
    present: Buffer,
    reply: FastifyReply,
    now: Date,
  ): Promise<void> {
    const wait_ms = session.has_offer ? ROTATION_GRACE_MS : ROTATED_EVERY_MS;
    const dueBefore = new Date(now.getTime() - wait_ms);
    if (session.rotated_at > dueBefore) return;
    const token = newToken();
    const tokens = { present, next: hashToken(token) };
    const isOurs = await db.withAccount(session.account_id, (tx) =>
      offerSessionToken(tx, session.id, tokens, dueBefore, now),
    );
    memory.forget((known) => known.id === session.id);
    if (isOurs) cookie.write(reply, token);
  }

  async function noteUse(session: KnownSession, now: Date): Promise<void> {
    if (now.getTime() - session.last_seen_at.getTime() < SEEN_EVERY_MS) return;
    const expiresAt = decideExpiry(session.created_at, now);
    session.last_seen_at = now;
    session.expires_at = expiresAt;
    await db.withAccount(session.account_id, (tx) =>
      noteSessionUse(tx, session.id, now, expiresAt),
    );
  }

  async function startSession(tx: Tx, start: SessionStart): Promise<StartedSession> {
    const { memberId, request, reply } = start;
    const now = clock.now();
    const token = newToken();
    const session = { sessionId: newId(), csrfToken: newToken() };
    await endSurplusSessions(tx, memberId, now);
    await insertSession(tx, {
      id: session.sessionId,
      memberId,
      tokenHash: hashToken(token),
      csrfToken: session.csrfToken,
      device: nameDevice(request.headers['user-agent']),
      address: networkOf(request.ip),
      now,
      expiresAt: decideExpiry(now, now),
    });
    tx.afterCommit(() => cookie.write(reply, token));
    return session;
  }

  async function endSurplusSessions(tx: Tx, memberId: string, now: Date): Promise<void> {
    const live = await listLiveSessions(tx, memberId, now);
    for (const surplus of live.slice(SESSIONS_MAX - 1)) {
      await endSessions(tx, memberId, { only: surplus.id });
    }
  }

  async function endSessions(
    tx: Tx,
    memberId: string,
    which: { only?: string; except?: string } = {},
  ): Promise<string[]> {
    const ended = await revokeSessionRows(tx, memberId, which, clock.now());
    const events = ended.map((id) => ({ name: 'session.ended', subjectId: id }));
    await emitEvent(tx, systemActor(tx.accountId, 'sessions'), ...events);
    tx.afterCommit(() => {
      const ids = new Set(ended);
      memory.forget((known) => ids.has(known.id));
      for (const id of ended) for (const listener of listeners) listener(id);
    });
    return ended;
  }

  return {
    findSession,
    startSession,
    endSessions,
    async endPresentSession(request) {
      const session = await findSession(request, null);
      if (!session) return;
      await db.withAccount(session.account_id, (tx) =>
        endSessions(tx, session.member_id, { only: session.id }),
      );
    },
    forgetMembers(tx, memberIds) {
      const ids = memberIds.map((id) => id.toLowerCase());
      tx.afterCommit(() => {
        memory.forget((known) => ids.includes(known.member_id));
        for (const listener of changeListeners) listener(ids);
      });
    },
    heardElsewhere({ sessionIds = [], memberIds = [] }) {
      memory.forget(
        (known) => sessionIds.includes(known.id) || memberIds.includes(known.member_id),
      );
      for (const id of sessionIds) for (const listener of listeners) listener(id);
      if (memberIds.length > 0) for (const listener of changeListeners) listener(memberIds);
    },
    onMembersChanged(listener) {
      changeListeners.add(listener);
      return () => changeListeners.delete(listener);
    },
    onSessionEnded(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function isLive(session: KnownSession, now: Date): boolean {
  return session.revoked_at === null && session.deactivated_at === null && session.expires_at > now;
}

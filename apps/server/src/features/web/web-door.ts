import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '../../platform/clock.ts';
import { hashToken } from '../../platform/crypto/token.ts';
import type { Database } from '../../platform/db/database.ts';
import { notFound, Refused } from '../../platform/errors.ts';
import { createMemory, type Memory } from '../../platform/remember.ts';
import { type Channel, findChannelByKey, getChannel } from '../channels/public.ts';
import { createThrottle } from '../links/public.ts';
import { networkOf } from '../sessions/public.ts';
import { resumeWebSessions, type VisitorSession } from './visitors/web-session-store.ts';
import {
  type CallLimit,
  channelRemembered_ms,
  limits,
  remembered_max,
  sessionRemembered_ms,
} from './web-limits.ts';

/** Somebody at the door of a channel. */
export interface Caller {
  channel: Channel;
  network: string;
}

/** A visitor with a live session. */
export interface VisitorCaller extends Caller {
  session: VisitorSession;
}

export type WebLimit = keyof typeof limits;

/** Lets visitors in: channel, origin, session and how often. */
export interface WebDoor {
  /** Answers browsers which pages may call, and refuses the others; before anything is read. */
  guard(request: FastifyRequest, reply: FastifyReply): Promise<void>;
  /** The channel of a request; 404 where no chat or form has this key. */
  enter(request: FastifyRequest, key: string): Promise<Caller>;
  /** The visitor behind the bearer token; 401 where the session ended or never was. */
  enterAsVisitor(request: FastifyRequest, key: string): Promise<VisitorCaller>;
  /** The chat or form of this key; null: none. Remembered for a moment. */
  findChannel(key: string): Promise<Channel | null>;
  /** The session of a token of this channel; null: none. Remembered for a moment. */
  findSession(channel: Channel, token: string): Promise<VisitorSession | null>;
  /** Throws 429 where there are too many calls under one of these keys. */
  count(reply: FastifyReply | null, ...counters: readonly (readonly [WebLimit, string])[]): void;
  /** Sessions of these ids ended here; others learn it within seconds. */
  forget(sessionIds: readonly string[]): void;
}

export interface WebDoorDeps {
  db: Database;
  clock: Clock;
  publicUrl: string;
}

const allowedHeaders = 'authorization, content-type';
const allowedMethods = 'GET, POST, DELETE';
const preflightKept_s = 600;

/** The door of all chats and forms of this process. */
export function createWebDoor(deps: WebDoorDeps): WebDoor {
  const { db, clock } = deps;
  const throttle = createThrottle(clock);
  const channels = createMemory<Channel>(clock, channelRemembered_ms, remembered_max);
  const sessions = createMemory<VisitorSession>(clock, sessionRemembered_ms, remembered_max);
  const ownOrigin = new URL(deps.publicUrl).origin;

  function findChannel(key: string): Promise<Channel | null> {
    return channels.recall(key, async () => {
      const place = await findChannelByKey(db, key);
      if (!place) return null;
      const channel = await db.withAccount(place.accountId, (tx) =>
        getChannel(tx, place.channelId),
      );
      return channel.web === null ? null : channel;
    });
  }

  const mayCall = (channel: Channel, origin: string) =>
    origin === ownOrigin || (channel.web?.allowed_origins.includes(origin.toLowerCase()) ?? false);

  const count: WebDoor['count'] = (reply, ...counters) => {
    for (const [name, key] of counters) {
      const { calls, window_ms }: CallLimit = limits[name];
      const wait_s = throttle.count(`${name} ${key}`, calls, window_ms);
      if (wait_s !== null) throw refuseCalls(reply, wait_s);
    }
  };

  const findSession: WebDoor['findSession'] = (channel, token) =>
    sessions.recall(`${channel.id} ${hashToken(token).toString('base64')}`, () =>
      db.withAccount(channel.accountId, async (tx) => {
        const found = await resumeWebSessions(tx, [token], clock.now());
        const session = found.get(token) ?? null;
        return session?.visitor.channel_id === channel.id ? session : null;
      }),
    );

  async function enter(request: FastifyRequest, key: string): Promise<Caller> {
    const channel = await findChannel(key);
    if (!channel) throw notFound('channel');
    return { channel, network: networkOf(request.ip) };
  }

  return {
    enter,
    findChannel,
    count,
    findSession,
    async guard(request, reply) {
      const { channelKey } = request.params as { channelKey?: string };
      if (!channelKey || !request.url.startsWith('/api/v1/web/')) return;
      reply.header('vary', 'origin');
      const { origin } = request.headers;
      if (origin === undefined) return;
      const channel = await findChannel(channelKey).catch((error: unknown) => {
        // Whose page may call is not known now; that nobody is answered may be read on every page.
        reply.header('access-control-allow-origin', '*');
        throw error;
      });
      if (!channel) return;
      if (!mayCall(channel, origin)) throw refuseOrigin();
      reply.headers({
        'access-control-allow-origin': origin,
        'access-control-expose-headers': 'retry-after, content-disposition',
        'cross-origin-resource-policy': 'cross-origin',
      });
      if (request.method !== 'OPTIONS') return;
      reply.headers({
        'access-control-allow-methods': allowedMethods,
        'access-control-allow-headers': allowedHeaders,
        'access-control-max-age': String(preflightKept_s),
      });
    },
    async enterAsVisitor(request, key) {
      const caller = await enter(request, key);
      const token = /^Bearer ([\w-]{10,200})$/.exec(request.headers.authorization ?? '')?.[1];
      const session = token === undefined ? null : await findSession(caller.channel, token);
      if (session && session.expires_at > clock.now()) return { ...caller, session };
      count(null, ['wrongTokensOfNetwork', caller.network]);
      throw new Refused(
        'visitor_unknown',
        'This session has ended. Begin a new one; what was said is kept.',
        { status: 401 },
      );
    },
    forget(sessionIds) {
      forgetAll(sessions, sessionIds);
    },
  };
}

function forgetAll(memory: Memory<VisitorSession>, ids: readonly string[]): void {
  memory.forget((session) => ids.includes(session.id));
}

function refuseOrigin(): Refused {
  return new Refused(
    'origin_not_allowed',
    'This page may not speak with this chat. Whoever runs it adds its address to the channel.',
    { status: 403 },
  );
}

function refuseCalls(reply: FastifyReply | null, wait_s: number): Refused {
  reply?.header('retry-after', String(wait_s));
  return new Refused(
    'too_many_requests',
    'Too many calls. Nothing of this one was kept; wait a moment and send it again.',
    { status: 429, facts: { retry_after_seconds: wait_s } },
  );
}

import type { Clock } from '../../../platform/clock.ts';
import type { Database } from '../../../platform/db/database.ts';
import { gatherWork } from '../../../platform/gather-work.ts';
import type { Channel } from '../../channels/public.ts';
import { presentConversation } from '../talk/present-talk.ts';
import { listShownOfVisitors, type ShownConversation } from '../talk/web-conversation-views.ts';
import { resumeWebSessions, type VisitorSession } from '../visitors/web-session-store.ts';
import { joinsAStep_max } from './live-limits.ts';
import type { SocketIndex } from './socket-index.ts';
import { stateOf } from './tell-followers.ts';
import { takeTurns } from './turns.ts';
import { frameText, type VisitorSocket } from './visitor-socket.ts';
import type { Hello } from './web-hub.ts';

/** A socket that said who it is. */
export interface Arrival {
  socket: VisitorSocket;
  channel: Channel;
  hello: Hello;
}

export interface Joins {
  /** Resolves when the socket is live, or was closed because nobody is behind its token. */
  join(arrival: Arrival): Promise<void>;
  /** Cases of which an event told, sessions that ended: who is on the way in may not know of it. */
  note(ids: readonly (string | null)[]): void;
}

export interface JoinDeps {
  db: Database;
  clock: Clock;
  index: SocketIndex;
  /** Looks what is new in these conversations, for those who follow them. */
  wakeTalks(accountId: string, talkIds: readonly string[]): void;
  onJoined(socket: VisitorSocket): void;
}

interface Waiting extends Arrival {
  done(): void;
  fail(error: unknown): void;
}

/**
 * Seats who connects. After a restart everybody comes at once: those who come while others are
 * being seated are looked up together.
 */
export function createJoins(deps: JoinDeps): Joins {
  /** By account what was told of while somebody is on the way in. */
  const meanwhile = new Map<string, Set<string | null>>();
  const comers = gatherWork<Waiting>(async (accountId, waiting) => {
    const some = waiting.splice(0, joinsAStep_max);
    const told = new Set<string | null>();
    meanwhile.set(accountId, told);
    try {
      await seat(deps, accountId, some, told);
      for (const one of some) one.done();
    } catch (error) {
      for (const one of some) one.fail(error);
    }
    meanwhile.delete(accountId);
  });
  return {
    join: (arrival) =>
      new Promise((done, fail) =>
        comers.add(arrival.channel.accountId, { ...arrival, done, fail }),
      ),
    note(ids) {
      for (const told of meanwhile.values()) for (const id of ids) told.add(id);
    },
  };
}

async function seat(
  deps: JoinDeps,
  accountId: string,
  arrivals: readonly Arrival[],
  told: ReadonlySet<string | null>,
): Promise<void> {
  const { db, clock, index } = deps;
  const tokens = arrivals.map(({ hello }) => hello.token);
  const sessions = await db.withAccount(accountId, (tx) =>
    resumeWebSessions(tx, tokens, clock.now()),
  );
  const seated = arrivals.filter((arrival) => place(index, arrival, sessions, told));
  // They are found by their conversations from here on: what is read now is at least as new.
  const visitorIds = new Set(seated.map(({ socket }) => socket.place!.visitorId));
  const rows = await db.withAccount(accountId, (tx) => listShownOfVisitors(tx, [...visitorIds]));
  const rowsOf = Map.groupBy(rows, (row) => row.visitor_id);
  const behind = new Set<string>();
  const turns = takeTurns();
  for (const arrival of seated) {
    if (turns.isOver()) await turns.next();
    const own = rowsOf.get(arrival.socket.place!.visitorId) ?? [];
    for (const id of greet(deps, arrival, own, told)) behind.add(id);
  }
  deps.wakeTalks(accountId, [...behind]);
}

/** False where it is gone, or nobody is behind its token on this channel. */
function place(
  index: SocketIndex,
  { socket, channel, hello }: Arrival,
  sessions: ReadonlyMap<string, VisitorSession>,
  told: ReadonlySet<string | null>,
): boolean {
  if (!socket.isOpen) return false;
  const session = sessions.get(hello.token);
  if (!session || session.visitor.channel_id !== channel.id || told.has(session.id)) {
    socket.end();
    return false;
  }
  socket.place = {
    accountId: channel.accountId,
    channelId: channel.id,
    sessionId: session.id,
    visitorId: session.visitor_id,
    visitorName: session.visitor.name,
    expiresAt: session.expires_at,
    talks: new Map(),
  };
  socket.page = hello.page ?? null;
  index.add(socket);
  return true;
}

/** Tells where they stand; answers the conversations in which they may have missed something. */
function greet(
  { index, onJoined }: JoinDeps,
  { socket, channel, hello }: Arrival,
  rows: readonly ShownConversation[],
  told: ReadonlySet<string | null>,
): string[] {
  const resumed = new Map(hello.resume.map((one) => [one.conversation_id, one.after_seq]));
  const behind: string[] = [];
  const conversations = rows.map((row) => {
    const conversation = presentConversation(channel, row);
    const known = Math.min(resumed.get(row.id) ?? row.last_seq, row.last_seq);
    // Where it began meanwhile they were told of it already.
    const seq = Math.max(known, socket.place!.talks.get(row.id) ?? 0);
    index.follow(socket, row.id, seq);
    const caseIds = [row.case_id, row.kept_case_id];
    const talk = index.place(row.id, caseIds);
    if (talk) talk.state ??= stateOf(conversation);
    if (seq < row.last_seq || caseIds.some((id) => id !== null && told.has(id)))
      behind.push(row.id);
    return conversation;
  });
  socket.send(frameText({ type: 'ready', conversations }));
  onJoined(socket);
  return behind;
}

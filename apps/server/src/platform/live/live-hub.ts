import type { MemberActor } from '../actor.ts';
import type { Database } from '../db/database.ts';
import { listEventsAfter } from '../events/event-log.ts';
import { findLastPosition, type RelayedEvent } from '../events/event-relay.ts';
import type { Log } from '../log/log.ts';
import type { LiveSocket } from './live-socket.ts';

/** A subject that changed, with who may see it; the hub itself knows no domain word. */
export interface LiveRow {
  subjectId: string;
  /** Null: it is in no list any more. */
  row: unknown;
  canSee(actor: MemberActor): boolean;
}

/** All of an event, only that something became of its subject, or only that there was one. */
export type Hearing = 'all' | 'subject' | 'nothing';

export interface LiveSight {
  /** Reads the rows of changed subjects once for all desks. */
  loadRows(accountId: string, subjectIds: readonly string[]): Promise<readonly LiveRow[]>;
  /** What this desk may hear of an event whose subject it may see, or not. */
  decideHearing(actor: MemberActor, event: RelayedEvent, seesSubject: boolean): Hearing;
}

export interface LiveHub {
  /** Takes over a signed-in socket until it closes. */
  join(socket: LiveSocket): void;
  /** Hears of relayed events; wire it to the relay. */
  publish(accountId: string, events: readonly RelayedEvent[]): void;
  /** Sends one message to the sockets of some members. */
  tell(accountId: string, memberIds: readonly string[], message: unknown): void;
  /** Closes the sockets of a session that ended. */
  endSession(sessionId: string): void;
  /** Who has a desk open here; somebody with two desks is named twice. */
  listActors(accountId: string): MemberActor[];
  /** Lets the desks of these members connect anew, since their rights changed. */
  reconnect(memberIds: readonly string[]): void;
  sockets(): number;
  close(): void;
}

/** Events sent for catching up; a desk further behind reads its lists anew. */
const CATCH_UP_MAX = 2_000;
const PING_MS = 15_000;
/** Sockets served in one go before the event loop gets its turn. */
const CHUNK = 200;

/** Live events for desks: each socket gets every event of its account once, in order. */
export function createLiveHub(db: Database, sight: LiveSight, log: Log): LiveHub {
  const byAccount = new Map<string, Set<LiveSocket>>();
  const lastPosition = new Map<string, number>();
  let queue: Promise<void> = Promise.resolve();

  function socketsOf(accountId: string): Set<LiveSocket> {
    let sockets = byAccount.get(accountId);
    if (!sockets) byAccount.set(accountId, (sockets = new Set()));
    return sockets;
  }

  async function fanOut(accountId: string, events: readonly RelayedEvent[]): Promise<void> {
    const sockets = socketsOf(accountId);
    lastPosition.set(accountId, events.at(-1)?.position ?? 0);
    if (sockets.size === 0) return;
    const rows = await sight.loadRows(accountId, subjectsOf(events));
    const cache = new Map<string, string>();
    let served = 0;
    for (const socket of sockets) {
      socket.deliver(events, presentBatch(sight, socket.actor, { events, rows }, cache));
      if (++served % CHUNK === 0) await new Promise(setImmediate);
    }
  }

  async function catchUp(socket: LiveSocket, from: number | null): Promise<void> {
    const { accountId } = socket.actor;
    const found = await db.withAccount(accountId, async (tx) => ({
      last: await findLastPosition(tx),
      events: from === null ? [] : await listEventsAfter(tx, from, CATCH_UP_MAX + 1),
    }));
    if (from !== null && (from > found.last || found.events.length > CATCH_UP_MAX)) {
      socket.send(JSON.stringify({ type: 'reload' }));
      socket.startLive(found.last);
      return;
    }
    if (found.events.length > 0) {
      const rows = await sight.loadRows(accountId, subjectsOf(found.events));
      const batch = { events: found.events, rows };
      socket.send(presentBatch(sight, socket.actor, batch, new Map()));
    }
    socket.startLive(found.events.at(-1)?.position ?? found.last);
  }

  function ping(): void {
    for (const [accountId, sockets] of byAccount) {
      const position = lastPosition.get(accountId) ?? 0;
      const text = JSON.stringify({ type: 'ping', at: new Date().toISOString(), position });
      for (const socket of sockets) socket.send(text);
    }
  }

  const timer = setInterval(ping, PING_MS);
  timer.unref();
  return {
    join(socket) {
      const sockets = socketsOf(socket.actor.accountId);
      sockets.add(socket);
      socket.onClose(() => sockets.delete(socket));
      socket.onResume((from) => {
        catchUp(socket, from).catch((error: unknown) => {
          log.error({ err: error }, 'A desk could not catch up; it connects again.');
          socket.close(1011, 'try again');
        });
      });
    },
    publish(accountId, events) {
      queue = queue
        .then(() => fanOut(accountId, events))
        .catch((error: unknown) => {
          // A desk must never look live while it missed something.
          log.error({ err: error }, 'Live events could not be sent; the desks connect again.');
          for (const socket of socketsOf(accountId)) socket.close(1011, 'try again');
        });
    },
    tell(accountId, memberIds, message) {
      const text = JSON.stringify(message);
      for (const socket of socketsOf(accountId)) {
        if (memberIds.includes(socket.actor.id)) socket.send(text);
      }
    },
    endSession(sessionId) {
      for (const sockets of byAccount.values()) {
        for (const socket of sockets) {
          if (socket.actor.sessionId === sessionId) socket.end();
        }
      }
    },
    reconnect(memberIds) {
      for (const sockets of byAccount.values()) {
        for (const socket of sockets) {
          if (memberIds.includes(socket.actor.id)) socket.close(1012, 'rights changed');
        }
      }
    },
    listActors: (accountId) => [...socketsOf(accountId)].map((socket) => socket.actor),
    sockets: () => [...byAccount.values()].reduce((sum, sockets) => sum + sockets.size, 0),
    close() {
      clearInterval(timer);
      for (const sockets of byAccount.values()) {
        for (const socket of sockets) socket.close(1001, 'restarting');
      }
    },
  };
}

function subjectsOf(events: readonly RelayedEvent[]): string[] {
  return [...new Set(events.flatMap((event) => (event.subject_id ? [event.subject_id] : [])))];
}

interface Batch {
  events: readonly RelayedEvent[];
  rows: readonly LiveRow[];
}

/** The message for one desk; those who may see the same share one text. */
function presentBatch(
  sight: LiveSight,
  actor: MemberActor,
  { events, rows }: Batch,
  cache: Map<string, string>,
): string {
  const visible = rows.filter((one) => one.canSee(actor));
  const seen = new Set(visible.map((one) => one.subjectId));
  const hearings = events.map((event) =>
    sight.decideHearing(actor, event, event.subject_id !== null && seen.has(event.subject_id)),
  );
  const key = `${visible.map((one) => rows.indexOf(one)).join()} ${hearings.join()}`;
  let text = cache.get(key);
  if (text === undefined) {
    text = JSON.stringify({
      type: 'events',
      events: events.map((event, index) => presentEvent(event, hearings[index] ?? 'nothing')),
      rows: visible.flatMap((one) => (one.row === null ? [] : [one.row])),
    });
    cache.set(key, text);
  }
  return text;
}

function presentEvent(event: RelayedEvent, hearing: Hearing) {
  const { position, id, name, subject_id, occurred_at: at } = event;
  if (hearing === 'all') return { position, id, name, subject_id, actor_id: event.actor.id, at };
  const hidden = { position, id, actor_id: null, at };
  if (hearing === 'subject') return { ...hidden, name: 'subject.hidden', subject_id };
  return { ...hidden, name: 'event.hidden', subject_id: null };
}

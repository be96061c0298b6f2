import type { WebLiveRequest } from '@earshot/contract/web-live-contract.ts';
import type { RelayedEvent } from '../../../platform/events/event-relay.ts';
import type { Log } from '../../../platform/log/log.ts';
import type { Watch } from '../../../platform/start-watch.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { Database } from '../../../platform/db/database.ts';
import type { Channel } from '../../channels/public.ts';
import { presentConversation, nameAgent } from '../talk/present-talk.ts';
import { listShownConversations, listTalksOfCase } from '../talk/web-conversation-views.ts';
import { createFanOut } from './fan-out.ts';
import { createGate } from './gate.ts';
import { joinsAtOnce_max, pingEvery_ms, silentPings_max, turn_ms } from './live-limits.ts';
import { listFollowers } from './live-views.ts';
import { createSocketIndex } from './socket-index.ts';
import { createWakes, type Wake } from './wakes.ts';
import {
  createVisitorPresence,
  type VisitorListener,
  type VisitorPresence,
} from './visitor-presence.ts';
import type { SocketPlace, VisitorSocket } from './visitor-socket.ts';

export interface WebHub {
  /** A socket said who it is: it is told where it stands and what it missed. */
  join(socket: VisitorSocket, place: SocketPlace, hello: Hello): Promise<void>;
  leave(socket: VisitorSocket): void;
  /** Hears of relayed events; wire it to the relay. */
  publish(accountId: string, events: readonly RelayedEvent[]): void;
  /** The sockets of these sessions end. */
  endSessions(sessionIds: readonly string[]): void;
  /** What the visitor is doing; words only where the channel tells them so. */
  noteTyping(socket: VisitorSocket, talkId: string, typing: boolean, words: string | null): void;
  /** An agent types in a case; visitors read the name that the channel’s settings allow. */
  tellTyping(accountId: string, caseId: string, who: { name: string; typing: boolean }): void;
  onVisitor(listener: VisitorListener): () => void;
  stateOf: VisitorPresence['stateOf'];
  /** Whether somebody who may read this conversation is connected here. */
  isOpen(talkId: string): boolean;
  sockets(): number;
  start(): Watch;
  close(): void;
}

export type Hello = Extract<WebLiveRequest, { type: 'hello' }>;

export interface WebHubDeps {
  db: Database;
  clock: Clock;
  log: Log;
  channelOf(accountId: string, channelId: string): Promise<Channel | null>;
}

/** Live conversations of the visitors who are connected to this process. */
export function createWebHub(deps: WebHubDeps): WebHub {
  const { db, log, clock } = deps;
  const index = createSocketIndex();
  const fanOut = createFanOut({ ...deps, index });
  const presence = createVisitorPresence(deps);
  const gate = createGate(joinsAtOnce_max);
  const wakes = createWakes(async (accountId, wake) => {
    const talkIds = await findWoken(accountId, wake);
    await fanOut.tell(accountId, talkIds, [...wake.changed].flatMap(index.talksOfCase));
  }, onFailure);
  const ping = setInterval(() => void pingAll(), pingEvery_ms);
  ping.unref();
  presence.onAgent((state) => {
    sendTyping(state.talkId, state.name ?? '', state.typing);
  });

  /** Sockets that may have missed something connect again. */
  function onFailure(accountId: string, error: unknown): void {
    log.error({ err: error }, 'Visitors could not be told; their clients connect again.');
    for (const socket of index.all()) {
      if (socket.place?.accountId === accountId) socket.close(1011, 'try again');
    }
  }

  async function findWoken(accountId: string, wake: Wake): Promise<string[]> {
    const behind = [...wake.talks];
    const talkIds = new Set([...behind, ...[...wake.cases].flatMap(index.talksOfCase)]);
    if (wake.opened.size === 0) return [...talkIds];
    const rows = await db.withAccount(accountId, (tx) => listFollowers(tx, [...wake.opened]));
    for (const { visitor_id: visitorId, id, case_id: caseId } of rows) {
      for (const socket of index.ofVisitors([visitorId])) {
        const { talks } = socket.place!;
        if (!talks.has(id)) talks.set(id, 0);
        index.follow(socket, id);
        index.place(id, [caseId]);
        talkIds.add(id);
      }
    }
    return [...talkIds];
  }

  async function readPlace(place: SocketPlace, channel: Channel) {
    return db.withAccount(place.accountId, async (tx) => {
      const rows = await listShownConversations(tx, { visitorId: place.visitorId });
      return { rows, shown: rows.map((row) => presentConversation(channel, row)) };
    });
  }

  async function pingAll(): Promise<void> {
    const text = JSON.stringify({ type: 'ping', at: clock.now().toISOString() });
    const now = clock.now();
    let turnEnds = performance.now() + turn_ms;
    for (const socket of index.all()) {
      socket.silentPings += 1;
      if (socket.silentPings > silentPings_max) socket.terminate();
      else if (socket.place!.expiresAt <= now) socket.end();
      else socket.send(text);
      noteOnline(socket, true);
      if (performance.now() < turnEnds) continue;
      await new Promise(setImmediate);
      turnEnds = performance.now() + turn_ms;
    }
  }

  function noteOnline(socket: VisitorSocket, online: boolean): void {
    const { accountId, talks, visitorName: name } = socket.place!;
    for (const talkId of talks.keys()) {
      if (!online && index.ofTalk(talkId).size > 0) continue;
      const state = { accountId, talkId, name, online, typing: false, words: null };
      presence.note({ ...state, side: 'visitor', page: socket.page });
    }
  }

  function sendTyping(talkId: string, name: string, typing: boolean): void {
    const text = JSON.stringify({ type: 'typing', conversation_id: talkId, name, typing });
    for (const socket of index.ofTalk(talkId)) socket.send(text);
  }

  async function tellTypingNow(
    accountId: string,
    caseId: string,
    who: { name: string; typing: boolean },
  ): Promise<void> {
    const rows = await db.withAccount(accountId, async (tx) => {
      const ids = (await listTalksOfCase(tx, caseId)).map((talk) => talk.id);
      return ids.length === 0 ? [] : listShownConversations(tx, { ids });
    });
    for (const row of rows) {
      const channel = await deps.channelOf(accountId, row.channel_id);
      if (!channel) continue;
      const name = nameAgent(channel, who.name, row);
      sendTyping(row.id, name, who.typing);
      const state = { accountId, talkId: row.id, name, typing: who.typing, online: true };
      presence.note({ ...state, words: null, page: null, side: 'agent' });
    }
  }

  return {
    async join(socket, place, hello) {
      await gate.pass(async () => {
        const channel = await deps.channelOf(place.accountId, place.channelId);
        if (!channel) return socket.end();
        socket.place = place;
        socket.page = hello.page ?? null;
        index.add(socket);
        const { rows, shown } = await readPlace(place, channel);
        const resumed = new Map(hello.resume.map((one) => [one.conversation_id, one.after_seq]));
        // What comes from here on is sent by the fan-out, from the number noted here.
        for (const row of rows) {
          const after = Math.min(resumed.get(row.id) ?? row.last_seq, row.last_seq);
          place.talks.set(row.id, after);
          index.follow(socket, row.id);
          index.place(row.id, [row.case_id, row.kept_case_id]);
        }
        socket.send(JSON.stringify({ type: 'ready', conversations: shown }));
        noteOnline(socket, true);
        const behind = rows.filter((row) => place.talks.get(row.id)! < row.last_seq);
        wakes.wakeTalks(
          place.accountId,
          behind.map((row) => row.id),
        );
      });
    },
    leave(socket) {
      if (!socket.place) return;
      index.remove(socket);
      noteOnline(socket, false);
    },
    publish(accountId, events) {
      if (!index.hasAccount(accountId)) return;
      wakes.wake(accountId, events, index.hasChannel);
      const ended = events.filter(({ name }) => name === 'visitor.session_ended');
      if (ended.length > 0)
        endSessions(ended.flatMap(({ facts }) => facts['session_ids'] as string[]));
    },
    endSessions,
    noteTyping(socket, talkId, typing, words) {
      const { accountId, visitorName: name, talks } = socket.place!;
      if (!talks.has(talkId)) return;
      const state = { accountId, talkId, name, online: true, typing, words };
      presence.note({ ...state, side: 'visitor', page: socket.page });
    },
    tellTyping(accountId, caseId, who) {
      tellTypingNow(accountId, caseId, who).catch((error: unknown) => {
        log.warn({ err: error }, 'That somebody types was not told.');
      });
    },
    onVisitor: presence.onVisitor,
    stateOf: presence.stateOf,
    isOpen: (talkId) => index.ofTalk(talkId).size > 0,
    sockets: () => index.all().size,
    start: presence.start,
    close() {
      clearInterval(ping);
      for (const socket of index.all()) socket.close(1001, 'restarting');
    },
  };

  function endSessions(sessionIds: readonly string[]): void {
    if (sessionIds.length === 0) return;
    const ended = new Set(sessionIds);
    for (const socket of index.all()) {
      if (ended.has(socket.place!.sessionId)) socket.end();
    }
  }
}

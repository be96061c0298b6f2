import type { WebLiveRequest } from '@earshot/contract/web-live-contract.ts';
import type { RelayedEvent } from '../../../platform/events/event-relay.ts';
import type { Log } from '../../../platform/log/log.ts';
import type { Watch } from '../../../platform/start-watch.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { Database } from '../../../platform/db/database.ts';
import type { Channel } from '../../channels/public.ts';
import { nameAgent } from '../talk/present-talk.ts';
import { listShownConversations, listTalksOfCase } from '../talk/web-conversation-views.ts';
import { createFanOut } from './fan-out.ts';
import { createJoins, type Joins } from './join-visitors.ts';
import { createLaterStates } from './later-states.ts';
import { pingStep_ms, statesWithin_ms } from './live-limits.ts';
import { listFollowers } from './live-views.ts';
import { createPings } from './ping-visitors.ts';
import { createSocketIndex } from './socket-index.ts';
import { createWakes, type Wake } from './wakes.ts';
import {
  createVisitorPresence,
  type VisitorListener,
  type VisitorPresence,
} from './visitor-presence.ts';
import { frameText, type VisitorSocket } from './visitor-socket.ts';

export interface WebHub {
  /** A socket said who it is: it is told where it stands and what it missed. */
  join: Joins['join'];
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
  const presence = createVisitorPresence({ ...deps, followed: index.followed });
  const joins = createJoins({
    ...deps,
    index,
    wakeTalks: (accountId, talkIds) => wakes.wakeTalks(accountId, talkIds),
    onJoined: (socket) => noteOnline(socket, true),
  });
  const wakes = createWakes(async (accountId, wake) => {
    const talkIds = await findWoken(accountId, wake);
    const changed = [...wake.changed].flatMap(index.talksOfCase);
    wakes.wakeTalks(accountId, await fanOut.tellMessages(accountId, talkIds, changed));
    states.add(accountId, talkIds);
  }, onFailure);
  const states = createLaterStates(
    (accountId) => wakes.awaitRest(accountId, statesWithin_ms),
    (accountId, talkIds) =>
      fanOut
        .tellStates(accountId, talkIds)
        .then((again) => wakes.wakeTalks(accountId, again))
        .catch((error: unknown) => onFailure(accountId, error)),
  );
  const pings = createPings({ clock, sockets: index.all, drop });
  const ping = setInterval(pings.pingSome, pingStep_ms);
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
      for (const socket of index.ofVisitor(visitorId)) {
        if (!socket.place!.talks.has(id)) index.follow(socket, id, 0);
        index.place(id, [caseId]);
        talkIds.add(id);
      }
    }
    return [...talkIds];
  }

  function drop(socket: VisitorSocket): void {
    if (!socket.place) return;
    index.remove(socket);
    noteOnline(socket, false);
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
    const sockets = index.ofTalk(talkId);
    if (sockets.size === 0) return;
    const frame = frameText({ type: 'typing', conversation_id: talkId, name, typing });
    for (const socket of sockets) socket.send(frame);
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
    join: joins.join,
    leave: drop,
    publish(accountId, events) {
      joins.note(events.map((event) => event.subject_id));
      wakes.wake(accountId, events, index);
      const ended = events.filter(({ name }) => name === 'visitor.session_ended');
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
      states.stop();
      for (const socket of index.all()) socket.close(1001, 'restarting');
    },
  };

  function endSessions(sessionIds: readonly string[]): void {
    if (sessionIds.length === 0) return;
    joins.note(sessionIds);
    const ended = new Set(sessionIds);
    for (const socket of index.all()) {
      if (ended.has(socket.place!.sessionId)) socket.end();
    }
  }
}

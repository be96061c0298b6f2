import type { VisitorState } from '@earshot/contract/live-contract.ts';
import type { Database, Tx } from '../../../platform/db/database.ts';
import { newId } from '../../../platform/ids.ts';
import type { Log } from '../../../platform/log/log.ts';
import { startWatch, type Watch } from '../../../platform/start-watch.ts';
import { maskAddress } from '../talk/talk-rules.ts';
import { listTalksOfCase } from '../talk/web-conversation-views.ts';
import {
  presenceAgain_ms,
  presenceEvery_ms,
  presenceLatest_ms,
  statesAStep_max,
  touchesAStep_max,
} from './live-limits.ts';
import { listSeatedVisitors, type SeatedVisitor } from './live-views.ts';
import {
  findVisitorPresences,
  listForeignPresences,
  type PresenceState,
  savePresences,
  touchPresences,
} from './presence-store.ts';
import type { FollowedTalk } from './socket-index.ts';
import type { VisitorSocket } from './visitor-socket.ts';

/** Hears how the contacts of live conversations are there; also what other processes know. */
export interface VisitorListener {
  /** Whether somebody of the account listens just now; else nothing is looked up. */
  isThere(accountId: string): boolean;
  tell(accountId: string, states: readonly VisitorState[]): void;
}

export interface VisitorPresence {
  /** Something changed here: listeners are told, and the other processes within a moment. */
  note(state: PresenceState): void;
  /** What an agent types, told by another process. */
  onAgent(listener: (state: PresenceState) => void): void;
  onVisitor(listener: VisitorListener): () => void;
  stateOf(tx: Tx, caseId: string): Promise<VisitorState | null>;
  start(): Watch;
}

export interface PresenceDeps {
  db: Database;
  log: Log;
  /** Conversations whose visitors are connected to this process. */
  followed(): Iterable<FollowedTalk>;
}

/** How far back states of other processes are looked for; each is told once. */
const LOOK_BACK_S = 5;

/** Who is there and types, in memory; written down only so that other processes can tell it. */
export function createVisitorPresence(deps: PresenceDeps): VisitorPresence {
  const { db, log, followed } = deps;
  const processId = newId();
  const listeners = new Set<VisitorListener>();
  const agentListeners: ((state: PresenceState) => void)[] = [];
  const dirty = new Map<string, PresenceState>();
  const told = new Map<string, number>();
  let saidAt = performance.now();
  let watch: Watch | null = null;
  /** Nobody was there at the last look, so the next one is a while off. */
  let rests = false;

  async function tell(states: readonly PresenceState[]): Promise<void> {
    for (const [accountId, some] of Map.groupBy(states, (state) => state.accountId)) {
      const there = [...listeners].filter((listener) => listener.isThere(accountId));
      if (there.length === 0) continue;
      const newest = new Map(some.map((state) => [state.talkId, state]));
      const ids = [...newest.keys()];
      const seated = await db.withAccount(accountId, (tx) => listSeatedVisitors(tx, ids));
      const shown = seated.map((one) => presentState(one, newest.get(one.id)!));
      for (const listener of there) listener.tell(accountId, shown);
    }
  }

  async function exchangeAllOwn(): Promise<number> {
    const mine = [...dirty.values()];
    dirty.clear();
    try {
      for (let from = 0; from < mine.length; from += statesAStep_max) {
        await exchangeOwn(mine.slice(from, from + statesAStep_max));
      }
    } catch (error) {
      // What is newer meanwhile counts.
      for (const state of mine.filter((one) => !dirty.has(keyOf(one)))) {
        dirty.set(keyOf(state), state);
      }
      throw error;
    }
    return mine.length;
  }

  async function exchangeOwn(mine: readonly PresenceState[]): Promise<void> {
    await tell(mine.filter((state) => state.side === 'visitor'));
    for (const [accountId, some] of Map.groupBy(mine, (state) => state.accountId)) {
      await db.withAccount(accountId, (tx) => savePresences(tx, processId, some));
    }
  }

  /** Who is here without doing anything is told of by nothing else. */
  async function sayAgain(): Promise<void> {
    const ids = Map.groupBy(followed(), ({ sockets }) => accountOf(sockets));
    for (const [accountId, talks] of ids) {
      for (let from = 0; from < talks.length; from += touchesAStep_max) {
        const some = talks.slice(from, from + touchesAStep_max).map((talk) => talk.id);
        await db.withAccount(accountId, (tx) => touchPresences(tx, processId, some));
      }
    }
  }

  async function exchange(): Promise<number> {
    if (performance.now() - saidAt >= presenceAgain_ms) {
      saidAt = performance.now();
      await sayAgain();
    }
    const mine = await exchangeAllOwn();
    const found = await listForeignPresences(db, processId, LOOK_BACK_S);
    const fresh = found.filter((one) => (told.get(keyOf(one)) ?? 0) < one.at.getTime());
    await tell(fresh.filter((state) => state.side === 'visitor'));
    for (const one of fresh.filter((state) => state.side === 'agent')) {
      for (const listener of agentListeners) listener(one);
    }
    told.clear();
    for (const one of found) told.set(keyOf(one), one.at.getTime());
    rests = mine + found.length + dirty.size === 0;
    return rests ? presenceLatest_ms : 0;
  }

  function note(state: PresenceState): void {
    dirty.set(keyOf(state), state);
    if (rests) void watch?.drain();
    rests = false;
  }

  return {
    note,
    onAgent: (listener) => void agentListeners.push(listener),
    onVisitor(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async stateOf(tx, caseId) {
      const talks = await listTalksOfCase(tx, caseId);
      const ids = talks.map((talk) => talk.id);
      const newest = (await listSeatedVisitors(tx, ids)).toSorted(byTalk).at(-1);
      if (!newest) return null;
      const known = await findVisitorPresences(tx, [newest.id]);
      return presentState(newest, known.get(newest.id) ?? null);
    },
    start: () =>
      (watch = startWatch({
        every_ms: presenceEvery_ms,
        look: exchange,
        onError: (error) => log.warn({ err: error }, 'Who types could not be told; trying again.'),
      })),
  };
}

function accountOf(sockets: ReadonlySet<VisitorSocket>): string {
  const [any] = sockets;
  return any!.place!.accountId;
}

function keyOf(state: Pick<PresenceState, 'talkId' | 'side'>): string {
  return `${state.side} ${state.talkId}`;
}

function byTalk(a: SeatedVisitor, b: SeatedVisitor): number {
  return Number(a.seen_at) - Number(b.seen_at);
}

function presentState(
  seated: SeatedVisitor,
  state: Pick<PresenceState, 'online' | 'typing' | 'words' | 'page'> | null,
): VisitorState {
  return {
    case_id: seated.case_id,
    conversation_id: seated.conversation_id,
    online: state?.online ?? false,
    typing: state?.typing ?? false,
    text: state?.words ?? null,
    page: state?.page ?? seated.page,
    seen_at: seated.seen_at?.toISOString() ?? null,
    read_message_id: seated.read_message_id,
    read_until: seated.read_until?.toISOString() ?? null,
    continues_at: seated.email === null ? null : maskAddress(seated.email),
  };
}

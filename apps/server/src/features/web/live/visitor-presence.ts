import type { VisitorState } from '@earshot/contract/live-contract.ts';
import type { Database, Tx } from '../../../platform/db/database.ts';
import { newId } from '../../../platform/ids.ts';
import type { Log } from '../../../platform/log/log.ts';
import { startWatch, type Watch } from '../../../platform/start-watch.ts';
import { maskAddress } from '../talk/talk-rules.ts';
import { listTalksOfCase } from '../talk/web-conversation-views.ts';
import { presenceEvery_ms, statesAStep_max } from './live-limits.ts';
import { listSeatedVisitors, type SeatedVisitor } from './live-views.ts';
import {
  findVisitorPresences,
  listForeignPresences,
  type PresenceState,
  savePresences,
} from './presence-store.ts';

/** Hears how the contact of a live conversation is there; also what other processes know. */
export type VisitorListener = (accountId: string, state: VisitorState) => void;

export interface VisitorPresence {
  /** Something changed here: listeners are told, and the other processes within a moment. */
  note(state: PresenceState): void;
  /** What an agent types, told by another process. */
  onAgent(listener: (state: PresenceState) => void): void;
  onVisitor(listener: VisitorListener): () => void;
  stateOf(tx: Tx, caseId: string): Promise<VisitorState | null>;
  start(): Watch;
}

/** How far back states of other processes are looked for; each is told once. */
const LOOK_BACK_S = 5;

/** Who is there and types, in memory; written down only so that other processes can tell it. */
export function createVisitorPresence(deps: { db: Database; log: Log }): VisitorPresence {
  const { db, log } = deps;
  const processId = newId();
  const listeners = new Set<VisitorListener>();
  const agentListeners: ((state: PresenceState) => void)[] = [];
  const dirty = new Map<string, PresenceState>();
  const told = new Map<string, number>();

  async function tell(states: readonly PresenceState[]): Promise<void> {
    if (listeners.size === 0) return;
    for (const [accountId, some] of Map.groupBy(states, (state) => state.accountId)) {
      const ids = some.map((state) => state.talkId);
      const seated = await db.withAccount(accountId, (tx) => listSeatedVisitors(tx, ids));
      for (const one of seated) {
        const state = some.findLast((other) => other.talkId === one.id)!;
        const shown = presentState(one, state);
        for (const listener of listeners) listener(accountId, shown);
      }
    }
  }

  async function exchangeOwn(mine: readonly PresenceState[]): Promise<void> {
    await tell(mine.filter((state) => state.side === 'visitor'));
    for (const [accountId, some] of Map.groupBy(mine, (state) => state.accountId)) {
      await db.withAccount(accountId, (tx) => savePresences(tx, processId, some));
    }
  }

  async function exchange(): Promise<void> {
    const mine = [...dirty.values()];
    dirty.clear();
    for (let from = 0; from < mine.length; from += statesAStep_max) {
      await exchangeOwn(mine.slice(from, from + statesAStep_max));
    }
    const found = await listForeignPresences(db, processId, LOOK_BACK_S);
    const fresh = found.filter((one) => (told.get(keyOf(one)) ?? 0) < one.at.getTime());
    told.clear();
    for (const one of found) told.set(keyOf(one), one.at.getTime());
    for (const one of fresh.filter((state) => state.side === 'agent')) {
      for (const listener of agentListeners) listener(one);
    }
    await tell(fresh.filter((state) => state.side === 'visitor'));
  }

  return {
    note: (state) => void dirty.set(keyOf(state), state),
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
      startWatch({
        every_ms: presenceEvery_ms,
        look: exchange,
        onError: (error) => log.warn({ err: error }, 'Who types could not be told; trying again.'),
      }),
  };
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
    continues_at: seated.email === null ? null : maskAddress(seated.email),
  };
}

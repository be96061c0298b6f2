import {
  createLive,
  type Live,
  type LiveState,
  type PresenceMember,
  type Typing,
} from '@earshot/sdk/live-client.ts';
import type { LiveEvent, VisitorState } from '@earshot/contract/live-contract.ts';
import { dropCases, findCaseRows, patchCaseRows, renewCounts } from '../api/case-cache.ts';
import { queryClient } from '../api/desk-client.ts';
import { queryKeys } from '../api/query-keys.ts';
import { decideUnread } from '../screens/cases/list-rules.ts';
import { type LiveBatch, makeFrameBatch } from './frame-batch.ts';

/** Which lists and pages an event makes stale, by the noun before the dot. */
const staleByNoun: Record<string, readonly (readonly string[])[]> = {
  account: [queryKeys.account, queryKeys.me],
  key: [queryKeys.apiKeys],
  channel: [queryKeys.channels],
  escalation: [queryKeys.escalations],
  contact: [queryKeys.contacts, ['contact']],
  gesture: [queryKeys.gestures],
  invitation: [queryKeys.invitations],
  member: [queryKeys.members, queryKeys.invitations],
  promise: [queryKeys.promises],
  receipt: [queryKeys.receipts],
  session: [queryKeys.sessions],
  task: [queryKeys.tasks],
  availability: [queryKeys.liveDesk, queryKeys.liveOverview],
  offer: [queryKeys.liveDesk, queryKeys.liveOverview],
  conversation: [queryKeys.liveDesk, queryKeys.liveOverview],
  canned_text: [queryKeys.cannedTexts],
  team: [queryKeys.teams, queryKeys.members],
};

/** A busy account changes many things a second; nobody reads a list that often. */
const renew_ms = 1_000;

type EventListener = (event: LiveEvent) => void;

let live: Live | null = null;
let state: LiveState = 'catching_up';
let onScreen: string | null = null;
/** Whether the server runs another version than the one this page came from. */
let outdated = false;
let stateSince_ms = Date.now();
const presence = new Map<string, readonly PresenceMember[]>();
const nobody: readonly PresenceMember[] = [];
const visitors = new Map<string, readonly VisitorState[]>();
const absent: readonly VisitorState[] = [];
const listeners = new Set<() => void>();
const eventListeners = new Set<EventListener>();

function tell(): void {
  for (const listener of listeners) listener();
}

function takeBatch({ events, cases }: LiveBatch): void {
  const rows = [...cases.values()].filter((row) => row !== null);
  const wrote = new Set(
    events.filter((event) => event.name === 'message.received').map((event) => event.subject_id),
  );
  const before = findCaseRows(new Set(rows.map((row) => row.id)));
  patchCaseRows(
    rows.map((row) => ({
      ...row,
      unread: decideUnread({
        known: before.get(row.id)?.unread ?? null,
        wrote: wrote.has(row.id),
        onScreen: row.id === onScreen && document.visibilityState === 'visible',
        lastDirection: row.last_direction,
      }),
    })),
  );
  dropCases(new Set([...cases].flatMap(([id, row]) => (row === null ? [id] : []))));
  for (const event of events) {
    for (const listener of eventListeners) listener(event);
  }
  // One look through what is kept: there may be thousands of entries.
  void queryClient.invalidateQueries({
    predicate: ({ queryKey: [noun, id] }) => noun === 'case' && cases.has(id as string),
  });
  renewLists(events);
  renewCounts();
}

const onEvents = makeFrameBatch(takeBatch);

const staleNouns = new Set<unknown>();
let listsTimer: ReturnType<typeof setTimeout> | undefined;

/** Reads lists that events made stale anew: at once, then at most once a second. */
function renewLists(events: readonly LiveEvent[]): void {
  for (const event of events) {
    for (const key of staleByNoun[event.name.split('.')[0]!] ?? []) staleNouns.add(key[0]);
  }
  if (staleNouns.size === 0 || listsTimer !== undefined) return;
  const nouns = new Set(staleNouns);
  staleNouns.clear();
  void queryClient.invalidateQueries({ predicate: ({ queryKey }) => nouns.has(queryKey[0]) });
  listsTimer = setTimeout(() => {
    listsTimer = undefined;
    renewLists([]);
  }, renew_ms);
}

function renewEverything(): void {
  void queryClient.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'me' });
}

function onState(next: LiveState): void {
  state = next;
  stateSince_ms = Date.now();
  tell();
}

/** Opens the live connection of the signed-in desk; the answer closes it. */
export function startLive(onSignedOut: () => void): () => void {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  const startedAt_ms = Date.now();
  let greeted = false;
  let version: string | null = null;
  live = createLive({
    url: `${scheme}://${location.host}/api/v1/live`,
    position: null,
    onEvents,
    onReload: renewEverything,
    onSignedOut,
    onState: (next) => {
      onState(next);
      if (next !== 'live' || greeted) return;
      greeted = true;
      // What was read before the connection stood may miss an event in between.
      void queryClient.invalidateQueries({
        predicate: ({ queryKey, state: read }) =>
          queryKey[0] !== 'me' && read.dataUpdatedAt >= startedAt_ms,
      });
    },
    onPresence: (caseId, members) => {
      presence.set(caseId, members);
      tell();
    },
    onVisitor: noteVisitor,
    onNotification: () => {
      void queryClient.invalidateQueries({ queryKey: queryKeys.notifications });
    },
    onVersion: (found) => {
      outdated ||= version !== null && version !== found;
      version = found;
      tell();
    },
  });
  state = live.state();
  const wake = () => {
    if (document.visibilityState === 'visible') live?.check();
  };
  const online = () => live?.check(true);
  const offline = () => live?.check(false);
  document.addEventListener('visibilitychange', wake);
  window.addEventListener('online', online);
  window.addEventListener('offline', offline);
  return () => {
    document.removeEventListener('visibilitychange', wake);
    window.removeEventListener('online', online);
    window.removeEventListener('offline', offline);
    live?.close();
    live = null;
    presence.clear();
    visitors.clear();
  };
}

/** How the contact of a live conversation is there now, as the server told or was asked. */
export function noteVisitor(visitor: VisitorState): void {
  const others = readVisitors(visitor.case_id).filter(
    (one) => one.conversation_id !== visitor.conversation_id,
  );
  visitors.set(visitor.case_id, [...others, visitor]);
  tell();
}

/** How the contact of each live conversation of a case is there; empty where nothing is known. */
export function readVisitors(caseId: string): readonly VisitorState[] {
  return visitors.get(caseId) ?? absent;
}

/** Calls back on every change of the connection or of presence. */
export function subscribeLive(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Calls back on every event of the account that this member may see. */
export function subscribeEvents(listener: EventListener): () => void {
  eventListeners.add(listener);
  return () => eventListeners.delete(listener);
}

/** How current the screen is. */
export function readLiveState(): LiveState {
  return state;
}

/** When the present state began, in milliseconds. */
export function readLiveSince(): number {
  return stateSince_ms;
}

/** Whether the page should be loaded anew, because the server was upgraded meanwhile. */
export function readOutdated(): boolean {
  return outdated;
}

/** Who has the case on screen, the reader included. */
export function readPresence(caseId: string): readonly PresenceMember[] {
  return presence.get(caseId) ?? nobody;
}

/** Tells colleagues what is on this screen. */
export function tellPresence(caseId: string | null, typing: Typing): void {
  onScreen = caseId;
  live?.setPresence(caseId, typing);
}

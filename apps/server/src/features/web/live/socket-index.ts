import type { VisitorSocket } from './visitor-socket.ts';

/** Which sockets care about what, in this process. */
export interface SocketIndex {
  add(socket: VisitorSocket): void;
  remove(socket: VisitorSocket): void;
  /** A conversation that the socket follows from now on. */
  follow(socket: VisitorSocket, talkId: string): void;
  /** The cases behind a conversation: its own, and the one it was merged into. */
  place(talkId: string, caseIds: readonly (string | null)[]): void;
  ofTalk(talkId: string): ReadonlySet<VisitorSocket>;
  /** Conversations behind a case that somebody here follows. */
  talksOfCase(caseId: string): readonly string[];
  ofVisitors(visitorIds: readonly string[]): VisitorSocket[];
  /** Whether somebody here is on this channel. */
  hasChannel(channelId: string): boolean;
  /** Whether somebody here belongs to this account. */
  hasAccount(accountId: string): boolean;
  all(): ReadonlySet<VisitorSocket>;
}

const nobody: ReadonlySet<VisitorSocket> = new Set();

/** Sockets by conversation, visitor and channel; conversations by case. */
export function createSocketIndex(): SocketIndex {
  const sockets = new Set<VisitorSocket>();
  const byTalk = new Map<string, Set<VisitorSocket>>();
  const byVisitor = new Map<string, Set<VisitorSocket>>();
  const talksByCase = new Map<string, Set<string>>();
  const casesOfTalk = new Map<string, Set<string>>();
  const onChannel = new Map<string, number>();
  const onAccount = new Map<string, number>();

  function leaveCases(talkId: string): void {
    for (const caseId of casesOfTalk.get(talkId) ?? []) takeFrom(talksByCase, caseId, talkId);
    casesOfTalk.delete(talkId);
  }

  return {
    add(socket) {
      const { visitorId, channelId, accountId } = socket.place!;
      sockets.add(socket);
      addTo(byVisitor, visitorId, socket);
      onChannel.set(channelId, (onChannel.get(channelId) ?? 0) + 1);
      onAccount.set(accountId, (onAccount.get(accountId) ?? 0) + 1);
    },
    remove(socket) {
      if (!sockets.delete(socket)) return;
      const { visitorId, channelId, accountId, talks } = socket.place!;
      takeFrom(byVisitor, visitorId, socket);
      onChannel.set(channelId, (onChannel.get(channelId) ?? 1) - 1);
      onAccount.set(accountId, (onAccount.get(accountId) ?? 1) - 1);
      for (const talkId of talks.keys()) {
        takeFrom(byTalk, talkId, socket);
        if (!byTalk.has(talkId)) leaveCases(talkId);
      }
    },
    follow(socket, talkId) {
      if (sockets.has(socket)) addTo(byTalk, talkId, socket);
    },
    place(talkId, caseIds) {
      if (!byTalk.has(talkId)) return;
      for (const caseId of caseIds) {
        if (caseId === null) continue;
        addTo(casesOfTalk, talkId, caseId);
        addTo(talksByCase, caseId, talkId);
      }
    },
    ofTalk: (talkId) => byTalk.get(talkId) ?? nobody,
    talksOfCase: (caseId) => [...(talksByCase.get(caseId) ?? [])],
    ofVisitors: (ids) => ids.flatMap((id) => [...(byVisitor.get(id) ?? [])]),
    hasChannel: (channelId) => (onChannel.get(channelId) ?? 0) > 0,
    hasAccount: (accountId) => (onAccount.get(accountId) ?? 0) > 0,
    all: () => sockets,
  };
}

function addTo<T>(map: Map<string, Set<T>>, key: string, value: T): void {
  const known = map.get(key);
  if (known) known.add(value);
  else map.set(key, new Set([value]));
}

function takeFrom<T>(map: Map<string, Set<T>>, key: string, value: T): void {
  const known = map.get(key);
  known?.delete(value);
  if (known?.size === 0) map.delete(key);
}

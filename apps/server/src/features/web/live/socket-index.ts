import type { VisitorSocket } from './visitor-socket.ts';

/** A conversation that somebody here follows. */
export interface FollowedTalk {
  readonly id: string;
  readonly sockets: Set<VisitorSocket>;
  /** The cases behind it: its own, and the one it was merged into. */
  caseIds: readonly string[];
  /** What its followers were told of it last, beside its messages; null: nothing yet. */
  state: string | null;
}

/** Which sockets care about what, in this process. */
export interface SocketIndex {
  add(socket: VisitorSocket): void;
  remove(socket: VisitorSocket): void;
  /** A conversation that the socket follows from now on, and up to where it has it. */
  follow(socket: VisitorSocket, talkId: string, seq: number): void;
  /** Notes the cases behind a conversation; null: nobody here follows it. */
  place(talkId: string, caseIds: readonly (string | null)[]): FollowedTalk | null;
  /** Null: nobody here follows it. */
  findTalk(talkId: string): FollowedTalk | null;
  ofTalk(talkId: string): ReadonlySet<VisitorSocket>;
  /** Conversations behind a case that somebody here follows. */
  talksOfCase(caseId: string): readonly string[];
  ofVisitor(visitorId: string): ReadonlySet<VisitorSocket>;
  /** Whether somebody here is on this channel. */
  hasChannel(channelId: string): boolean;
  /** Conversations that somebody here follows. */
  followed(): Iterable<FollowedTalk>;
  all(): ReadonlySet<VisitorSocket>;
}

const nobody: ReadonlySet<VisitorSocket> = new Set();

/** Sockets by conversation, visitor and channel; conversations by case. */
export function createSocketIndex(): SocketIndex {
  const sockets = new Set<VisitorSocket>();
  const talks = new Map<string, FollowedTalk>();
  const byVisitor = new Map<string, Set<VisitorSocket>>();
  const byCase = new Map<string, Set<string>>();
  const onChannel = new Map<string, number>();

  function setCases(talk: FollowedTalk, caseIds: readonly string[]): void {
    for (const id of talk.caseIds) takeFrom(byCase, id, talk.id);
    for (const id of caseIds) addTo(byCase, id, talk.id);
    talk.caseIds = caseIds;
  }

  function leaveTalk(talkId: string, socket: VisitorSocket): void {
    const talk = talks.get(talkId);
    if (!talk?.sockets.delete(socket) || talk.sockets.size > 0) return;
    setCases(talk, []);
    talks.delete(talkId);
  }

  return {
    add(socket) {
      const { visitorId, channelId } = socket.place!;
      sockets.add(socket);
      addTo(byVisitor, visitorId, socket);
      count(onChannel, channelId, 1);
    },
    remove(socket) {
      if (!sockets.delete(socket)) return;
      const { visitorId, channelId, talks: followed } = socket.place!;
      takeFrom(byVisitor, visitorId, socket);
      count(onChannel, channelId, -1);
      for (const talkId of followed.keys()) leaveTalk(talkId, socket);
    },
    follow(socket, talkId, seq) {
      if (!sockets.has(socket)) return;
      socket.place!.talks.set(talkId, seq);
      const talk = talks.get(talkId);
      if (talk) talk.sockets.add(socket);
      else talks.set(talkId, { id: talkId, sockets: new Set([socket]), caseIds: [], state: null });
    },
    place(talkId, caseIds) {
      const talk = talks.get(talkId);
      if (!talk) return null;
      const fresh = new Set(caseIds.filter((id) => id !== null));
      const isKnown =
        talk.caseIds.length === fresh.size && talk.caseIds.every((id) => fresh.has(id));
      if (!isKnown) setCases(talk, [...fresh]);
      return talk;
    },
    findTalk: (talkId) => talks.get(talkId) ?? null,
    ofTalk: (talkId) => talks.get(talkId)?.sockets ?? nobody,
    talksOfCase: (caseId) => [...(byCase.get(caseId) ?? [])],
    ofVisitor: (visitorId) => byVisitor.get(visitorId) ?? nobody,
    hasChannel: (channelId) => onChannel.has(channelId),
    followed: () => talks.values(),
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

function count(map: Map<string, number>, key: string, by: number): void {
  const left = (map.get(key) ?? 0) + by;
  if (left === 0) map.delete(key);
  else map.set(key, left);
}

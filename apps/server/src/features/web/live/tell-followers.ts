import { hash } from 'node:crypto';
import type { WebConversation, WebMessage } from '@earshot/contract/web-conversation-contract.ts';
import { catchUp_max } from './live-limits.ts';
import type { FollowedTalk } from './socket-index.ts';
import type { Turns } from './turns.ts';
import { frameText, type VisitorSocket } from './visitor-socket.ts';

/** What one conversation has to tell. */
export interface News {
  talk: FollowedTalk;
  messages: WebMessage[];
  /** From where they were read. */
  after: number;
  /** The number of the newest message, read or not. */
  lastSeq: number;
  /** Texts of messages that changed, which a socket may have already. */
  changed: WebMessage[];
}

/**
 * Sends each follower what follows its own last number; others get their turn however many they
 * are. True where somebody came from further behind than was read.
 */
export async function tellFollowers(news: News, turns: Turns): Promise<boolean> {
  const frames = new Map<number, Buffer | null>();
  let isBehind = false;
  for (const socket of news.talk.sockets) {
    if (turns.isOver()) await turns.next();
    if (!tellSocket(socket, news, frames)) isBehind = true;
  }
  return isBehind;
}

/** Tells everybody who follows a conversation where it stands, unless they were told the same. */
export async function tellState(
  talk: FollowedTalk,
  conversation: WebConversation,
  turns: Turns,
): Promise<void> {
  const state = stateOf(conversation);
  if (talk.state === state) return;
  talk.state = state;
  const frame = frameText({ type: 'conversation', conversation });
  for (const socket of talk.sockets) {
    if (turns.isOver()) await turns.next();
    socket.send(frame);
  }
}

/** False where it is further behind than was read. */
function tellSocket(
  socket: VisitorSocket,
  news: News,
  frames: Map<number, Buffer | null>,
): boolean {
  const { talks } = socket.place!;
  const last = talks.get(news.talk.id);
  if (last === undefined) return true;
  if (last < news.after) {
    if (news.lastSeq - last <= catchUp_max) return false;
    talks.set(news.talk.id, news.lastSeq);
    socket.send(frameText({ type: 'reload' }));
    return true;
  }
  const frame = findFrame(news, last, frames);
  if (frame !== null && !socket.send(frame)) return true;
  const newest = news.messages.at(-1)?.seq ?? last;
  if (newest > last) talks.set(news.talk.id, newest);
  return true;
}

/** The frame for everybody who has it up to `last`; null: nothing is new for them. */
function findFrame(news: News, last: number, frames: Map<number, Buffer | null>): Buffer | null {
  const known = frames.get(last);
  if (known !== undefined) return known;
  const fresh = news.messages.filter(({ seq }) => seq > last);
  const changed = news.changed.filter(({ seq }) => seq <= last);
  const messages = [...changed, ...fresh];
  const frame =
    messages.length === 0
      ? null
      : frameText({ type: 'messages', conversation_id: news.talk.id, messages });
  frames.set(last, frame);
  return frame;
}

/** What a client was told of a conversation, without what messages tell anyway; as a digest. */
export function stateOf(conversation: WebConversation): string {
  const { last_seq: _seq, last_message_at: _at, unread: _unread, ...state } = conversation;
  return hash('sha1', JSON.stringify(state), 'base64');
}

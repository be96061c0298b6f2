import type { WebConversation, WebMessage } from '@earshot/contract/web-conversation-contract.ts';
import type { Database } from '../../../platform/db/database.ts';
import type { Channel } from '../../channels/public.ts';
import { presentConversation, presentMessagesAfter } from '../talk/present-talk.ts';
import { listShownConversations } from '../talk/web-conversation-views.ts';
import { catchUp_max, talksAStep_max, turn_ms } from './live-limits.ts';
import type { SocketIndex } from './socket-index.ts';
import type { VisitorSocket } from './visitor-socket.ts';

export interface FanOut {
  /** Tells everybody who follows these conversations what is new; resolves when it was sent. */
  tell(accountId: string, talkIds: readonly string[], changedIds: readonly string[]): Promise<void>;
}

export interface FanOutDeps {
  db: Database;
  index: SocketIndex;
  /** The channel as it is now; null: it is gone or switched off. */
  channelOf(accountId: string, channelId: string): Promise<Channel | null>;
}

/** What one conversation has to tell. */
interface News {
  id: string;
  messages: WebMessage[];
  /** From where they were read. */
  after: number;
  /** Texts of messages that changed, which a socket may have already. */
  changed: WebMessage[];
  conversation: WebConversation;
}

/**
 * Sends what is in the tables, never what an event says: each socket gets what follows its own last
 * number, so nothing is missed and nothing comes twice, however often and late it is woken.
 */
export function createFanOut(deps: FanOutDeps): FanOut {
  const { index } = deps;
  /** What was last sent of a conversation, without what messages tell anyway. */
  const sentStates = new Map<string, string>();

  function tellTalk(news: News): void {
    const state = stateText(news.conversation);
    const isChanged = sentStates.get(news.id) !== state;
    const sockets = index.ofTalk(news.id);
    if (sockets.size > 0) sentStates.set(news.id, state);
    else sentStates.delete(news.id);
    const frames = new Map<number, string | null>();
    for (const socket of sockets) tellSocket(socket, news, frames, isChanged);
  }

  return {
    async tell(accountId, talkIds, changedIds) {
      let turnEnds = performance.now() + turn_ms;
      for (let from = 0; from < talkIds.length; from += talksAStep_max) {
        const some = talkIds.slice(from, from + talksAStep_max);
        for (const news of await readNews(deps, accountId, some, new Set(changedIds))) {
          tellTalk(news);
          if (performance.now() < turnEnds) continue;
          await new Promise(setImmediate);
          turnEnds = performance.now() + turn_ms;
        }
      }
    },
  };
}

function tellSocket(
  socket: VisitorSocket,
  news: News,
  frames: Map<number, string | null>,
  isChanged: boolean,
): void {
  const last = socket.place?.talks.get(news.id);
  // Null: it reads by itself just now, and looks again afterwards.
  if (last === undefined || last === null) return;
  if (last < news.after) return askToReload(socket, news);
  const text = findFrame(news, last, frames);
  if (text !== null && !socket.send(text)) return;
  const newest = news.messages.at(-1)?.seq ?? last;
  socket.place!.talks.set(news.id, Math.max(last, newest));
  if (isChanged) {
    socket.send(JSON.stringify({ type: 'conversation', conversation: news.conversation }));
  }
}

function askToReload(socket: VisitorSocket, news: News): void {
  socket.place!.talks.set(news.id, news.conversation.last_seq);
  socket.send(JSON.stringify({ type: 'reload' }));
}

/** The frame for everybody who has it up to `last`; null: nothing is new for them. */
function findFrame(news: News, last: number, frames: Map<number, string | null>): string | null {
  const known = frames.get(last);
  if (known !== undefined) return known;
  const fresh = news.messages.filter(({ seq }) => seq > last);
  const changed = news.changed.filter(({ seq }) => seq <= last);
  const messages = [...changed, ...fresh];
  const text =
    messages.length === 0
      ? null
      : JSON.stringify({ type: 'messages', conversation_id: news.id, messages });
  frames.set(last, text);
  return text;
}

function stateText(conversation: WebConversation): string {
  const { last_seq: _seq, last_message_at: _at, unread: _unread, ...state } = conversation;
  return JSON.stringify(state);
}

async function readNews(
  { db, index, channelOf }: FanOutDeps,
  accountId: string,
  talkIds: readonly string[],
  changedIds: ReadonlySet<string>,
): Promise<News[]> {
  return db.withAccount(accountId, async (tx) => {
    const rows = await listShownConversations(tx, { ids: talkIds });
    const talks = [];
    for (const row of rows) {
      const channel = await channelOf(accountId, row.channel_id);
      index.place(row.id, [row.case_id, row.kept_case_id]);
      if (!channel) continue;
      const after = changedIds.has(row.id) ? 0 : lowestSeq(index, row.id, row.last_seq);
      const afterSeq = Math.max(after, row.last_seq - catchUp_max);
      talks.push({ range: { id: row.id, afterSeq }, channel, row });
    }
    const messages = await presentMessagesAfter(tx, talks, catchUp_max);
    return talks.map(({ range, channel, row }) => {
      const found = messages.get(range.id) ?? [];
      return {
        id: range.id,
        after: range.afterSeq,
        messages: found,
        changed: changedIds.has(range.id)
          ? found.filter((one) => one.deleted || one.edited_at !== null)
          : [],
        conversation: presentConversation(channel, row),
      };
    });
  });
}

function lowestSeq(index: SocketIndex, talkId: string, lastSeq: number): number {
  let lowest = lastSeq;
  for (const socket of index.ofTalk(talkId)) {
    const seq = socket.place?.talks.get(talkId);
    if (typeof seq === 'number' && seq < lowest) lowest = seq;
  }
  return lowest;
}

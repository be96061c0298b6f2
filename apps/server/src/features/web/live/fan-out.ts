import type { Database } from '../../../platform/db/database.ts';
import type { Channel } from '../../channels/public.ts';
import { presentConversation, presentEntry } from '../talk/present-talk.ts';
import { listShownConversations } from '../talk/web-conversation-views.ts';
import { listEntriesAfter } from '../talk/web-message-views.ts';
import { seq_max } from '../web-limits.ts';
import { catchUp_max, readsAhead_max, talksAStep_max } from './live-limits.ts';
import type { SocketIndex } from './socket-index.ts';
import { type News, tellFollowers } from './tell-followers.ts';
import { takeTurns } from './turns.ts';

export interface FanOut {
  /**
   * Tells everybody who follows these conversations what is new. Answers those that somebody came
   * to meanwhile from further behind: they are to be looked at once more.
   */
  tell(
    accountId: string,
    talkIds: readonly string[],
    changedIds: readonly string[],
  ): Promise<string[]>;
}

export interface FanOutDeps {
  db: Database;
  index: SocketIndex;
  /** The channel as it is now; null: it is gone or switched off. */
  channelOf(accountId: string, channelId: string): Promise<Channel | null>;
}

/**
 * Sends what is in the tables, never what an event says: each socket gets what follows its own last
 * number, so nothing is missed and nothing comes twice, however often and late it is woken.
 */
export function createFanOut(deps: FanOutDeps): FanOut {
  return {
    async tell(accountId, talkIds, changedIds) {
      const turns = takeTurns();
      const changed = new Set(changedIds);
      const again: string[] = [];
      const reads: Promise<News[]>[] = [];
      let from = 0;
      const readAhead = () => {
        for (; reads.length < readsAhead_max && from < talkIds.length; from += talksAStep_max) {
          const some = talkIds.slice(from, from + talksAStep_max);
          const read = readNews(deps, accountId, some, changed);
          read.catch(() => {}); // told where it is awaited
          reads.push(read);
        }
        return reads.shift();
      };
      // The database looks up the next ones while these are sent.
      for (let read = readAhead(); read; read = readAhead()) {
        for (const news of await read) {
          if (turns.isOver()) await turns.next();
          if (await tellFollowers(news, turns)) again.push(news.talk.id);
        }
      }
      return again;
    },
  };
}

async function readNews(
  { db, index, channelOf }: FanOutDeps,
  accountId: string,
  talkIds: readonly string[],
  changedIds: ReadonlySet<string>,
): Promise<News[]> {
  const ranges = talkIds.map((id) => ({
    id,
    afterSeq: changedIds.has(id) ? 0 : lowestSeq(index, id),
  }));
  // Both travel together.
  const [rows, entries] = await db.withAccount(accountId, (tx) =>
    Promise.all([
      listShownConversations(tx, { ids: talkIds }),
      listEntriesAfter(tx, ranges, catchUp_max, 'newest'),
    ]),
  );
  const entriesOf = Map.groupBy(entries, (entry) => entry.web_conversation_id);
  const afterOf = new Map(ranges.map(({ id, afterSeq }) => [id, afterSeq]));
  const news: News[] = [];
  for (const row of rows) {
    const channel = await channelOf(accountId, row.channel_id);
    const talk = index.place(row.id, [row.case_id, row.kept_case_id]);
    if (!channel || !talk) continue;
    const found = entriesOf.get(row.id) ?? [];
    const messages = found.map((entry) => presentEntry(channel, row, entry));
    const isCut = found.length === catchUp_max;
    const isChanged = changedIds.has(row.id);
    news.push({
      talk,
      after: isCut ? found[0]!.seq - 1 : afterOf.get(row.id)!,
      messages,
      changed: isChanged ? messages.filter((one) => one.deleted || one.edited_at !== null) : [],
      conversation: presentConversation(channel, row),
    });
  }
  return news;
}

/** Up to where all who follow it have it; nobody follows it: everything is known. */
function lowestSeq(index: SocketIndex, talkId: string): number {
  let lowest = seq_max;
  for (const socket of index.ofTalk(talkId)) {
    const seq = socket.place!.talks.get(talkId);
    if (seq !== undefined && seq < lowest) lowest = seq;
  }
  return lowest;
}

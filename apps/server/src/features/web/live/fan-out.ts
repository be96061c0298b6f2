import type { Database } from '../../../platform/db/database.ts';
import type { Channel } from '../../channels/public.ts';
import { presentConversation, presentEntry } from '../talk/present-talk.ts';
import { listShownConversations } from '../talk/web-conversation-views.ts';
import { listEntriesAfter } from '../talk/web-message-views.ts';
import { seq_max } from '../web-limits.ts';
import { catchUp_max, readsAhead_max, talksAStep_max } from './live-limits.ts';
import type { SocketIndex } from './socket-index.ts';
import { type News, tellFollowers, tellState } from './tell-followers.ts';
import { takeTurns, type Turns } from './turns.ts';

export interface FanOut {
  /**
   * Tells everybody who follows these conversations which messages are new. Answers those that
   * somebody came to meanwhile from further behind: they are to be looked at once more.
   */
  tellMessages(
    accountId: string,
    talkIds: readonly string[],
    changedIds: readonly string[],
  ): Promise<string[]>;
  /**
   * Tells where these conversations stand, where that changed. Answers those behind which another
   * case stands now: what was told of it until here is to be looked for.
   */
  tellStates(accountId: string, talkIds: readonly string[]): Promise<string[]>;
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
    async tellMessages(accountId, talkIds, changedIds) {
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
    async tellStates(accountId, talkIds) {
      const turns = takeTurns();
      const again: string[] = [];
      for (let from = 0; from < talkIds.length; from += talksAStep_max) {
        const ids = talkIds.slice(from, from + talksAStep_max);
        again.push(...(await tellSomeStates(deps, accountId, ids, turns)));
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
  const entries = await db.withAccount(accountId, (tx) =>
    listEntriesAfter(tx, ranges, catchUp_max, 'newest'),
  );
  const afterOf = new Map(ranges.map(({ id, afterSeq }) => [id, afterSeq]));
  const news: News[] = [];
  for (const [id, found] of Map.groupBy(entries, (entry) => entry.web_conversation_id)) {
    const { talk_channel_id: channelId, last_seq: lastSeq } = found[0]!;
    const channel = await channelOf(accountId, channelId);
    const talk = index.findTalk(id);
    if (!channel || !talk) continue;
    const messages = found.map((entry) => presentEntry(channel, entry));
    const isCut = found.length === catchUp_max;
    const isChanged = changedIds.has(id);
    news.push({
      talk,
      lastSeq,
      after: isCut ? found[0]!.seq - 1 : afterOf.get(id)!,
      messages,
      changed: isChanged ? messages.filter((one) => one.deleted || one.edited_at !== null) : [],
    });
  }
  return news;
}

async function tellSomeStates(
  { db, index, channelOf }: FanOutDeps,
  accountId: string,
  ids: readonly string[],
  turns: Turns,
): Promise<string[]> {
  const rows = await db.withAccount(accountId, (tx) => listShownConversations(tx, { ids }));
  const again: string[] = [];
  for (const row of rows) {
    if (turns.isOver()) await turns.next();
    const known = index.findTalk(row.id)?.caseIds;
    const talk = index.place(row.id, [row.case_id, row.kept_case_id]);
    const channel = await channelOf(accountId, row.channel_id);
    if (!channel || !talk) continue;
    if (talk.caseIds !== known) again.push(row.id);
    await tellState(talk, presentConversation(channel, row), turns);
  }
  return again;
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

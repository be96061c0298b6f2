import type { WebConversation, WebMessage } from '@earshot/contract/web-conversation-contract.ts';
import { type MessageList, noMessages, takeLive, takeRead } from './message-list.ts';
import type { WebEvent } from './web-client.ts';

/** Already shown messages are asked for again after a cut: one of them may have been edited. */
const overlap = 20;
/** A message that its conversation counts and that has not come by then is read. */
const lateAfter_ms = 2_000;
/** One page of history. */
const pageSize = 100;

export interface StoreOptions {
  /** Messages after `after` in order, `limit` at the most. Throws WebError. */
  readPage: (id: string, after: number, limit: number) => Promise<WebMessage[]>;
  tell: (event: WebEvent) => void;
  /** Messages with these names of the client are in a conversation now. */
  onShown: (clientIds: (string | null)[]) => void;
}

export type ConversationStore = ReturnType<typeof createConversationStore>;

/** What this client knows of the visitor’s conversations; opened ones are kept whole. */
export function createConversationStore({ readPage, tell, onShown }: StoreOptions) {
  const conversations = new Map<string, WebConversation>();
  /** Those that somebody opened. */
  const lists = new Map<string, MessageList>();
  const reading = new Map<string, Promise<void>>();

  function show(id: string, next: MessageList): void {
    const before = new Set(lists.get(id)?.messages.map((one) => one.id));
    lists.set(id, next);
    const arrived = next.messages.filter((one) => !before.has(one.id) && one.from !== 'visitor');
    tell({ type: 'messages', thread: id, arrived });
  }

  async function readPages(id: string): Promise<void> {
    for (;;) {
      const after = lists.get(id)?.seq ?? 0;
      const page = await readPage(id, after, pageSize);
      show(id, takeRead(lists.get(id) ?? noMessages, after, page));
      onShown(page.map((one) => one.client_id));
      if (page.length < pageSize) return;
    }
  }

  /** Reads what is missing at the end. Throws WebError. */
  function read(id: string): Promise<void> {
    const running = reading.get(id);
    if (running) return running;
    const promise = readPages(id).finally(() => reading.delete(id));
    reading.set(id, promise);
    return promise;
  }

  /** The same where a failure is mended by the next connection. */
  function catchUp(id: string): void {
    void read(id).catch(() => undefined);
  }

  function take(one: WebConversation): void {
    conversations.set(one.id, one);
    tell({ type: 'conversations' });
    if (isBehind(one)) setTimeout(() => isBehind(one) && catchUp(one.id), lateAfter_ms);
  }

  function isBehind(one: WebConversation): boolean {
    const list = lists.get(one.id);
    return list !== undefined && list.seq < one.last_seq;
  }

  /** What came live; where something before it is missing, that is read. */
  function hear(id: string, arrived: readonly WebMessage[]): void {
    const list = lists.get(id);
    if (list) {
      const { list: next, gap } = takeLive(list, arrived);
      show(id, next);
      if (gap) catchUp(id);
    }
    onShown(arrived.map((one) => one.client_id));
  }

  return {
    read,
    take,
    get: (id: string) => conversations.get(id),
    all: () => [...conversations.values()],
    messages: (id: string) => lists.get(id)?.messages ?? [],
    takeAll(items: readonly WebConversation[]): void {
      conversations.clear();
      for (const one of items) conversations.set(one.id, one);
      tell({ type: 'conversations' });
      for (const one of items) if (isBehind(one)) catchUp(one.id);
    },
    /** A conversation that this client has just begun: it is followed from its first message. */
    begin(one: WebConversation, first: readonly WebMessage[]): void {
      take(one);
      if (!lists.has(one.id)) lists.set(one.id, noMessages);
      hear(one.id, first);
    },
    hear,
    /** Where a new connection should go on. */
    resume: () =>
      [...lists].map(([id, { seq }]) => ({
        conversation_id: id,
        after_seq: Math.max(0, seq - overlap),
      })),
    catchUpAll: () => [...lists.keys()].forEach(catchUp),
    clear(): void {
      lists.clear();
      conversations.clear();
      tell({ type: 'conversations' });
    },
  };
}

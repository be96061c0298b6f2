import type {
  WebArticle,
  WebFile,
  WebSession,
  WebSettings,
} from '@earshot/contract/web-contract.ts';
import type { WebConversation, WebMessage } from '@earshot/contract/web-conversation-contract.ts';
import { createConversationStore } from './conversation-store.ts';
import { browserStorage, type KeptStorage } from './kept-storage.ts';
import { type LiveLink, openLiveLink } from './live-link.ts';
import { createSendQueue, type Outgoing } from './send-queue.ts';
import type { LinkState, Socket } from './steady-socket.ts';
import { createTypingNotice } from './typing-notice.ts';
import { createCalls, uploadWebFile, type WebCalls } from './web-calls.ts';
import { type IdentityToken, keepSession } from './web-session.ts';

export interface WebClientOptions {
  /** Origin of the server, such as `https://service.falk.example`. */
  server: string;
  /** Public key of the chat or API channel. */
  channelKey: string;
  /** Language of the visitor, such as `de`; left out: the channel's. */
  locale?: string | undefined;
  /** Left out: localStorage of the browser. Nothing is stored before the visitor writes. */
  storage?: KeptStorage;
  /** Who is signed in on the page: its own server signs the token. */
  identity?: IdentityToken;
  /** The page that a conversation is opened on; only where the visitor is told so. */
  page?: () => { title: string; url: string };
  fetch?: typeof fetch;
  openSocket?: (url: string) => Socket;
  random?: () => number;
}

/** What changed, for whoever draws it. */
export type WebEvent =
  /** The connection; `idle` while there is no session. */
  | { type: 'link'; state: LinkState | 'idle' }
  | { type: 'visitor'; visitor: WebVisitor | null }
  | { type: 'conversations' }
  /** `arrived`: messages of others that were not known before. */
  | { type: 'messages'; thread: string; arrived: WebMessage[] }
  | { type: 'outgoing' }
  /**
   * A conversation that was only on its way has its id now. Where the conversation was closed to
   * the visitor meanwhile, what they wrote there goes on in a new one: first its thread is told.
   */
  | { type: 'begun'; thread: string; conversation_id: string }
  | { type: 'typing'; conversation_id: string; name: string; typing: boolean };

export type WebVisitor = WebSession['visitor'];

export interface NewText {
  text: string;
  files?: WebFile[];
}

export interface NewConversation extends NewText {
  subject?: string;
  /** Of the questions in the settings, by their key. */
  answers?: Record<string, string>;
}

/** The visitor's side of one channel. What is not marked otherwise throws WebError. */
export interface WebClient {
  /** Texts, questions, limits and what is promised now; asked once. */
  settings(): Promise<WebSettings>;
  /** Hears every change; answers with how to stop. */
  on(listener: (event: WebEvent) => void): () => void;
  /**
   * Takes up what an earlier visit left: session, conversations, unsent messages. Without any of
   * that it does nothing. `returnToken`: of a link in one of our mails.
   */
  start(returnToken?: string): Promise<void>;
  visitor(): WebVisitor | null;
  link(): LinkState | 'idle';
  /** Newest first. */
  conversations(): WebConversation[];
  conversation(id: string): WebConversation | undefined;
  unread(): number;
  /** What is known of a conversation, in order; `open` reads it. */
  messages(thread: string): readonly WebMessage[];
  /** What is on its way in this conversation, or everywhere. */
  outgoing(thread?: string): Outgoing[];
  /** Reads a conversation and keeps it up to date from now on. */
  open(conversationId: string): Promise<void>;
  /** Begins a conversation; never throws. Answers with its thread until `begun` tells its id. */
  begin(message: NewConversation): Promise<string>;
  /** Resolves once it is stored here: from then on nothing but the visitor can lose it. */
  send(thread: string, message: NewText): Promise<void>;
  /** Sends once more what was refused. */
  again(clientId: string): Promise<void>;
  /** Gives up what was not sent, and answers with it. */
  discard(clientId: string): Promise<Outgoing | undefined>;
  /** Tells that somebody types; `text` only where the settings say `whisper`. */
  typing(conversationId: string, text?: string): void;
  /** Everything up to here has been seen. */
  read(conversationId: string, seq: number): void;
  /** A person instead of the bot. */
  askForPerson(conversationId: string): Promise<void>;
  /** Says whether the matter is solved; a no re-opens it. */
  answerEnding(conversationId: string, solved: boolean): Promise<void>;
  /** Uploads a file for the next message; `onProgress` hears the share, 0 to 1. */
  upload(
    file: Blob & { name?: string },
    onProgress?: (share: number) => void,
    signal?: AbortSignal,
  ): Promise<WebFile>;
  /** The content of a file; `inline`: a picture that is shown in place. */
  file(fileId: string, inline?: boolean): Promise<Blob>;
  /** Mails a one-time code to an address; `prove` with the code makes the address the visitor's. */
  giveAddress(address: string): Promise<{ id: string }>;
  prove(addressId: string, code: string): Promise<void>;
  /** Articles that may answer it; nobody must read them. */
  articles(query: string): Promise<WebArticle[]>;
  /** Text typed and not sent, by thread; `new` before a conversation begins. */
  draft(thread: string): string | null | Promise<string | null>;
  saveDraft(thread: string, text: string): void | Promise<void>;
  identifyBy(provider: IdentityToken): void;
  /** Any further route of the channel as this visitor, such as `/push-subscriptions`. */
  ask<T>(path: string, body?: unknown, method?: string): Promise<T>;
  /** The network is back or gone, or the page woke up: looks at once. */
  check(online?: boolean): void;
  /** Forgets this visitor on this device, for a sign-out. */
  forget(): Promise<void>;
  close(): void;
}

/** What the server took and does not show is asked for after this. */
const lookAfter_ms = 8_000;

/** The visitor's side of one channel: conversations, live, that lose nothing. No DOM is needed. */
export function createWebClient(options: WebClientOptions): WebClient {
  const { channelKey, storage = browserStorage(() => localStorage) } = options;
  const prefix = `earshot.${channelKey}.`;
  const calls = createCalls(options);
  const listeners = new Set<(event: WebEvent) => void>();
  let link: LiveLink | null = null;
  let look: ReturnType<typeof setTimeout> | undefined;

  function tell(event: WebEvent): void {
    for (const listener of listeners) listener(event);
  }

  const session = keepSession({
    calls,
    storage,
    key: `${prefix}session`,
    locale: () => options.locale,
    onChange(next) {
      if (!next) disconnect();
      tell({ type: 'visitor', visitor: next?.visitor ?? null });
    },
  });
  if (options.identity) session.identifyBy(options.identity);
  const store = createConversationStore({
    tell,
    readPage: (id, after, limit) => session.withToken((at) => calls.messages(at, id, after, limit)),
    onShown: (clientIds) => void queue.settle(clientIds),
  });
  const queue = createSendQueue({
    storage,
    prefix: `${prefix}queue.`,
    onChange: () => tell({ type: 'outgoing' }),
    onMove: (thread, to) => tell({ type: 'begun', thread, conversation_id: to }),
    deliver: (entry) => session.withToken((token) => deliver(entry, token)),
    ...(options.random ? { random: options.random } : {}),
  });
  const notice = createTypingNotice((id, typing, text) =>
    link?.send({ type: 'typing', conversation_id: id, typing, text }),
  );

  async function deliver(entry: Outgoing, token: string) {
    const message = { client_id: entry.client_id, text: entry.text, file_ids: entry.file_ids };
    connect();
    clearTimeout(look);
    look = setTimeout(lookForAccepted, lookAfter_ms);
    if (entry.opening) {
      const begun = await calls.begin(token, {
        ...message,
        ...entry.opening,
        page: options.page?.(),
      });
      const { messages, ...conversation } = begun;
      store.begin(conversation, messages);
      tell({ type: 'begun', thread: entry.thread, conversation_id: begun.id });
      return { conversationId: begun.id, isShown: messages.length > 0 };
    }
    const { message: shown } = await calls.say(token, entry.thread, message);
    if (shown) store.hear(entry.thread, [shown]);
    return { conversationId: entry.thread, isShown: shown !== null };
  }

  /** The live connection shows what was sent; where it is gone, the list is asked. */
  function lookForAccepted(): void {
    const accepted = queue.list().filter((one) => one.state === 'accepted');
    for (const id of new Set(accepted.map((one) => one.thread))) {
      void store.read(id).catch(() => undefined);
    }
    if (accepted.length > 0) look = setTimeout(lookForAccepted, lookAfter_ms);
  }

  function disconnect(): void {
    link?.close();
    link = null;
    tell({ type: 'link', state: 'idle' });
  }

  function connect(): void {
    if (link || !session.current()) return;
    link = openLiveLink({
      url: `${calls.base.replace(/^http/, 'ws')}/live`,
      token: () => session.current()?.token ?? '',
      store,
      tell,
      onLive: () => queue.run(),
      onEnded() {
        session.lose();
        void start().catch(() => undefined);
      },
      open: options.openSocket,
      random: options.random,
    });
    tell({ type: 'link', state: link.state() });
  }

  async function start(returnToken?: string): Promise<void> {
    await queue.load();
    const isNeeded = returnToken || queue.list().length > 0 || (await session.isKnown());
    if (!isNeeded) return;
    await session.ensure(returnToken);
    connect();
    queue.run();
    store.takeAll(await session.withToken(calls.conversations));
  }

  const parts = { calls, storage, prefix, session, store, queue };
  return {
    ...composeReading(parts),
    ...composeAsking(parts, options.locale),
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start,
    link: () => link?.state() ?? 'idle',
    async begin({ subject, answers = {}, ...message }) {
      const entry = makeEntry(message);
      const thread = `new:${entry.client_id}`;
      await queue.add({ ...entry, thread, opening: { answers, ...(subject ? { subject } : {}) } });
      return thread;
    },
    async send(thread, message) {
      notice.stop(thread);
      await queue.add({ ...makeEntry(message), thread });
    },
    typing: notice.type,
    read(id, seq) {
      const one = store.get(id);
      if (!one || seq <= one.read_seq) return;
      store.take({ ...one, read_seq: seq, unread: seq >= one.last_seq ? 0 : one.unread });
      link?.sendReading(id, seq);
    },
    check(online = true) {
      link?.check(online);
      if (online) queue.run();
    },
    async forget() {
      await session.end();
      for (const one of queue.list()) await queue.discard(one.client_id);
      for (const key of await storage.keys(prefix)) await storage.remove(key);
      store.clear();
    },
    close() {
      clearTimeout(look);
      queue.stop();
      disconnect();
      listeners.clear();
    },
  };
}

interface Parts {
  calls: WebCalls;
  storage: KeptStorage;
  prefix: string;
  session: ReturnType<typeof keepSession>;
  store: ReturnType<typeof createConversationStore>;
  queue: ReturnType<typeof createSendQueue>;
}

/** What is known here, without asking anybody but the storage. */
function composeReading({ storage, prefix, session, store, queue }: Parts) {
  return {
    visitor: () => session.current()?.visitor ?? null,
    conversations: () =>
      store.all().toSorted((one, other) => (one.last_message_at < other.last_message_at ? 1 : -1)),
    conversation: store.get,
    unread: () => store.all().reduce((sum, one) => sum + one.unread, 0),
    messages: store.messages,
    outgoing: (thread?: string) =>
      queue.list().filter((one) => thread === undefined || one.thread === thread),
    again: queue.again,
    discard: queue.discard,
    draft: (thread: string) => storage.get(`${prefix}draft.${thread}`),
    saveDraft(thread: string, text: string) {
      const key = `${prefix}draft.${thread}`;
      return text === '' ? storage.remove(key) : storage.set(key, text);
    },
    identifyBy: session.identifyBy,
  };
}

/** What the server is asked for. */
function composeAsking({ calls, session, store }: Parts, locale?: string) {
  let settings: Promise<WebSettings> | null = null;
  const { withToken } = session;
  return {
    settings() {
      settings ??= calls.settings(locale).catch((error: unknown) => {
        settings = null;
        throw error;
      });
      return settings;
    },
    open: store.read,
    askForPerson: (id: string) => withToken((token) => calls.askForPerson(token, id)),
    answerEnding: (id: string, solved: boolean) =>
      withToken((token) => calls.answerEnding(token, id, solved)).then(store.take),
    upload: (
      file: Blob & { name?: string },
      onProgress?: (share: number) => void,
      signal?: AbortSignal,
    ) =>
      withToken((token) => {
        const fileName = file.name ?? 'file';
        return uploadWebFile({ url: calls.base, token, file, fileName, onProgress, signal });
      }),
    file: (id: string, inline = false) => withToken((token) => calls.file(token, id, inline)),
    giveAddress: (address: string) => withToken((token) => calls.address(token, address)),
    async prove(addressId: string, code: string) {
      await withToken((token) => calls.proof(token, addressId, code));
      store.takeAll(await withToken(calls.conversations));
    },
    articles: (query: string) => calls.articles(query, locale),
    ask: <T>(path: string, body?: unknown, method?: string) =>
      withToken((token) => calls.call<T>(path, token, body, method)),
  };
}

/** Unique, not secret; also where the page is not secure and has no `crypto.randomUUID`. */
function makeEntry({ text, files = [] }: NewText) {
  const chance = () => Math.random().toString(36).slice(2, 10);
  return {
    client_id: `${Date.now().toString(36)}-${chance()}${chance()}`,
    text,
    file_ids: files.map((one) => one.id),
    file_names: files.map((one) => one.file_name),
  };
}

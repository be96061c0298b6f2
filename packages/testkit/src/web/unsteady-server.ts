import type { WebLiveMessage, WebLiveRequest } from '@earshot/contract/web-live-contract.ts';
import type { WebConversation, WebMessage } from '@earshot/contract/web-conversation-contract.ts';
import type { Socket } from '@earshot/web/steady-socket.ts';

/** What happens on the way, each 0 to 1. */
export interface Weather {
  /** A request or its answer is lost. */
  loss: number;
  /** A frame comes twice. */
  repeat: number;
  /** A frame comes after the one behind it. */
  swap: number;
  /** The connection is cut after a frame. */
  cut: number;
}

export const calm: Weather = { loss: 0, repeat: 0, swap: 0, cut: 0 };

/** A server of one visitor in memory, behind a network as bad as the weather. */
export class UnsteadyServer {
  weather: Weather = calm;
  token = 'token-1';
  readonly conversations = new Map<string, { row: WebConversation; messages: WebMessage[] }>();
  /** How often each route was asked. */
  readonly asked: string[] = [];
  readonly #random: () => number;
  readonly #sockets = new Set<FakeSocket>();
  #count = 0;

  constructor(random: () => number) {
    this.#random = random;
  }

  /** What an agent or the visitor said, once for each client_id. */
  say(id: string, text: string, clientId: string | null = null): WebMessage {
    const { row, messages } = this.conversations.get(id)!;
    const known = messages.find((one) => clientId !== null && one.client_id === clientId);
    if (known) return known;
    const message: WebMessage = {
      id: `m${++this.#count}`,
      seq: messages.length + 1,
      client_id: clientId,
      from: clientId === null ? 'agent' : 'visitor',
      author: null,
      channel: 'chat',
      text,
      files: [],
      quick_replies: [],
      at: new Date(this.#count).toISOString(),
      edited_at: null,
      deleted: false,
    };
    messages.push(message);
    row.last_seq = message.seq;
    row.last_message_at = message.at;
    this.#publish({ type: 'messages', conversation_id: id, messages: [message] });
    this.#publish({ type: 'conversation', conversation: { ...row } });
    return message;
  }

  readonly fetch = async (url: unknown, init?: RequestInit): Promise<Response> => {
    const path = String(url).replace(/^.*\/web\/[^/]+/, '');
    const body = init?.body ? (JSON.parse(String(init.body)) as Record<string, string>) : {};
    if (this.#happens('loss')) throw new TypeError('lost on the way there');
    const answer = this.#answer(init?.method ?? 'GET', path, body, init);
    if (this.#happens('loss')) throw new TypeError('lost on the way back');
    return answer;
  };

  readonly openSocket = (): Socket => {
    const socket = new FakeSocket((request) => this.#hear(socket, request));
    this.#sockets.add(socket);
    queueMicrotask(() => socket.happen('open'));
    return socket;
  };

  cutAll(): void {
    for (const socket of this.#sockets) this.#cut(socket);
  }

  #answer(method: string, path: string, body: Record<string, string>, init?: RequestInit) {
    this.asked.push(`${method} ${path.replace(/\?.*/, '')}`);
    if (path === '/sessions') return Response.json(this.#session(), { status: 201 });
    const { authorization } = (init?.headers ?? {}) as Record<string, string>;
    if (authorization !== `Bearer ${this.token}`) {
      return Response.json({ code: 'signed_out', status: 401 }, { status: 401 });
    }
    if (path === '/conversations' && method === 'POST') return this.#begin(body);
    if (path === '/conversations') return Response.json({ items: this.#rows() });
    const [, id = '', after = '0'] =
      /^\/conversations\/([^/]+)\/messages(?:\?after_seq=(\d+))?/.exec(path) ?? [];
    const found = this.conversations.get(id);
    if (!found) return Response.json({ code: 'not_found', detail: 'Nothing.' }, { status: 404 });
    if (method === 'GET') {
      const items = found.messages.filter((one) => one.seq > Number(after)).slice(0, 100);
      return Response.json({ items, last_seq: found.row.last_seq });
    }
    if (body['text'] === 'refused') {
      return Response.json({ code: 'too_long', detail: 'Write less.' }, { status: 422 });
    }
    const message = this.say(id, body['text'] ?? '', body['client_id']);
    // Whether it is understood at once is a matter of luck, as with the real one.
    const shown = this.#random() < 0.5 ? message : null;
    return Response.json({ client_id: body['client_id'], message: shown }, { status: 202 });
  }

  #session() {
    const visitor = {
      id: 'v1',
      name: null,
      email: null,
      email_verified: false,
      known_by: 'anonymous' as const,
    };
    return { token: this.token, visitor, expires_at: new Date(0).toISOString() };
  }

  #begin(body: Record<string, string>): Response {
    const clientId = body['client_id'] ?? '';
    const known = [...this.conversations.values()].find(({ messages }) =>
      messages.some((one) => one.client_id === clientId),
    );
    const id = known?.row.id ?? `c${this.conversations.size + 1}`;
    if (!known) {
      this.conversations.set(id, { row: makeRow(id), messages: [] });
      this.say(id, body['text'] ?? '', clientId);
    }
    const { row, messages } = this.conversations.get(id)!;
    return Response.json({ ...row, messages: messages.slice(0, 1) }, { status: 201 });
  }

  #rows(): WebConversation[] {
    return [...this.conversations.values()].map(({ row }) => ({ ...row }));
  }

  #hear(socket: FakeSocket, request: WebLiveRequest): void {
    if (request.type !== 'hello') return;
    if (request.token !== this.token) return socket.say({ type: 'ended' });
    for (const { conversation_id: id, after_seq: after } of request.resume) {
      const found = this.conversations.get(id);
      const messages = found?.messages.filter((one) => one.seq > after) ?? [];
      if (messages.length > 0) socket.say({ type: 'messages', conversation_id: id, messages });
    }
    socket.ready = true;
    socket.say({ type: 'ready', conversations: this.#rows() });
  }

  #publish(message: WebLiveMessage): void {
    for (const socket of this.#sockets) {
      if (!socket.ready || this.#happens('loss')) continue;
      const late = socket.late;
      socket.late = this.#happens('swap') ? message : null;
      if (!socket.late) socket.say(message);
      if (late) socket.say(late);
      if (this.#happens('repeat')) socket.say(message);
      if (this.#happens('cut')) this.#cut(socket);
    }
  }

  #cut(socket: FakeSocket): void {
    this.#sockets.delete(socket);
    socket.happen('close');
  }

  #happens(what: keyof Weather): boolean {
    return this.#random() < this.weather[what];
  }
}

class FakeSocket implements Socket {
  readyState = 0;
  ready = false;
  /** A frame that comes behind the next one. */
  late: WebLiveMessage | null = null;
  readonly #hear: (request: WebLiveRequest) => void;
  readonly #listeners = new Map<string, (event: { data: unknown; code: number }) => void>();

  constructor(hear: (request: WebLiveRequest) => void) {
    this.#hear = hear;
  }

  addEventListener(name: string, listener: (event: { data: unknown; code: number }) => void): void {
    this.#listeners.set(name, listener);
  }

  send(text: string): void {
    this.#hear(JSON.parse(text) as WebLiveRequest);
  }

  close(): void {
    this.readyState = 3;
  }

  happen(name: 'open' | 'close'): void {
    this.readyState = name === 'open' ? 1 : 3;
    this.#listeners.get(name)?.({ data: null, code: 1006 });
  }

  say(message: WebLiveMessage): void {
    if (this.readyState === 1)
      this.#listeners.get('message')?.({ data: JSON.stringify(message), code: 0 });
  }
}

function makeRow(id: string): WebConversation {
  return {
    id,
    case_number: 1,
    subject: 'Kettle',
    state: 'our_turn',
    last_message_at: new Date(0).toISOString(),
    last_seq: 0,
    unread: 0,
    read_seq: 0,
    agent_read_seq: 0,
    served_by: 'people',
    agent: null,
    promise: null,
    continues_by_mail: null,
  };
}

import type { CaseRow } from '@earshot/contract/case-contract.ts';
import type { LiveEvent, LiveMessage, LiveRequest } from '@earshot/contract/live-contract.ts';

/** The server pings every 15 s; after two silent intervals and some slack nothing is live. */
export const silenceLimit_ms = 32_000;
/** A connection that makes no step towards live for this long is given up. */
export const openLimit_ms = 10_000;
/** First wait before a new connection; doubles up to the longest, with full jitter. */
export const firstWait_ms = 400;
export const longestWait_ms = 20_000;

/**
 * live: every event up to now has been shown. catching_up: connected, still behind.
 * offline: nothing is known of what happened since.
 */
export type LiveState = 'live' | 'catching_up' | 'offline';

export type Typing = 'reply' | 'note' | null;
export type PresenceMember = { id: string; name: string; typing: Typing };

/** The part of WebSocket that the client needs; a fake of it serves the tests. */
export interface Socket {
  /** 1: open. */
  readonly readyState: number;
  send(text: string): void;
  close(): void;
  addEventListener(name: 'open' | 'close', listener: () => void): void;
  addEventListener(name: 'message', listener: (event: { data: unknown }) => void): void;
}

export interface LiveOptions {
  /** ws:// or wss:// address of the server's live path. */
  url: string;
  /** Last event that the screen includes; null: from now on. */
  position: number | null;
  onEvents: (events: LiveEvent[], rows: CaseRow[]) => void;
  onPresence?: (caseId: string, members: PresenceMember[]) => void;
  onState?: (state: LiveState) => void;
  /** Too far behind: read every list anew. */
  onReload?: () => void;
  onNotification?: (unread: number) => void;
  onSignedOut?: () => void;
  /** The server's version changed since the page was loaded. */
  onVersion?: (version: string) => void;
  open?: (url: string) => Socket;
  random?: () => number;
}

export interface Live {
  state(): LiveState;
  /** Last event shown. */
  position(): number | null;
  /** Tells colleagues which case is on screen and what is being typed there. */
  setPresence(caseId: string | null, typing: Typing): void;
  /** Checks at once, after a sleep or a change of network, whether the connection still stands. */
  check(online?: boolean): void;
  close(): void;
}

function openSocket(url: string): Socket {
  return new WebSocket(url);
}

/** Keeps one live connection: resumes by position, reconnects, never looks live when stale. */
export function createLive(options: LiveOptions): Live {
  return new LiveConnection(options);
}

class LiveConnection implements Live {
  readonly #options: LiveOptions;
  #socket: Socket | null = null;
  #state: LiveState = 'catching_up';
  #position: number | null;
  #presence: { caseId: string | null; typing: Typing } = { caseId: null, typing: null };
  #failures = 0;
  /** A position that a ping named and no event has reached yet. */
  #promised: number | null = null;
  #heardAt_ms = Date.now();
  #watch: ReturnType<typeof setTimeout> | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  constructor(options: LiveOptions) {
    this.#options = options;
    this.#position = options.position;
    this.#connect();
  }

  state(): LiveState {
    return this.#state;
  }

  position(): number | null {
    return this.#position;
  }

  setPresence(caseId: string | null, typing: Typing): void {
    if (this.#presence.caseId === caseId && this.#presence.typing === typing) return;
    this.#presence = { caseId, typing };
    this.#sendPresence();
  }

  check(online = true): void {
    if (this.#closed) return;
    if (!online) {
      this.#drop();
      return;
    }
    const silent_ms = Date.now() - this.#heardAt_ms;
    if (this.#socket !== null && silent_ms < silenceLimit_ms) return;
    this.#failures = 0;
    this.#drop();
    this.#connect();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#retry);
    this.#release();
  }

  #connect(): void {
    clearTimeout(this.#retry);
    this.#heardAt_ms = Date.now();
    this.#promised = null;
    const socket = (this.#options.open ?? openSocket)(this.#options.url);
    this.#socket = socket;
    this.#arm(openLimit_ms);
    socket.addEventListener('open', () => {
      if (this.#socket !== socket) return;
      this.#enter('catching_up');
    });
    socket.addEventListener('message', (event) => {
      if (this.#socket !== socket) return;
      const message = JSON.parse(String(event.data)) as LiveMessage;
      this.#heardAt_ms = Date.now();
      this.#take(message);
      if (this.#state === 'live') this.#arm(silenceLimit_ms);
      else if (message.type !== 'ping' && this.#socket === socket) this.#arm(openLimit_ms);
    });
    socket.addEventListener('close', () => {
      if (this.#socket === socket) this.#drop();
    });
  }

  #take(message: LiveMessage): void {
    const { onEvents, onReload, onPresence, onNotification, onSignedOut, onVersion } =
      this.#options;
    switch (message.type) {
      case 'hello':
        // Only now: what is sent before the server has joined the connection may be lost.
        this.#send({ type: 'resume', position: this.#position });
        this.#sendPresence();
        onVersion?.(message.version);
        return;
      case 'events':
        this.#takeEvents(message.events, message.rows, onEvents);
        return;
      case 'reload':
        onReload?.();
        return;
      case 'live':
        this.#failures = 0;
        this.#advance(message.position);
        this.#enter('live');
        return;
      case 'ping':
        this.#send({ type: 'pong' });
        this.#compare(message.position);
        return;
      case 'presence':
        onPresence?.(message.case_id, message.members);
        return;
      case 'notification':
        onNotification?.(message.unread);
        return;
      case 'signed_out':
        this.close();
        onSignedOut?.();
    }
  }

  /** An event seen before a reconnect may be sent again; its rows are newer and always count. */
  #takeEvents(events: LiveEvent[], rows: CaseRow[], tell: LiveOptions['onEvents']): void {
    const seen = this.#position ?? -1;
    const fresh = events.filter((event) => event.position > seen);
    const last = fresh.at(-1);
    if (last) this.#advance(last.position);
    if (fresh.length > 0 || rows.length > 0) tell(fresh, rows);
  }

  /** Events follow their ping within moments; still missing at the next ping, they were lost. */
  #compare(position: number): void {
    const behind = position > (this.#position ?? 0);
    const lost = behind && this.#promised !== null && this.#promised > (this.#position ?? 0);
    this.#promised = behind ? position : null;
    if (lost && this.#state === 'live') this.#drop();
  }

  #advance(position: number): void {
    if (this.#position === null || position > this.#position) this.#position = position;
  }

  #arm(limit_ms: number): void {
    clearTimeout(this.#watch);
    this.#watch = setTimeout(() => this.#drop(), limit_ms);
  }

  /** The connection is gone or silent: say so and try again after a wait that grows. */
  #drop(): void {
    if (this.#closed) return;
    this.#release();
    this.#enter('offline');
    clearTimeout(this.#retry);
    const most_ms = Math.min(longestWait_ms, firstWait_ms * 2 ** this.#failures);
    const wait_ms = most_ms / 2 + ((this.#options.random ?? Math.random)() * most_ms) / 2;
    this.#failures += 1;
    this.#retry = setTimeout(() => this.#connect(), wait_ms);
  }

  #release(): void {
    clearTimeout(this.#watch);
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }

  #enter(state: LiveState): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#options.onState?.(state);
  }

  #sendPresence(): void {
    const { caseId, typing } = this.#presence;
    if (this.#state === 'offline') return;
    this.#send({ type: 'presence', case_id: caseId, typing });
  }

  #send(request: LiveRequest): void {
    if (this.#socket?.readyState === 1) this.#socket.send(JSON.stringify(request));
  }
}

/** The server pings every 15 s; after two silent intervals and some slack nothing is live. */
export const silenceLimit_ms = 32_000;
/** A connection that makes no step towards live for this long is given up. */
export const openLimit_ms = 10_000;
/** First wait before a new connection; doubles up to the longest, with jitter. */
const firstWait_ms = 400;
const longestWait_ms = 20_000;
/** A server that restarts says so to everybody at once; they come back spread over this time. */
const restartSpread_ms = 5_000;
/** RFC 6455 7.4.1: going away. */
const goingAway_code = 1001;

/**
 * live: everything up to now has been shown. catching_up: connected, still behind.
 * offline: nothing is known of what happened since.
 */
export type LinkState = 'live' | 'catching_up' | 'offline';

/** The part of WebSocket that is needed; a fake of it serves the tests. */
export interface Socket {
  /** 1: open. */
  readonly readyState: number;
  send(text: string): void;
  close(): void;
  addEventListener(name: 'open', listener: () => void): void;
  addEventListener(name: 'close', listener: (event: { code: number }) => void): void;
  addEventListener(name: 'message', listener: (event: { data: unknown }) => void): void;
}

export interface SteadyOptions<Heard> {
  /** ws:// or wss:// address. */
  url: string;
  /** A new connection is being opened. */
  onConnect?: () => void;
  /** It is open and may be spoken to. */
  onOpen?: () => void;
  /** What came; whoever understands it says `settle` once everything has been shown. */
  onHeard: (message: Heard) => void;
  onState?: ((state: LinkState) => void) | undefined;
  open?: ((url: string) => Socket) | undefined;
  random?: (() => number) | undefined;
}

export interface SteadySocket<Said> {
  state(): LinkState;
  /** Goes out only while the connection is open. */
  send(message: Said): void;
  /** Everything has been shown: the connection is live. */
  settle(): void;
  /** The connection is gone or wrong: says so and tries again after a wait that grows. */
  drop(): void;
  /** Checks at once, after a sleep or a change of network, whether the connection still stands. */
  check(online?: boolean): void;
  close(): void;
}

function openSocket(url: string): Socket {
  return new WebSocket(url);
}

/** Keeps one WebSocket: hears silence, reconnects with growing waits, never looks live when stale. */
export function createSteadySocket<Heard extends { type: string }, Said>(
  options: SteadyOptions<Heard>,
): SteadySocket<Said> {
  const { open = openSocket, random = Math.random } = options;
  let socket: Socket | null = null;
  let state: LinkState = 'catching_up';
  let failures = 0;
  let heardAt_ms = 0;
  let watch: ReturnType<typeof setTimeout> | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let closed = false;

  function enter(next: LinkState): void {
    if (state === next) return;
    state = next;
    options.onState?.(next);
  }

  function arm(limit_ms: number): void {
    clearTimeout(watch);
    watch = setTimeout(drop, limit_ms);
  }

  function release(): void {
    clearTimeout(watch);
    clearTimeout(retry);
    const last = socket;
    socket = null;
    last?.close();
  }

  function drop(): void {
    lose(0);
  }

  function lose(spread_ms: number): void {
    if (closed) return;
    release();
    enter('offline');
    const most_ms = Math.min(longestWait_ms, firstWait_ms * 2 ** failures);
    failures += 1;
    retry = setTimeout(connect, most_ms / 2 + random() * (spread_ms + most_ms / 2));
  }

  function connect(): void {
    clearTimeout(retry);
    heardAt_ms = Date.now();
    options.onConnect?.();
    const own = open(options.url);
    socket = own;
    arm(openLimit_ms);
    own.addEventListener('open', () => {
      if (socket !== own) return;
      enter('catching_up');
      options.onOpen?.();
    });
    own.addEventListener('message', (event) => {
      if (socket !== own) return;
      heardAt_ms = Date.now();
      const message = JSON.parse(String(event.data)) as Heard;
      options.onHeard(message);
      if (socket !== own) return;
      if (state === 'live') arm(silenceLimit_ms);
      else if (message.type !== 'ping') arm(openLimit_ms);
    });
    own.addEventListener('close', ({ code }) => {
      if (socket === own) lose(code === goingAway_code ? restartSpread_ms : 0);
    });
  }

  connect();
  return {
    state: () => state,
    send(message) {
      if (socket?.readyState === 1) socket.send(JSON.stringify(message));
    },
    settle() {
      failures = 0;
      enter('live');
    },
    drop,
    check(online = true) {
      if (closed) return;
      if (!online) return drop();
      if (socket !== null && Date.now() - heardAt_ms < silenceLimit_ms) return;
      failures = 0;
      drop();
      connect();
    },
    close() {
      closed = true;
      release();
    },
  };
}

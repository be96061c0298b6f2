import type { CaseRow } from '@earshot/contract/case-contract.ts';
import type {
  LiveEvent,
  LiveMessage,
  LiveRequest,
  VisitorState,
} from '@earshot/contract/live-contract.ts';
import {
  createSteadySocket,
  type LinkState,
  type Socket,
  type SteadySocket,
} from '@earshot/web/steady-socket.ts';

export type LiveState = LinkState;

export type Typing = 'reply' | 'note' | null;
export type PresenceMember = { id: string; name: string; typing: Typing };

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
  /** How the contact of a live conversation is there now. */
  onVisitor?: (state: VisitorState) => void;
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

/** Keeps one live connection: resumes by position, reconnects, never looks live when stale. */
export function createLive(options: LiveOptions): Live {
  return new LiveConnection(options);
}

class LiveConnection implements Live {
  readonly #options: LiveOptions;
  readonly #socket: SteadySocket<LiveRequest>;
  #position: number | null;
  #presence: { caseId: string | null; typing: Typing } = { caseId: null, typing: null };
  /** A position that a ping named and no event has reached yet. */
  #promised: number | null = null;

  constructor(options: LiveOptions) {
    this.#options = options;
    this.#position = options.position;
    this.#socket = createSteadySocket<LiveMessage, LiveRequest>({
      url: options.url,
      open: options.open,
      random: options.random,
      onConnect: () => {
        this.#promised = null;
      },
      onHeard: (message) => this.#take(message),
      onState: options.onState,
    });
  }

  state(): LiveState {
    return this.#socket.state();
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
    this.#socket.check(online);
  }

  close(): void {
    this.#socket.close();
  }

  #take(message: LiveMessage): void {
    const { onEvents, onReload, onPresence, onNotification, onSignedOut, onVersion } =
      this.#options;
    switch (message.type) {
      case 'hello':
        // Only now: what is sent before the server has joined the connection may be lost.
        this.#socket.send({ type: 'resume', position: this.#position });
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
        this.#advance(message.position);
        this.#socket.settle();
        return;
      case 'ping':
        this.#socket.send({ type: 'pong' });
        this.#compare(message.position);
        return;
      case 'presence':
        onPresence?.(message.case_id, message.members);
        return;
      case 'visitor':
        this.#options.onVisitor?.(message);
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
    if (lost && this.state() === 'live') this.#socket.drop();
  }

  #advance(position: number): void {
    if (this.#position === null || position > this.#position) this.#position = position;
  }

  #sendPresence(): void {
    const { caseId, typing } = this.#presence;
    if (this.state() === 'offline') return;
    this.#socket.send({ type: 'presence', case_id: caseId, typing });
  }
}

import type { LiveRequest } from '@earshot/contract/live-contract.ts';
import { liveRequest } from '@earshot/contract/live-contract.ts';
import type { WebSocket } from 'ws';
import type { MemberActor } from '../actor.ts';
import type { RelayedEvent } from '../events/event-relay.ts';

/** A reader that falls this far behind is closed; it resumes by position (no memory grows here). */
const BEHIND_MAX_BYTES = 1024 * 1024;
/** Requests of one desk within a second; typing sends about one. */
const REQUESTS_A_SECOND_MAX = 30;

type Presence = Extract<LiveRequest, { type: 'presence' }>;

/**
 * One desk’s connection: knows up to where it was told, so nothing comes twice and no gap stays.
 */
export class LiveSocket {
  readonly actor: MemberActor;
  readonly #socket: WebSocket;
  /** Null until it caught up; events that come meanwhile wait in `#early`. */
  #position: number | null = null;
  #early: { last: number; first: number; text: string }[] = [];
  #onResume: (from: number | null) => void = () => {};
  #onPresence: (presence: Presence) => void = () => {};
  #closers: (() => void)[] = [];
  #requests = 0;
  #second = 0;

  constructor(socket: WebSocket, actor: MemberActor) {
    this.#socket = socket;
    this.actor = actor;
    socket.on('message', (raw: Buffer) => this.#hear(raw));
    socket.on('close', () => this.#closers.forEach((closer) => closer()));
    socket.on('error', () => socket.terminate());
  }

  onResume(listener: (from: number | null) => void): void {
    this.#onResume = listener;
  }

  onPresence(listener: (presence: Presence) => void): void {
    this.#onPresence = listener;
  }

  onClose(closer: () => void): void {
    this.#closers.push(closer);
  }

  send(text: string): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    if (this.#socket.bufferedAmount > BEHIND_MAX_BYTES) {
      this.close(1013, 'too far behind');
      this.#socket.terminate();
      return;
    }
    this.#socket.send(text);
  }

  /** A batch as it was relayed; held back while catching up. */
  deliver(events: readonly RelayedEvent[], text: string): void {
    const first = events[0]?.position ?? 0;
    const last = events.at(-1)?.position ?? 0;
    if (this.#position === null) {
      this.#early.push({ first, last, text });
      return;
    }
    this.#pass({ first, last, text });
  }

  /** Caught up to here: what waited follows, then everything as it comes. */
  startLive(position: number): void {
    this.#position = position;
    for (const batch of this.#early) this.#pass(batch);
    this.#early = [];
    this.send(JSON.stringify({ type: 'live', position: this.#position }));
  }

  #pass(batch: { first: number; last: number; text: string }): void {
    if (this.#position === null || batch.last <= this.#position) return;
    if (batch.first !== this.#position + 1) {
      // Part of it is known already, or one is missing: catching up again sorts both out.
      const from = this.#position;
      this.#position = null;
      this.#early = [];
      this.#onResume(from);
      return;
    }
    this.#position = batch.last;
    this.send(batch.text);
  }

  #hear(raw: Buffer): void {
    const second = Math.floor(Date.now() / 1_000);
    this.#requests = second === this.#second ? this.#requests + 1 : 1;
    this.#second = second;
    if (this.#requests > REQUESTS_A_SECOND_MAX) return this.close(1008, 'too many messages');
    const request = parseRequest(raw);
    if (!request) return this.close(1007, 'not a message of the contract');
    if (request.type === 'resume') {
      this.#position = null;
      this.#early = [];
      this.#onResume(request.position);
    }
    if (request.type === 'presence') this.#onPresence(request);
  }

  /** The session ended: the desk goes to the sign-in. */
  end(): void {
    this.send(JSON.stringify({ type: 'signed_out' }));
    this.close(4401, 'signed out');
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, reason);
  }
}

function parseRequest(raw: Buffer): LiveRequest | null {
  try {
    const parsed = liveRequest.safeParse(JSON.parse(raw.toString('utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

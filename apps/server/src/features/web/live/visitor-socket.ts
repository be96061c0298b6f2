import {
  type WebLiveMessage,
  type WebLiveRequest,
  webLiveRequest,
} from '@earshot/contract/web-live-contract.ts';
import type { WebSocket } from 'ws';
import { behindMax_bytes, framesASecond_max } from './live-limits.ts';

/** Hears what a socket says; one for all sockets, so that an idle one costs little. */
export interface SocketEars {
  onRequest(socket: VisitorSocket, request: WebLiveRequest): void;
  onGone(socket: VisitorSocket): void;
}

/** Up to where a socket was told of each conversation, and who is behind it. */
export interface SocketPlace {
  accountId: string;
  channelId: string;
  sessionId: string;
  visitorId: string;
  visitorName: string | null;
  expiresAt: Date;
  /** Number last sent, by conversation. */
  talks: Map<string, number>;
}

/** A message as bytes: made once, however many sockets it goes to. */
export function frameText(message: WebLiveMessage): Buffer {
  return Buffer.from(JSON.stringify(message));
}

const asText = { binary: false };
const pong = Buffer.from(JSON.stringify({ type: 'pong' } satisfies WebLiveRequest));

/** One open client of a visitor. */
export class VisitorSocket {
  readonly #socket: WebSocket;
  /** The key in the address it connected to. */
  readonly channelKey: string;
  /** Null until it said who it is. */
  place: SocketPlace | null = null;
  page: { title: string; url: string } | null = null;
  /** Pings it did not answer. */
  silentPings = 0;
  #frames = 0;
  #second = 0;

  constructor(socket: WebSocket, channelKey: string, ears: SocketEars) {
    this.#socket = socket;
    this.channelKey = channelKey;
    socket.on('message', (raw: Buffer) => this.#hear(raw, ears));
    socket.on('close', () => ears.onGone(this));
    socket.on('error', () => socket.terminate());
  }

  get isOpen(): boolean {
    return this.#socket.readyState === this.#socket.OPEN;
  }

  /** False where it is gone or too far behind: then it is closed and resumes. */
  send(frame: Buffer): boolean {
    if (!this.isOpen) return false;
    if (this.#socket.bufferedAmount > behindMax_bytes) {
      this.terminate();
      return false;
    }
    this.#socket.send(frame, asText);
    return true;
  }

  /** The session ended: the client begins a new one. */
  end(): void {
    this.send(frameText({ type: 'ended' }));
    this.close(4401, 'session ended');
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, reason);
  }

  terminate(): void {
    this.#socket.terminate();
  }

  #hear(raw: Buffer, ears: SocketEars): void {
    this.silentPings = 0;
    const second = Math.floor(performance.now() / 1_000);
    this.#frames = second === this.#second ? this.#frames + 1 : 1;
    this.#second = second;
    if (this.#frames > framesASecond_max) return this.close(1008, 'too many frames');
    // What idle clients say needs no reading.
    if (pong.equals(raw)) return;
    const request = parseFrame(raw);
    if (!request) return this.close(1007, 'not a frame of the contract');
    ears.onRequest(this, request);
  }
}

function parseFrame(raw: Buffer): WebLiveRequest | null {
  try {
    const parsed = webLiveRequest.safeParse(JSON.parse(raw.toString('utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null; // no JSON is no frame of the contract either
  }
}

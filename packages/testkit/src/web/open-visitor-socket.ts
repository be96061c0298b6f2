import type { WebLiveMessage } from '@earshot/contract/web-live-contract.ts';
import type { WebMessage } from '@earshot/contract/web-conversation-contract.ts';
import { setTimeout as pause } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { shopOrigin } from './visit-chat.ts';

type Frame<T extends WebLiveMessage['type']> = Extract<WebLiveMessage, { type: T }>;

/** A client of the live connection that does nothing by itself. */
export interface VisitorWire {
  readonly socket: WebSocket;
  /** Everything that came, oldest first. */
  readonly frames: WebLiveMessage[];
  send(frame: unknown): void;
  /** The first frame of a type that fits, also one that came before; throws after ten seconds. */
  expect<T extends WebLiveMessage['type']>(
    type: T,
    fits?: (frame: Frame<T>) => boolean,
  ): Promise<Frame<T>>;
  /** Messages of a conversation as they came. */
  messages(conversationId: string): WebMessage[];
  /** Resolves with the close code. */
  closed: Promise<number>;
}

const WITHIN_MS = 10_000;

/** Opens a socket at `url` of a server; with a token it says hello at once. */
export async function openVisitorSocket(
  url: string,
  hello: { token: string; resume?: { conversation_id: string; after_seq: number }[] } | null,
  origin: string | null = shopOrigin,
): Promise<VisitorWire> {
  const headers = origin === null ? {} : { origin };
  const socket = new WebSocket(url.replace(/^http/, 'ws'), { headers });
  const frames: WebLiveMessage[] = [];
  socket.on('message', (raw: Buffer) => {
    frames.push(JSON.parse(raw.toString('utf8')) as WebLiveMessage);
  });
  const closed = new Promise<number>((resolve) => {
    socket.once('close', resolve);
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  const wire: VisitorWire = {
    socket,
    frames,
    closed,
    send: (frame) => socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame)),
    async expect(type, fits = () => true) {
      const until = Date.now() + WITHIN_MS;
      while (Date.now() < until) {
        const found = frames.find((frame) => frame.type === type && fits(frame as never));
        if (found) return found as never;
        await pause(10);
      }
      throw new Error(`No frame ${type} came, but ${JSON.stringify(frames).slice(0, 2_000)}`);
    },
    messages: (id) =>
      frames.flatMap((frame) =>
        frame.type === 'messages' && frame.conversation_id === id ? frame.messages : [],
      ),
  };
  if (hello) wire.send({ type: 'hello', resume: [], ...hello });
  return wire;
}

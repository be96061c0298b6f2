import { WebSocket } from 'ws';

/** In a process of its own: some thousand visitors who do nothing but listen. */
export interface Seat {
  token: string;
  talkId: string;
  /** One of loopback’s: the server limits sockets by network. */
  localAddress: string;
}

export type CrowdOrder =
  | { type: 'open'; url: string; seats: Seat[]; isRaw: boolean }
  | { type: 'report' }
  | { type: 'cut'; count: number };

export interface CrowdHeard {
  received: number;
  latencies_ms: number[];
  /** When the first and the last message came (epoch, ms). */
  firstAt: number;
  lastAt: number;
  lost: number;
  gaps: number;
  doubles: number;
  /** A frame with a message, as it came. */
  sample: string;
  /** Newest number of each conversation. */
  seqs: [string, number][];
}

interface Frame {
  type: string;
  messages?: { seq: number; text: string }[];
}

/** So many connect side by side. */
const SIDE_BY_SIDE = 100;
let url = '';
let isRaw = false;
let seats: Seat[] = [];
const sockets: (WebSocket | null)[] = [];
const seqs = new Map<string, number>();
let heard = none('');

function none(sample: string): CrowdHeard {
  const counts = { received: 0, lost: 0, gaps: 0, doubles: 0 };
  return { ...counts, latencies_ms: [], firstAt: Infinity, lastAt: 0, sample, seqs: [] };
}

function hear(seat: Seat, raw: Buffer): Frame {
  const now = Date.now();
  const text = raw.toString('utf8');
  const frame = JSON.parse(text) as Frame;
  if (frame.type !== 'messages') return frame;
  heard.sample = text;
  for (const message of frame.messages ?? []) {
    heard.received += 1;
    heard.firstAt = Math.min(heard.firstAt, now);
    heard.lastAt = now;
    const sentAt = Number(/sent (\d+)/.exec(message.text)?.[1]);
    if (sentAt) heard.latencies_ms.push(now - sentAt);
    if (isRaw) continue;
    const last = seqs.get(seat.talkId) ?? message.seq - 1;
    if (message.seq <= last) heard.doubles += 1;
    else if (message.seq > last + 1) heard.gaps += 1;
    seqs.set(seat.talkId, Math.max(last, message.seq));
  }
  return frame;
}

function connect(index: number): Promise<void> {
  const seat = seats[index] as Seat;
  const { localAddress } = seat;
  const socket = new WebSocket(url, { localAddress, perMessageDeflate: false });
  sockets[index] = socket;
  return new Promise((resolve, reject) => {
    socket.on('open', () => {
      if (isRaw) return resolve();
      const after_seq = seqs.get(seat.talkId);
      const known = { conversation_id: seat.talkId, after_seq };
      const resume = after_seq === undefined ? [] : [known];
      socket.send(JSON.stringify({ type: 'hello', token: seat.token, resume }));
    });
    socket.on('message', (raw: Buffer) => {
      const { type } = hear(seat, raw);
      if (type === 'ready') resolve();
      if (type === 'ping') socket.send('{"type":"pong"}');
    });
    socket.on('error', reject);
    socket.on('close', () => {
      if (sockets[index] === socket) heard.lost += 1;
    });
  });
}

async function connectAll(indexes: readonly number[]): Promise<void> {
  const left = [...indexes];
  const one = async () => {
    for (let index = left.shift(); index !== undefined; index = left.shift()) await connect(index);
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, one));
}

async function obey(order: CrowdOrder): Promise<unknown> {
  if (order.type === 'open') {
    ({ url, seats, isRaw } = order);
    await connectAll(seats.keys().toArray());
    return null;
  }
  if (order.type === 'cut') {
    const cut = Array.from({ length: Math.min(order.count, seats.length) }, (_, index) => index);
    for (const index of cut) {
      const socket = sockets[index];
      sockets[index] = null;
      socket?.terminate();
    }
    await connectAll(cut);
    return null;
  }
  const report = { ...heard, seqs: [...seqs] };
  heard = none(heard.sample);
  return report;
}

process.on('message', (order: CrowdOrder) => {
  obey(order).then(
    (answer) => process.send?.({ answer }),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});
process.on('disconnect', () => process.exit(0));

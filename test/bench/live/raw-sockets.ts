import { setTimeout as pause } from 'node:timers/promises';
import { type WebSocket, WebSocketServer } from 'ws';

/**
 * In a process of its own: a bare `ws` server that does nothing but send the same bytes in the same
 * pattern. What it is capable of is the limit.
 */
export type RawOrder =
  | { type: 'pace'; text: string; rate: number; count: number; batch: number }
  | { type: 'burst'; text: string };

/** Between two turns of the event loop. */
const CHUNK = 500;
const sockets: WebSocket[] = [];
const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
server.on('connection', (socket) => {
  sockets.push(socket);
  socket.on('message', () => {});
});
server.on('listening', () => {
  const address = server.address();
  process.send?.({ port: typeof address === 'object' ? address?.port : 0 });
});

function stamp(text: string): string {
  return text.replace(/sent \d+/, `sent ${Date.now()}`);
}

async function pace(order: Extract<RawOrder, { type: 'pace' }>): Promise<void> {
  const started = performance.now();
  for (let sent = 0; sent < order.count;) {
    const due_ms = started + (sent * 1_000) / order.rate - performance.now();
    if (due_ms > 0) await pause(due_ms);
    for (let one = 0; one < order.batch && sent < order.count; one += 1, sent += 1) {
      sockets[sent % sockets.length]?.send(stamp(order.text));
    }
  }
}

async function burst(text: string): Promise<void> {
  for (const [index, socket] of sockets.entries()) {
    socket.send(stamp(text));
    if (index % CHUNK === CHUNK - 1) await new Promise(setImmediate);
  }
}

process.on('message', (order: RawOrder) => {
  const started = Date.now();
  void (order.type === 'pace' ? pace(order) : burst(order.text)).then(() =>
    process.send?.({ started }),
  );
});
process.on('disconnect', () => process.exit(0));

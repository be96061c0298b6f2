import { parentPort, workerData } from 'node:worker_threads';

/**
 * In a thread of its own: one WebSocket for each agent. Notes for each event when the last of them
 * got it, counted from the start of the transaction that made it.
 */
interface Crowd {
  url: string;
  cookies: readonly string[];
}

interface Heard {
  at_ms: number;
  desks: number;
}

const { url, cookies } = workerData as Crowd;
const heard = new Map<string, Heard>();
let durations_ms: number[] = [];
let live = 0;
let lost = 0;

const EVENT =
  /"position":\d+,"id":"([^"]+)","name":"[^"]+","subject_id":(?:"[^"]+"|null),"actor_id":(?:"[^"]+"|null),"at":"([^"]+)"/g;

function hear(text: string): void {
  if (text.startsWith('{"type":"live"')) {
    live += 1;
    if (live === cookies.length) parentPort?.postMessage({ type: 'ready' });
    return;
  }
  if (!text.startsWith('{"type":"events"')) return;
  const now_ms = Date.now();
  for (const [, id = '', at = ''] of text.matchAll(EVENT)) {
    const event = heard.get(id) ?? { at_ms: Date.parse(at), desks: 0 };
    event.desks += 1;
    heard.set(id, event);
    if (event.desks < cookies.length) continue;
    durations_ms.push(now_ms - event.at_ms);
    heard.delete(id);
  }
}

for (const cookie of cookies) {
  const socket = new WebSocket(url, { headers: { cookie } } as unknown as string[]);
  socket.addEventListener('open', () => socket.send('{"type":"resume","position":null}'));
  socket.addEventListener('message', (message) => hear(String(message.data)));
  socket.addEventListener('close', () => (lost += 1));
}

parentPort?.on('message', () => {
  // What only some have heard stays: it is on its way to the others.
  parentPort?.postMessage({ type: 'heard', durations_ms, pending: heard.size, lost });
  durations_ms = [];
});

import type { KeptStorage } from './kept-storage.ts';
import type { NewMessage, Opening } from './web-calls.ts';
import { isPassing, type WebError } from './web-error.ts';

/** A message on its way; it is kept until the conversation shows it. */
export interface Outgoing extends NewMessage {
  /** The conversation, or `new:` and the client_id of the message that begins it. */
  thread: string;
  /** Of a message that begins a conversation. */
  opening?: Opening | undefined;
  /** Names of its files, to show them meanwhile. */
  file_names: string[];
  /** When it was written, milliseconds since 1970. */
  at_ms: number;
  /** accepted: the server has it, the conversation does not show it yet. */
  state: 'waiting' | 'accepted' | 'refused';
  /** Why it was refused, for the visitor. */
  problem?: { code: string; words: string } | undefined;
}

export interface QueueOptions {
  storage: KeptStorage;
  /** What keys begin with. */
  prefix: string;
  /** Hands one over; answers with the conversation it belongs to. Throws WebError. */
  deliver: (message: Outgoing) => Promise<{ conversationId: string; isShown: boolean }>;
  onChange: () => void;
  /** What was written in one thread goes on in another. */
  onMove: (from: string, to: string) => void;
  now?: () => number;
  random?: () => number;
}

/** Shorter for a passing fault, longer where it stays. */
const firstWait_ms = 500;
const longestWait_ms = 20_000;
/** What the server accepted and never showed is no longer asked for after this. */
const forgetAfter_ms = 24 * 60 * 60_000;

export type SendQueue = ReturnType<typeof createSendQueue>;

/**
 * Keeps messages until the conversation shows them: in the order written, one at a time, again
 * after every failure that may pass. Sent twice is once, because the server knows the client_id.
 */
export function createSendQueue(options: QueueOptions) {
  const { storage, prefix, deliver, onChange, now = Date.now, random = Math.random } = options;
  const entries = new Map<string, Outgoing>();
  let failures = 0;
  let running = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;

  async function keep(entry: Outgoing): Promise<void> {
    entries.set(entry.client_id, entry);
    onChange();
    await storage.set(prefix + entry.client_id, JSON.stringify(entry));
  }

  async function forget(clientId: string): Promise<void> {
    if (entries.delete(clientId)) onChange();
    await storage.remove(prefix + clientId);
  }

  function list(): Outgoing[] {
    return [...entries.values()].toSorted((one, other) => one.at_ms - other.at_ms);
  }

  /** One that waits for nothing but the network: what begins its conversation has been sent. */
  function findNext(): Outgoing | undefined {
    const waiting = list().filter((entry) => entry.state === 'waiting');
    return waiting.find((entry) => entry.opening || !entry.thread.startsWith('new:'));
  }

  async function rename(from: string, to: string): Promise<void> {
    for (const entry of list()) {
      if (entry.thread === from) await keep({ ...entry, thread: to, opening: undefined });
    }
  }

  async function deliverOne(entry: Outgoing): Promise<void> {
    const { conversationId, isShown } = await deliver(entry);
    if (entry.thread !== conversationId) await rename(entry.thread, conversationId);
    if (isShown) return forget(entry.client_id);
    const present = entries.get(entry.client_id);
    if (present) await keep({ ...present, state: 'accepted' });
  }

  async function refuse(entry: Outgoing, error: unknown): Promise<void> {
    const { code, status, message } = error as WebError;
    if (status === 404 && !entry.opening) {
      // The conversation is gone or not ours any more: what was written begins a new one.
      const thread = `new:${entry.client_id}`;
      await rename(entry.thread, thread);
      await keep({ ...entry, thread, opening: { answers: {} } });
      options.onMove(entry.thread, thread);
      return;
    }
    await keep({ ...entry, state: 'refused', problem: { code, words: message } });
  }

  async function run(): Promise<void> {
    if (running || stopped) return;
    running = true;
    clearTimeout(timer);
    try {
      for (let entry = findNext(); entry && !stopped; entry = findNext()) {
        try {
          await deliverOne(entry);
          failures = 0;
        } catch (error) {
          if (!isPassing(error)) {
            await refuse(entry, error);
            continue;
          }
          const asked_ms = ((error as WebError).retryAfter_s ?? 0) * 1000;
          const most_ms = Math.min(longestWait_ms, firstWait_ms * 2 ** failures);
          failures += 1;
          const wait_ms = Math.max(asked_ms, most_ms / 2 + (random() * most_ms) / 2);
          if (!stopped) timer = setTimeout(() => void run(), wait_ms);
          return;
        }
      }
    } finally {
      running = false;
    }
  }

  return {
    list,
    /** Reads what an earlier visit left behind, and sends it again. */
    async load(): Promise<void> {
      for (const key of await storage.keys(prefix)) {
        const text = await storage.get(key);
        const entry = text === null ? null : (JSON.parse(text) as Outgoing);
        if (!entry || entries.has(entry.client_id)) continue;
        const isOld = entry.state === 'accepted' && now() - entry.at_ms > forgetAfter_ms;
        if (isOld) await storage.remove(key);
        else entries.set(entry.client_id, entry.state === 'refused' ? entry : wait(entry));
      }
      onChange();
    },
    /** Takes a message; it is stored before this resolves. */
    async add(entry: Omit<Outgoing, 'at_ms' | 'state'>): Promise<void> {
      const last_ms = list().at(-1)?.at_ms ?? 0;
      await keep({ ...entry, at_ms: Math.max(now(), last_ms + 1), state: 'waiting' });
      void run();
    },
    /** The conversation shows these. */
    async settle(clientIds: Iterable<string | null>): Promise<void> {
      for (const clientId of clientIds) {
        if (clientId !== null && entries.has(clientId)) await forget(clientId);
      }
    },
    /** Sends what was refused once more. */
    async again(clientId: string): Promise<void> {
      const entry = entries.get(clientId);
      if (entry) await keep(wait(entry));
      void run();
    },
    /** Forgets one; what followed a beginning that is given up begins the conversation itself. */
    async discard(clientId: string): Promise<Outgoing | undefined> {
      const entry = entries.get(clientId);
      await forget(clientId);
      const next = entry?.opening && list().find((one) => one.thread === entry.thread);
      if (next) await keep({ ...next, opening: entry.opening });
      void run();
      return entry;
    },
    /** Tries at once: the network is back. */
    run(): void {
      failures = 0;
      void run();
    },
    stop(): void {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

function wait(entry: Outgoing): Outgoing {
  return { ...entry, state: 'waiting', problem: undefined };
}

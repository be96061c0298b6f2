import { Resolver } from 'node:dns/promises';
import type { Clock } from './clock.ts';

/** (name, record type) to answers, as `dns.promises.resolve` gives them; rejects as it does. */
export type AskDns = (name: string, type: string) => Promise<unknown>;

interface Remembered {
  answer: Promise<unknown>;
  until_ms: number;
}

/** How long a name server gets, and how often it is asked. */
const TIMEOUT_MS = 1_500;
const TRIES = 2;
/** Answers and “no such name” hold for a while; a server that is away is asked again soon. */
const KNOWN_MS = 5 * 60_000;
const AWAY_MS = 15_000;
const NAMES_MAX = 10_000;
const FINAL = new Set(['ENOTFOUND', 'ENODATA', 'ESERVFAIL', 'EREFUSED']);

/**
 * A DNS client that asks for the same name once: while one question is open others wait for its
 * answer, and answers (also “none” and “away”) are remembered for a while.
 */
export function createDnsMemory(clock: Clock, ask: AskDns = askServers()): AskDns {
  const remembered = new Map<string, Remembered>();

  return (name, type) => {
    const key = `${type} ${name.toLowerCase()}`;
    const now_ms = clock.now().getTime();
    const known = remembered.get(key);
    if (known && known.until_ms > now_ms) return known.answer;
    const entry: Remembered = { answer: ask(name, type), until_ms: now_ms + KNOWN_MS };
    entry.answer.catch((error: NodeJS.ErrnoException) => {
      if (!FINAL.has(error.code ?? '')) entry.until_ms = now_ms + AWAY_MS;
    });
    if (remembered.size >= NAMES_MAX) remembered.clear();
    remembered.set(key, entry);
    return entry.answer;
  };
}

function askServers(): AskDns {
  const resolver = new Resolver({ timeout: TIMEOUT_MS, tries: TRIES });
  return (name, type) => resolver.resolve(name, type as 'TXT');
}

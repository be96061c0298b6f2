import { getHealth } from '@earshot/contract/health-contract.ts';
import { anybody, route, type Route } from '../http/route.ts';

export type HealthState = 'starting' | 'ok' | 'stopping' | 'failing';

export interface Health {
  /** What the process knows of itself; `failing` is found out, not set. */
  become(state: 'starting' | 'ok' | 'stopping'): void;
  state(): HealthState;
  /** Ends the watch over the database. */
  stop(): void;
}

export interface HealthOptions {
  /** Answers true if the database answers; may take as long as it likes. */
  ping: () => Promise<boolean>;
  /** The database may be silent this long before we say so: 5 s covers a restart. */
  silence_ms?: number;
  every_ms?: number;
}

const silenceAllowed_ms = 5_000;
const watchEvery_ms = 1_000;

/** Watches the database and answers whether the desk can be used. Begins as `starting`. */
export function createHealth(options: HealthOptions): Health {
  const silence_ms = options.silence_ms ?? silenceAllowed_ms;
  let known: 'starting' | 'ok' | 'stopping' = 'starting';
  let answered_ms = performance.now();
  let asking = false;

  async function ask(): Promise<void> {
    if (asking || known !== 'ok') return;
    asking = true;
    try {
      if (await options.ping().catch(() => false)) answered_ms = performance.now();
    } finally {
      asking = false;
    }
  }

  const timer = setInterval(() => void ask(), options.every_ms ?? watchEvery_ms);
  timer.unref();
  return {
    become(state) {
      if (state === 'ok' && known !== 'ok') answered_ms = performance.now();
      known = state;
    },
    state() {
      if (known !== 'ok') return known;
      return performance.now() - answered_ms > silence_ms ? 'failing' : 'ok';
    },
    stop: () => clearInterval(timer),
  };
}

/** `GET /healthz`: 200 while the desk can be used, else 503 with the same body. */
export function healthRoutes(health: Health, version: string): Route[] {
  return [
    route(getHealth, anybody, async ({ reply }) => {
      const status = health.state();
      reply.status(status === 'ok' ? 200 : 503).header('cache-control', 'no-store');
      return { status, version };
    }),
  ];
}

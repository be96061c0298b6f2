import type { Database } from '../../../platform/db/database.ts';
import type { Log } from '../../../platform/log/log.ts';
import { loadChannelCursor, saveChannelCursor, saveChannelHealth } from '../channel-state-store.ts';
import { type Channel, listActiveChannels } from '../channel-store.ts';
import { listUnstoredKeys } from '../receipt-store.ts';
import type { StoreReceipt } from '../email/receive/inlet.ts';
import type { AdapterRegistry } from './adapter-registry.ts';
import type { Backfill, BackfillHands } from './channel-adapter.ts';

export interface BackfillDeps {
  db: Database;
  adapters: Pick<AdapterRegistry, 'get'>;
  log: Log;
  storeReceipt: StoreReceipt;
}

export interface Backfills {
  /** Reads the channels again: starts, restarts and stops where their settings changed. */
  refresh(): Promise<void>;
  stop(): Promise<void>;
}

interface Running {
  /** What it was started with; another fingerprint means another start. */
  fingerprint: string;
  /** Null: this channel is not set to fetch anything. */
  backfill: Backfill | null;
}

/** Settings may also change by another process (command line): look now and then. */
const LOOK_AGAIN_MS = 15_000;

/** Fetches for every channel that is on what its adapter can ask the other side for. */
export function runBackfills(deps: BackfillDeps): Backfills {
  const running = new Map<string, Running>();
  let refreshing: Promise<void> = Promise.resolve();

  async function refreshNow(): Promise<void> {
    const channels = await listActiveChannels(deps.db);
    const wanted = new Map(channels.map((channel) => [channel.id, channel]));
    for (const [id, one] of running) {
      const channel = wanted.get(id);
      if (channel && fingerprintOf(channel) === one.fingerprint) continue;
      running.delete(id);
      await one.backfill?.stop();
    }
    for (const channel of wanted.values()) {
      if (running.has(channel.id)) continue;
      const { backfill: start } = deps.adapters.get(channel.kind);
      const backfill = start?.(channel, handsFor(deps, channel)) ?? null;
      running.set(channel.id, { fingerprint: fingerprintOf(channel), backfill });
    }
  }

  function refresh(): Promise<void> {
    refreshing = refreshing.then(refreshNow).catch((error: unknown) => {
      deps.log.error({ err: error }, 'The channels to fetch from could not be read; trying again.');
    });
    return refreshing;
  }

  const timer = setInterval(() => void refresh(), LOOK_AGAIN_MS);
  timer.unref();
  void refresh();
  return {
    refresh,
    async stop() {
      clearInterval(timer);
      await refreshing;
      await Promise.all([...running.values()].map(async (one) => one.backfill?.stop()));
    },
  };
}

// Renewed OAuth tokens change the sealed secrets without changing what to fetch.
function fingerprintOf(channel: Channel): string {
  const secrets = channel.imap?.oauth2 ? '' : (channel.sealedSecrets?.toString('base64') ?? '');
  return JSON.stringify([channel.imap, secrets]);
}

function handsFor(deps: BackfillDeps, { accountId, id }: Channel): BackfillHands {
  const { db } = deps;
  return {
    cursor: {
      load: () => db.withAccount(accountId, (tx) => loadChannelCursor(tx, id)),
      save: (cursor) => db.withAccount(accountId, (tx) => saveChannelCursor(tx, id, cursor)),
    },
    storeReceipt: deps.storeReceipt,
    listUnstoredKeys: (keys) => db.withAccount(accountId, (tx) => listUnstoredKeys(tx, id, keys)),
    onHealth: (health) => db.withAccount(accountId, (tx) => saveChannelHealth(tx, id, health)),
  };
}

import type { SecretBox } from '../../../platform/crypto/secret-box.ts';
import type { Database } from '../../../platform/db/database.ts';
import type { Log } from '../../../platform/log/log.ts';
import { loadChannelCursor, saveChannelCursor, saveChannelHealth } from '../channel-state-store.ts';
import { type Channel, listActiveMailboxes } from '../channel-store.ts';
import { openMailboxAccess } from '../mailbox-access.ts';
import { listUnstoredKeys } from '../receipt-store.ts';
import { type ImapPuller, startImapPuller } from './receive/imap-puller.ts';
import type { StoreReceipt } from './receive/inlet.ts';

export interface PullDeps {
  db: Database;
  box: SecretBox;
  log: Log;
  storeReceipt: StoreReceipt;
}

export interface MailboxPulls {
  /** Reads the channels again: starts, restarts and stops pulls where their settings changed. */
  refresh(): Promise<void>;
  stop(): Promise<void>;
}

interface Pull {
  /** What it was started with; another fingerprint means another pull. */
  fingerprint: string;
  puller: ImapPuller;
}

/** Settings may also change by another process (command line): look now and then. */
const LOOK_AGAIN_MS = 15_000;

/** Pulls the mailbox of every active channel that has one. */
export function startMailboxPulls(deps: PullDeps): MailboxPulls {
  const pulls = new Map<string, Pull>();
  let refreshing: Promise<void> = Promise.resolve();

  async function refreshNow(): Promise<void> {
    const channels = (await listActiveMailboxes(deps.db)).filter((channel) => channel.imap);
    const wanted = new Map(channels.map((channel) => [channel.id, channel]));
    for (const [id, pull] of pulls) {
      const channel = wanted.get(id);
      if (channel && fingerprintOf(channel) === pull.fingerprint) continue;
      pulls.delete(id);
      await pull.puller.stop();
    }
    for (const channel of wanted.values()) {
      if (pulls.has(channel.id)) continue;
      const puller = startPull(deps, channel);
      pulls.set(channel.id, { fingerprint: fingerprintOf(channel), puller });
    }
  }

  function refresh(): Promise<void> {
    refreshing = refreshing.then(refreshNow).catch((error: unknown) => {
      deps.log.error({ err: error }, 'The mailboxes to pull could not be read; trying again.');
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
      await Promise.all([...pulls.values()].map((pull) => pull.puller.stop()));
    },
  };
}

// Renewed OAuth tokens change the sealed secrets without changing what to pull.
function fingerprintOf(channel: Channel): string {
  const secrets = channel.imap?.oauth2 ? '' : (channel.sealedSecrets?.toString('base64') ?? '');
  return JSON.stringify([channel.imap, secrets]);
}

function startPull(deps: PullDeps, channel: Channel): ImapPuller {
  const { db, log } = deps;
  const { accountId, id } = channel;
  const access = openMailboxAccess(deps, channel);
  return startImapPuller({
    ...access,
    channel: { accountId, channelId: id },
    cursor: {
      load: () => db.withAccount(accountId, (tx) => loadChannelCursor(tx, id)),
      save: (cursor) => db.withAccount(accountId, (tx) => saveChannelCursor(tx, id, cursor)),
    },
    storeReceipt: deps.storeReceipt,
    listUnstoredKeys: (keys) => db.withAccount(accountId, (tx) => listUnstoredKeys(tx, id, keys)),
    onHealth: (health) => db.withAccount(accountId, (tx) => saveChannelHealth(tx, id, health)),
    log,
  });
}

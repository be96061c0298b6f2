import type { Clock } from '../../../platform/clock.ts';
import type { SecretBox } from '../../../platform/crypto/secret-box.ts';
import type { Database } from '../../../platform/db/database.ts';
import type { Log } from '../../../platform/log/log.ts';
import { startWatch, type Watch } from '../../../platform/start-watch.ts';
import { findChannelSecrets } from '../channel-secrets.ts';
import { getChannel } from '../channel-store.ts';
import type { AdapterRegistry } from '../kit/adapter-registry.ts';
import type { ChannelFinding } from '../kit/channel-adapter.ts';
import { noteChannelError } from '../settings/channel-error-store.ts';
import { claimCheck, type DueChannel, listDueChannels, saveCheck } from './check-store.ts';
import {
  checkEvery_ms,
  checkFailingEvery_ms,
  checkJitter,
  checksAtOnce_max,
  lookEvery_ms,
} from './health-limits.ts';

export interface ChannelWatchDeps {
  db: Database;
  secretBox: SecretBox;
  adapters: Pick<AdapterRegistry, 'get'>;
  clock: Clock;
  log: Log;
}

/**
 * Asks the adapter of every channel that is on how it fares, again and again; what it saw is kept
 * with since when, and what newly went wrong stands among the errors of the channel.
 */
export function startChannelWatch(deps: ChannelWatchDeps): Watch {
  return startWatch({
    every_ms: lookEvery_ms,
    look: () => checkDueChannels(deps),
    onError: (error) => deps.log.error({ err: error }, 'Channels could not be checked.'),
  });
}

async function checkDueChannels(deps: ChannelWatchDeps): Promise<void> {
  const now = deps.clock.now();
  const due = await deps.db.withSystem((tx) => listDueChannels(tx, now, checksAtOnce_max));
  await Promise.all(due.map((channel) => checkChannel(deps, channel)));
}

async function checkChannel(deps: ChannelWatchDeps, { account_id, id }: DueChannel): Promise<void> {
  const now = deps.clock.now();
  const channel = await deps.db.withAccount(account_id, async (tx) => {
    const isMine = await claimCheck(tx, id, now, decideNextCheck(now, false));
    return isMine ? getChannel(tx, id) : null;
  });
  if (channel === null) return;
  // Without its secrets nothing can be asked; its state says so already.
  const secrets = findChannelSecrets(deps.secretBox, channel);
  if (secrets === null) return;
  const seen = await look(deps, { ...channel, secrets }, now);
  await deps.db.withAccount(account_id, async (tx) => {
    const isFailing = seen.code !== 'ok';
    const before = await saveCheck(tx, id, seen, now, decideNextCheck(now, isFailing));
    if (!isFailing || before?.code === seen.code) return;
    await noteChannelError(tx, id, { at: now, code: seen.code, words: seen.words ?? '' });
  });
}

type Asked = Parameters<ReturnType<AdapterRegistry['get']>['checkHealth']>[0];

/** A check that breaks off is itself something to be seen. */
async function look(deps: ChannelWatchDeps, channel: Asked, now: Date): Promise<ChannelFinding> {
  try {
    return await deps.adapters.get(channel.kind).checkHealth(channel, now);
  } catch (error) {
    deps.log.error({ err: error, channelId: channel.id }, 'The check of a channel broke off.');
    return { code: 'check_failed', words: (error as Error).message };
  }
}

/** When a channel is asked again; `chance` (0 to 1) spreads them. */
export function decideNextCheck(
  now: Date,
  isFailing: boolean,
  chance: number = Math.random(),
): Date {
  const every_ms = isFailing ? checkFailingEvery_ms : checkEvery_ms;
  return new Date(now.getTime() + every_ms * (1 + checkJitter * (2 * chance - 1)));
}

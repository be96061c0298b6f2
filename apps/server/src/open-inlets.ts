import { findChannelForAddress } from './features/channels/public.ts';
import { type AdapterRegistry } from './features/channels/kit/public.ts';
import { type Backfills, runBackfills } from './features/channels/kit/run-backfills.ts';
import type {
  ChannelPlace,
  FindChannelForAddress,
  StoreReceipt,
} from './features/channels/email/receive/inlet.ts';
import {
  type SmtpListener,
  startSmtpListener,
} from './features/channels/email/receive/smtp-listener.ts';
import { systemClock } from './platform/clock.ts';
import type { Config } from './platform/config/read-config.ts';
import { StartRefused, startExitCodes } from './platform/config/start-refused.ts';
import type { Database } from './platform/db/database.ts';
import type { Log } from './platform/log/log.ts';
import { createMemory } from './platform/remember.ts';

/** A channel that is switched off takes mail for this long at the most. */
const REMEMBERED_MS = 1_000;
/** Signed reply addresses are one each; 200 bytes an entry. */
const ADDRESSES_MAX = 5_000;

export interface InletDeps {
  config: Config;
  db: Database;
  adapters: Pick<AdapterRegistry, 'get'>;
  log: Log;
  storeReceipt: StoreReceipt;
}

export interface Inlets {
  /** One sentence for each way in, for the operator. */
  lines: string[];
  /** The port that was given where 0 was asked for; null: off. */
  smtpPort: number | null;
  pulls: Backfills;
  close(): Promise<void>;
}

/** Opens the ways mail comes in: SMTP, LMTP and the mailboxes that are pulled. */
export async function openInlets(deps: InletDeps): Promise<Inlets> {
  const { config } = deps;
  const listeners: SmtpListener[] = [];
  const lines: string[] = [];
  const findChannel = rememberChannels(deps.db);
  let smtpPort: number | null = null;
  if (config.smtpInPort !== null) {
    const smtp = await openListener(deps, config.smtpInPort, false, findChannel);
    listeners.push(smtp);
    smtpPort = smtp.port;
    lines.push(`Mail in: SMTP at ${smtp.host}:${smtp.port} for the addresses of your channels.`);
  }
  if (config.lmtpPort !== null) {
    const lmtp = await openListener(deps, config.lmtpPort, true, findChannel);
    listeners.push(lmtp);
    lines.push(`Mail in: LMTP at ${lmtp.host}:${lmtp.port}.`);
  }
  const pulls = runBackfills(deps);
  return {
    lines,
    smtpPort,
    pulls,
    async close() {
      await pulls.stop();
      await Promise.all(listeners.map((listener) => listener.close()));
    },
  };
}

/**
 * Whose address it is, remembered for a moment: a burst of mail asks the database once. Unknown
 * addresses are not remembered, so a new channel takes mail at once.
 */
function rememberChannels(db: Database): FindChannelForAddress {
  const memory = createMemory<ChannelPlace>(systemClock, REMEMBERED_MS, ADDRESSES_MAX);
  return (address) => memory.recall(address, () => findChannelForAddress(db, address));
}

async function openListener(
  deps: InletDeps,
  port: number,
  lmtp: boolean,
  findChannel: FindChannelForAddress,
): Promise<SmtpListener> {
  const { config, log, storeReceipt } = deps;
  try {
    return await startSmtpListener({
      host: config.smtpInHost,
      port,
      lmtp,
      log,
      storeReceipt,
      findChannel,
    });
  } catch (error) {
    const name = lmtp ? 'LMTP_PORT' : 'SMTP_IN_PORT';
    const reason = (error as Error).message;
    throw new StartRefused(
      `Cannot listen for mail on ${config.smtpInHost}:${port}: ${reason}. Choose another ${name}.`,
      startExitCodes.busy,
    );
  }
}

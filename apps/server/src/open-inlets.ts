import { findChannelForAddress } from './features/channels/public.ts';
import { type MailboxPulls, startMailboxPulls } from './features/channels/email/pull-mailboxes.ts';
import type { StoreReceipt } from './features/channels/email/receive/inlet.ts';
import {
  type SmtpListener,
  startSmtpListener,
} from './features/channels/email/receive/smtp-listener.ts';
import type { Config } from './platform/config/read-config.ts';
import { StartRefused, startExitCodes } from './platform/config/start-refused.ts';
import type { SecretBox } from './platform/crypto/secret-box.ts';
import type { Database } from './platform/db/database.ts';
import type { Log } from './platform/log/log.ts';

export interface InletDeps {
  config: Config;
  db: Database;
  box: SecretBox;
  log: Log;
  storeReceipt: StoreReceipt;
}

export interface Inlets {
  /** One sentence for each way in, for the operator. */
  lines: string[];
  pulls: MailboxPulls;
  close(): Promise<void>;
}

/** Opens the ways mail comes in: SMTP, LMTP and the mailboxes that are pulled. */
export async function openInlets(deps: InletDeps): Promise<Inlets> {
  const { config } = deps;
  const listeners: SmtpListener[] = [];
  const lines: string[] = [];
  if (config.smtpInPort !== null) {
    const smtp = await openListener(deps, config.smtpInPort, false);
    listeners.push(smtp);
    lines.push(`Mail in: SMTP at ${smtp.host}:${smtp.port} for the addresses of your channels.`);
  }
  if (config.lmtpPort !== null) {
    const lmtp = await openListener(deps, config.lmtpPort, true);
    listeners.push(lmtp);
    lines.push(`Mail in: LMTP at ${lmtp.host}:${lmtp.port}.`);
  }
  const pulls = startMailboxPulls(deps);
  return {
    lines,
    pulls,
    async close() {
      await pulls.stop();
      await Promise.all(listeners.map((listener) => listener.close()));
    },
  };
}

async function openListener(deps: InletDeps, port: number, lmtp: boolean): Promise<SmtpListener> {
  const { config, db, log, storeReceipt } = deps;
  try {
    return await startSmtpListener({
      host: config.smtpInHost,
      port,
      lmtp,
      log,
      storeReceipt,
      findChannel: (address) => findChannelForAddress(db, address),
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

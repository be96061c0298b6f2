import type { Log } from '../../../../platform/log/log.ts';
import { createSmtpSender } from './smtp-sender.ts';

/** Connects to a relay and logs in without sending; in its own words where it refuses. */
export async function checkRelay(url: string, log: Log): Promise<{ ok: boolean; detail: string }> {
  const sender = createSmtpSender({ url, log });
  try {
    return await sender.verify();
  } finally {
    await sender.close();
  }
}

import { MINUTE_MS } from '@earshot/contract/durations.ts';
import type { Database, Tx } from '../../../platform/db/database.ts';
import { addJob, type JobHandler } from '../../../platform/jobs/job-runner.ts';
import type { Clock } from '../../../platform/clock.ts';
import { getChannel } from '../../channels/public.ts';
import { insertDeliveries } from '../../deliveries/public.ts';
import { moveMark } from '../talk/web-conversation-store.ts';
import { findUnread } from './leaving-views.ts';

/** Name of the job that looks whether an answer was read. */
export const continueJob = 'web.continue';

export interface ContinueDeps {
  db: Database;
  clock: Clock;
  wakeDelivery(): void;
  /** Lets an address take part, so that its answers belong to the case. */
  letTakePart(tx: Tx, caseId: string, address: string): Promise<void>;
}

/** Answers that nobody reads follow the visitor by mail, as the same message. */
export function continueJobs(deps: ContinueDeps): Record<string, JobHandler> {
  return {
    async [continueJob]({ accountId, payload }) {
      const id = String(payload['id']);
      const isSent = await deps.db.withAccount(accountId, (tx) => continueByMail(tx, deps, id));
      if (isSent) deps.wakeDelivery();
    },
  };
}

/**
 * Queues the newest unread answer for the address of the visitor, if one is known; its mail repeats
 * the others. True where something was queued.
 */
export async function continueByMail(
  tx: Tx,
  deps: Pick<ContinueDeps, 'clock' | 'letTakePart'>,
  id: string,
): Promise<boolean> {
  const now = deps.clock.now();
  const unread = await findUnread(tx, id, 'mailed_seq');
  if (!unread) return false;
  const { web } = await getChannel(tx, unread.channel_id);
  const mailboxId = web?.continue_by_channel_id;
  if (!web || !mailboxId || unread.address === null) return false;
  if (unread.is_open) {
    // Connected, though perhaps in another tab: they are given the same time again.
    const runAt = new Date(now.getTime() + web.continue_after_minutes * MINUTE_MS);
    await addJob(tx, { name: continueJob, key: id, payload: { id }, runAt });
    return false;
  }
  const mailbox = await getChannel(tx, mailboxId);
  if (mailbox.disabledAt !== null) return false;
  const leaving = { channelId: mailbox.id, kind: mailbox.kind, sendAfter: now };
  await insertDeliveries(tx, unread.message_id, [unread.address], leaving);
  await deps.letTakePart(tx, unread.case_id, unread.address);
  await moveMark(tx, id, 'mailed_seq', unread.seq);
  return true;
}

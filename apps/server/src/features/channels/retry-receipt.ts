import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { Refused } from '../../platform/errors.ts';
import { recordAudit } from '../keys/public.ts';
import { reopenReceipt } from './receipt-store.ts';
import { getReceipt } from './receipt-views.ts';

/**
 * Lets the intake try a failed receipt again. Throws `Refused` for one that did not fail: what was
 * understood once must not become a second message.
 */
export async function retryReceipt(tx: Tx, actor: Actor, receiptId: string): Promise<void> {
  const found = await getReceipt(tx, receiptId);
  if (found.state === 'stored') return;
  if (!(await reopenReceipt(tx, receiptId))) {
    throw new Refused(
      'receipt_not_failed',
      'Only a failed receipt can be tried again; this one was understood. Nothing was changed.',
      { facts: { state: found.state } },
    );
  }
  await recordAudit(tx, actor, {
    action: 'receipt.retried',
    subjectKind: 'receipt',
    subjectId: receiptId,
    detail: { error: found.error },
  });
}

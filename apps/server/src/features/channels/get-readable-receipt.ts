import type { Receipt } from '@earshot/contract/channel-contract.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { notFound, Refused } from '../../platform/errors.ts';
import { canReadReceipts } from './channel-policy.ts';
import { getReceipt } from './receipt-views.ts';

/** Throws `not_found` unless the actor may read the case; cases stand above channels. */
export type AssertCaseReadable = (tx: Tx, actor: Actor, caseId: string) => Promise<void>;

/**
 * A receipt for those who may read all of them, and for whoever may read the case in which it ended
 * up; throws `not_found` for everybody else, whether it exists or not.
 */
export async function getReadableReceipt(
  tx: Tx,
  actor: Actor,
  receiptId: string,
  canReadCase: AssertCaseReadable,
): Promise<Receipt> {
  const found = await getReceipt(tx, receiptId);
  if (canReadReceipts(actor)) return found;
  if (found.case_id === null) throw notFound('receipt');
  try {
    await canReadCase(tx, actor, found.case_id);
  } catch (error) {
    // Said of the receipt that was asked for, so that nobody learns which ids exist.
    throw error instanceof Refused ? notFound('receipt') : error;
  }
  return found;
}

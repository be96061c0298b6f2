import './case-tables.ts';
import type { Selectable } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import { json, type StoredActor, type Tables } from '../../platform/db/tables.ts';

export type MessageHold = Selectable<Tables['message_holds']>;

/** A held message, decided or not; null if there is none. */
export async function findHold(
  tx: Tx,
  by: { id: string } | { move_id: string } | { link_id: string },
): Promise<MessageHold | null> {
  const [[column, value]] = Object.entries(by) as [['id' | 'move_id' | 'link_id', string]];
  const row = await tx.db
    .selectFrom('message_holds')
    .selectAll()
    .where('account_id', '=', tx.accountId)
    .where(column, '=', value)
    .executeTakeFirst();
  return row ?? null;
}

/** Whether a message waits for a decision on where it belongs. */
export async function isHeld(tx: Tx, messageId: string): Promise<boolean> {
  const row = await tx.db
    .selectFrom('message_holds')
    .select('id')
    .where('account_id', '=', tx.accountId)
    .where('message_id', '=', messageId)
    .where('decision', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}

export interface HoldDecision {
  decision: 'join' | 'separate';
  by: StoredActor;
  at: Date;
  moveId: string | null;
  linkId: string | null;
}

/** Writes the decision down, unless there is one; false if somebody decided before. */
export async function decideHoldRow(tx: Tx, holdId: string, made: HoldDecision): Promise<boolean> {
  const decided = await tx.db
    .updateTable('message_holds')
    .set({
      decision: made.decision,
      decided_at: made.at,
      decided_by: json(made.by),
      move_id: made.moveId,
      link_id: made.linkId,
    })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', holdId)
    .where('decision', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return decided !== undefined;
}

/** Takes the decision back; false if somebody took it back before. */
export async function reopenHoldRow(tx: Tx, holdId: string): Promise<boolean> {
  const reopened = await tx.db
    .updateTable('message_holds')
    .set({ decision: null, decided_at: null, decided_by: null, move_id: null, link_id: null })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', holdId)
    .where('decision', 'is not', null)
    .returning('id')
    .executeTakeFirst();
  return reopened !== undefined;
}

import '../case-tables.ts';
import './family-tables.ts';
import type { Selectable } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import { json, type StoredActor, type Tables } from '../../../platform/db/tables.ts';
import { newId } from '../../../platform/ids.ts';
import type { FamilyTexts, LeftOutReason } from './family-tables.ts';

export type FamilyReplyRow = Selectable<Tables['family_replies']>;

export interface NewFamilyReply {
  caseId: string;
  requestKey: string;
  texts: FamilyTexts;
  statusAfter: 'open' | 'resolved' | null;
  by: StoredActor;
  at: Date;
  startsAt: Date;
  parts: readonly { caseId: string; reason: LeftOutReason | null }[];
}

/** Keeps one answer to all with what shall become of it in each part; null if the key is known. */
export async function insertFamilyReply(tx: Tx, reply: NewFamilyReply): Promise<string | null> {
  const id = newId();
  const added = await tx.db
    .insertInto('family_replies')
    .values({
      account_id: tx.accountId,
      id,
      case_id: reply.caseId,
      request_key: reply.requestKey,
      texts: json(reply.texts),
      status_after: reply.statusAfter,
      made_by: json(reply.by),
      made_at: reply.at,
      starts_at: reply.startsAt,
    })
    .onConflict((conflict) => conflict.columns(['account_id', 'request_key']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!added) return null;
  await tx.db
    .insertInto('family_reply_parts')
    .values(
      reply.parts.map((part) => ({
        account_id: tx.accountId,
        family_reply_id: id,
        case_id: part.caseId,
        state: part.reason === null ? ('waiting' as const) : ('left_out' as const),
        reason: part.reason,
        settled_at: part.reason === null ? null : reply.at,
      })),
    )
    .execute();
  return id;
}

/** One answer to all by its id or by the key of its request; null if there is none. */
export async function findFamilyReply(
  tx: Tx,
  by: { id: string } | { request_key: string },
  lock = false,
): Promise<FamilyReplyRow | null> {
  const query = tx.db
    .selectFrom('family_replies')
    .selectAll()
    .where('account_id', '=', tx.accountId)
    .where((eb) => ('id' in by ? eb('id', '=', by.id) : eb('request_key', '=', by.request_key)));
  return (await (lock ? query.forUpdate() : query).executeTakeFirst()) ?? null;
}

/** Cancels what has not begun: the answer and all its waiting parts. */
export async function cancelFamilyReplyRow(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.db
    .updateTable('family_replies')
    .set({ cancelled_at: at })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .execute();
  await tx.db
    .updateTable('family_reply_parts')
    .set({ state: 'cancelled', settled_at: at })
    .where('account_id', '=', tx.accountId)
    .where('family_reply_id', '=', id)
    .where('state', '=', 'waiting')
    .execute();
}

/** The next part that waits for its answer, locked; null: none is left. */
export async function claimPart(tx: Tx, id: string): Promise<string | null> {
  const row = await tx.db
    .selectFrom('family_reply_parts')
    .select('case_id')
    .where('account_id', '=', tx.accountId)
    .where('family_reply_id', '=', id)
    .where('state', '=', 'waiting')
    .orderBy('case_id')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  return row?.case_id ?? null;
}

/** Notes what became of a part. */
export async function settlePart(
  tx: Tx,
  part: { id: string; caseId: string },
  outcome: { messageId: string } | { reason: LeftOutReason },
  at: Date,
): Promise<void> {
  const sent = 'messageId' in outcome;
  await tx.db
    .updateTable('family_reply_parts')
    .set({
      state: sent ? 'sent' : 'left_out',
      message_id: sent ? outcome.messageId : null,
      reason: sent ? null : outcome.reason,
      settled_at: at,
    })
    .where('account_id', '=', tx.accountId)
    .where('family_reply_id', '=', part.id)
    .where('case_id', '=', part.caseId)
    .execute();
}

/** Notes that no part waits any more; false if that was noted before. */
export async function finishFamilyReply(tx: Tx, id: string, at: Date): Promise<boolean> {
  const row = await tx.db
    .updateTable('family_replies')
    .set({ finished_at: at })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .where('finished_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

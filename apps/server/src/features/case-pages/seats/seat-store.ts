import './seat-tables.ts';
import type { ContactLanguage } from '@earshot/contract/contact-language.ts';
import type { Selectable } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import { json, type StoredActor, type Tables } from '../../../platform/db/tables.ts';

export type SeatRow = Selectable<Tables['case_seats']>;

export interface NewSeat {
  id: string;
  caseId: string;
  linkId: string;
  messageId: string;
  name: string;
  address: string;
  locale: ContactLanguage;
  question: string;
  summary: string;
  showsNotes: boolean;
  by: StoredActor;
  at: Date;
  expiresAt: Date;
}

/** Writes a seat down. */
export async function insertSeat(tx: Tx, seat: NewSeat): Promise<void> {
  await tx.db
    .insertInto('case_seats')
    .values({
      account_id: tx.accountId,
      id: seat.id,
      case_id: seat.caseId,
      link_id: seat.linkId,
      message_id: seat.messageId,
      name: seat.name,
      address: seat.address,
      locale: seat.locale,
      question: seat.question,
      summary: seat.summary,
      shows_notes: seat.showsNotes,
      invited_by: json(seat.by),
      invited_at: seat.at,
      expires_at: seat.expiresAt,
    })
    .execute();
}

/** The seats of a case, the newest first. */
export async function listSeatRows(tx: Tx, caseId: string): Promise<SeatRow[]> {
  return tx.db
    .selectFrom('case_seats')
    .selectAll()
    .where('account_id', '=', tx.accountId)
    .where('case_id', '=', caseId)
    .orderBy('invited_at', 'desc')
    .orderBy('id', 'desc')
    .limit(200)
    .execute();
}

/** A seat of this case, locked; null if there is none. */
export async function findSeat(tx: Tx, caseId: string, seatId: string): Promise<SeatRow | null> {
  const row = await tx.db
    .selectFrom('case_seats')
    .selectAll()
    .where('account_id', '=', tx.accountId)
    .where('case_id', '=', caseId)
    .where('id', '=', seatId)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

/** The newest seat that a link stands for. */
export async function findSeatOfLink(tx: Tx, linkId: string): Promise<SeatRow | null> {
  const row = await tx.db
    .selectFrom('case_seats')
    .selectAll()
    .where('account_id', '=', tx.accountId)
    .where('link_id', '=', linkId)
    .orderBy('invited_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

/** Keeps what changed about a seat. */
export async function updateSeat(
  tx: Tx,
  seatId: string,
  change: {
    expires_at?: Date;
    opened_at?: Date;
    answered_at?: Date;
    revoked_at?: Date | null;
    revoked_by?: StoredActor | null;
  },
): Promise<void> {
  const { revoked_by, ...times } = change;
  await tx.db
    .updateTable('case_seats')
    .set({
      ...times,
      ...(revoked_by === undefined ? {} : { revoked_by: revoked_by && json(revoked_by) }),
    })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', seatId)
    .execute();
}

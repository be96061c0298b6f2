import type { BodyOf } from '@earshot/contract/operation.ts';
import type { createSeatExtension } from '@earshot/contract/seat-contract.ts';
import { type Actor, storedActor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { notFound, Refused } from '../../../platform/errors.ts';
import { emitEvent } from '../../../platform/events/emit-event.ts';
import { getCaseForUpdate } from '../../cases/public.ts';
import { recordAudit } from '../../keys/public.ts';
import { findLink, restoreLinkRow, revokeLinkRow } from '../../links/public.ts';
import { parseExpiry } from './invite-seat.ts';
import { findSeat, listSeatRows, type SeatRow, updateSeat } from './seat-store.ts';

async function getSeat(tx: Tx, caseId: string, seatId: string): Promise<SeatRow> {
  const seat = await findSeat(tx, caseId, seatId);
  if (!seat) throw notFound('seat');
  return seat;
}

/** Takes a seat back: its link stops working at once. Twice changes nothing. */
export async function revokeSeat(
  tx: Tx,
  actor: Actor,
  place: { caseId: string; seatId: string },
  now: Date,
): Promise<void> {
  await getCaseForUpdate(tx, actor, place.caseId);
  const seat = await getSeat(tx, place.caseId, place.seatId);
  if (seat.revoked_at) return;
  const by = storedActor(actor);
  await revokeLinkRow(tx, seat.link_id, by, now);
  await updateSeat(tx, seat.id, { revoked_at: now, revoked_by: by });
  await tell(tx, actor, seat, 'seat.revoked');
}

/** Lets a seat work until another time; one that was revoked works again, by the same link. */
export async function extendSeat(
  tx: Tx,
  actor: Actor,
  place: { caseId: string; seatId: string },
  input: BodyOf<typeof createSeatExtension>,
  now: Date,
): Promise<void> {
  await getCaseForUpdate(tx, actor, place.caseId);
  const seat = await getSeat(tx, place.caseId, place.seatId);
  const expiresAt = parseExpiry(input.expires_at, now);
  const rows = await listSeatRows(tx, place.caseId);
  const newer = rows.find((row) => row.address === seat.address);
  if (newer && newer.id !== seat.id) {
    throw new Refused('seat_exists', `${seat.name} was given a newer seat; extend that one.`, {
      facts: { seat_id: newer.id },
    });
  }
  const link = await findLink(tx, seat.link_id);
  if (link?.revoked_at) await restoreLinkRow(tx, seat.link_id);
  await updateSeat(tx, seat.id, { expires_at: expiresAt, revoked_at: null, revoked_by: null });
  await tell(tx, actor, seat, 'seat.extended');
}

async function tell(
  tx: Tx,
  actor: Actor,
  seat: SeatRow,
  name: 'seat.revoked' | 'seat.extended',
): Promise<void> {
  const facts = { seat: { id: seat.id, name: seat.name } };
  await emitEvent(tx, actor, { name, subjectId: seat.case_id, facts });
  const detail = { case_id: seat.case_id, address: seat.address };
  const act = { action: name, subjectKind: 'seat', subjectId: seat.id, detail };
  await recordAudit(tx, actor, act);
}

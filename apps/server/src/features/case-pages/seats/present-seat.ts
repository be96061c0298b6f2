import type { Seat } from '@earshot/contract/seat-contract.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { decideSeatState } from './seat-rules.ts';
import type { SeatRow } from './seat-store.ts';
import { listSeatOpenings } from './seat-views.ts';

/** Seats as the contract shows them. */
export async function presentSeats(tx: Tx, rows: readonly SeatRow[], now: Date): Promise<Seat[]> {
  const openings = await listSeatOpenings(
    tx,
    rows.map((row) => row.link_id),
  );
  return rows.map((row) => {
    const opened = openings.get(row.link_id);
    return {
      id: row.id,
      name: row.name,
      address: row.address,
      question: row.question,
      summary: row.summary,
      shows_notes: row.shows_notes,
      state: decideSeatState(row, now),
      invited_by: row.invited_by.name,
      invited_at: row.invited_at.toISOString(),
      expires_at: row.expires_at.toISOString(),
      opened_at: row.opened_at?.toISOString() ?? null,
      last_opened_at: opened?.last_opened_at.toISOString() ?? null,
      openings: opened?.openings ?? 0,
      answered_at: row.answered_at?.toISOString() ?? null,
      revoked_at: row.revoked_at?.toISOString() ?? null,
    };
  });
}

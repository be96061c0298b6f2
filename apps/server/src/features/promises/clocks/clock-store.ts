import '../promise-tables.ts';
import { type Selectable } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import type { Tables } from '../../../platform/db/tables.ts';
import { newId } from '../../../platform/ids.ts';

export type ClockRow = Selectable<Tables['sla_clocks']>;

/** These clocks by id. */
export async function loadClocks(
  tx: Tx,
  ids: readonly (string | null)[],
): Promise<Map<string, ClockRow>> {
  const known = ids.filter((id) => id !== null);
  if (known.length === 0) return new Map();
  const rows = await tx.db
    .selectFrom('sla_clocks')
    .selectAll()
    .where('account_id', '=', tx.accountId)
    .where('id', 'in', known)
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

export interface ClockEvent {
  clockId: string;
  name: 'paused' | 'resumed' | 'replanned' | 'stopped';
  reason: string;
  leftMinutes?: number;
  dueAt?: Date;
  at: Date;
}

/** Writes down what happened to clocks. Queued. */
export function insertClockEvents(tx: Tx, events: readonly ClockEvent[]): void {
  if (events.length === 0) return;
  tx.insert(
    'sla_clock_events',
    events.map((event) => ({
      account_id: tx.accountId,
      id: newId(),
      clock_id: event.clockId,
      name: event.name,
      reason: event.reason,
      left_minutes: event.leftMinutes ?? null,
      due_at: event.dueAt ?? null,
      at: event.at,
    })),
  );
}

/** Working minutes that each of these clocks had left when it was paused last. */
export async function loadMinutesLeft(
  tx: Tx,
  clockIds: readonly string[],
): Promise<Map<string, number>> {
  const rows = await tx.db
    .selectFrom('sla_clock_events')
    .select(['clock_id', 'left_minutes'])
    .distinctOn('clock_id')
    .where('account_id', '=', tx.accountId)
    .where('clock_id', 'in', clockIds)
    .where('name', '=', 'paused')
    .orderBy('clock_id')
    .orderBy('id', 'desc')
    .execute();
  return new Map(rows.map((row) => [row.clock_id, row.left_minutes ?? 0]));
}

/** When a clock stood, as far as it runs again. */
export async function loadPausedSpans(
  tx: Tx,
  clockId: string,
): Promise<{ from: Date; until: Date }[]> {
  const rows = await tx.db
    .selectFrom('sla_clock_events')
    .select(['name', 'at'])
    .where('account_id', '=', tx.accountId)
    .where('clock_id', '=', clockId)
    .where('name', 'in', ['paused', 'resumed'])
    .orderBy('id')
    .execute();
  return rows.flatMap((row, index) => {
    const before = rows[index - 1];
    const isEnd = row.name === 'resumed' && before?.name === 'paused';
    return isEnd ? [{ from: before.at, until: row.at }] : [];
  });
}

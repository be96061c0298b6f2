import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';

const LOOK_EVERY_MS = 500;

/**
 * Waits until what follows from events stands at the end of the log, so that nothing but what is
 * asked for is measured. Answers how many events the furthest behind had left, and how long it
 * took.
 */
export async function awaitConsumers(
  database: pg.Client,
): Promise<{ behind: number; duration_ms: number }> {
  const started = performance.now();
  let most = 0;
  for (;;) {
    const { rows } = await database.query<{ behind: number | null }>(
      `select max(p.last_position - c.position)::int as behind
        from event_positions p join consumer_positions c on c.account_id = p.account_id`,
    );
    const behind = rows[0]?.behind ?? null;
    most = Math.max(most, behind ?? 0);
    if (behind === 0) return { behind: most, duration_ms: performance.now() - started };
    await sleep(LOOK_EVERY_MS);
  }
}

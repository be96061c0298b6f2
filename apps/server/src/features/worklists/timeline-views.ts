// reads: messages, notes, events, event_outbox, cases
import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import type { StoredActor } from '../../platform/db/tables.ts';
import { inMicroseconds, instant } from './case-list-views.ts';
import type { Place } from './page-cursor.ts';
import { mergeEvents, shownEvents } from './timeline-event-rules.ts';

export interface TimelinePlace {
  kind: 'message' | 'note' | 'event';
  id: string;
  /** Microseconds since 1970. */
  at: number;
  occurred_at: Date;
  /** Of an event only. */
  name: string | null;
  actor: StoredActor | null;
  facts: Record<string, unknown> | null;
}

/** The case and those merged into it: their messages, notes and events are shown together. */
export async function listFamily(tx: Tx, caseId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from cases where account_id = ${tx.accountId} and merged_into_id = ${caseId}`.execute(
    tx.db,
  );
  return [caseId, ...rows.map((row) => row.id)];
}

/**
 * The newest entries before a place, newest first. Events that are still on their way to the log
 * are shown too, so that nobody misses what they just did.
 */
export async function listTimelinePlaces(
  tx: Tx,
  family: readonly string[],
  before: Place | null,
  most: number,
): Promise<TimelinePlace[]> {
  const earlier = (at: ReturnType<typeof sql>, id: ReturnType<typeof sql>) =>
    before ? sql`(${at}, ${id}) < (${instant(before.at ?? 0)}, ${before.id}::uuid)` : sql`true`;
  const messages = earlier(sql`m.received_at`, sql`m.id`);
  const notes = earlier(sql`n.created_at`, sql`n.id`);
  const events = earlier(sql`e.occurred_at`, sql`e.id`);
  const ids = sql`${[...family]}::uuid[]`;
  const { rows } = await sql<TimelinePlace>`
    select x.kind, x.id, x.occurred_at, x.name, x.actor, x.facts,
      ${inMicroseconds(sql`x.occurred_at`)} as at
    from (
      (select 'message' as kind, m.id, m.received_at as occurred_at,
          null as name, null::jsonb as actor, null::jsonb as facts
        from messages m where m.account_id = ${tx.accountId} and m.case_id = any(${ids})
          and ${messages}
        order by m.received_at desc, m.id desc limit ${most})
      union all
      (select 'note', n.id, n.created_at, null, null, null
        from notes n where n.account_id = ${tx.accountId} and n.case_id = any(${ids})
          and ${notes}
        order by n.created_at desc, n.id desc limit ${most})
      union all
      (select 'event', e.id, e.occurred_at, e.name, e.actor, e.facts
        from (
          select id, subject_id, occurred_at, name, actor, facts from events
          where account_id = ${tx.accountId} and subject_id = any(${ids})
          union all
          select id, subject_id, occurred_at, name, actor, facts from event_outbox
          where account_id = ${tx.accountId} and subject_id = any(${ids})) e
        where e.name = any(${[...shownEvents]}) and ${events}
          and (e.subject_id = ${family[0]} or e.name <> all(${[...mergeEvents]}))
        order by e.occurred_at desc, e.id desc limit ${most})
    ) x order by x.occurred_at desc, x.id desc limit ${most}`.execute(tx.db);
  return rows;
}

/** Messages of the case after a place, in the order they were said; of one kind, or of all. */
export async function listMessagePlaces(
  tx: Tx,
  family: readonly string[],
  after: Place | null,
  wish: { most: number; kind: string | null },
): Promise<{ id: string; at: number }[]> {
  const { most, kind } = wish;
  const later = after
    ? sql`(m.received_at, m.id) > (${instant(after.at ?? 0)}, ${after.id}::uuid)`
    : sql`true`;
  const { rows } = await sql<{ id: string; at: number }>`
    select m.id, ${inMicroseconds(sql`m.received_at`)} as at from messages m
    where m.account_id = ${tx.accountId} and m.case_id = any(${[...family]}::uuid[]) and ${later}
      and (${kind}::text is null or m.kind = ${kind})
    order by m.received_at, m.id limit ${most}`.execute(tx.db);
  return rows;
}

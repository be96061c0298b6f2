import '../promise-tables.ts';
import { type RawBuilder, sql } from 'kysely';
import type { PromiseOutcome } from '../promise-tables.ts';

/**
 * How a promise `p` ended: the one definition for page, interface, export and trail alike. Broken
 * comes first: what is kept late, withdrawn or replaced afterwards was broken all the same.
 */
export const outcomeOfPromise: RawBuilder<PromiseOutcome> = sql`(case
  when p.broken_at is not null then 'broken'
  when p.renegotiated_to_id is not null then 'renegotiated'
  when p.kept_at is not null then 'kept'
  when p.withdrawn_at is not null then 'withdrawn'
  else 'open' end)`;

/** Since when it is so; of an open promise when it falls due. */
export const outcomeTime: RawBuilder<Date> = sql`coalesce(p.broken_at,
  case when p.renegotiated_to_id is not null then p.withdrawn_at end,
  p.kept_at, p.withdrawn_at, p.due_at)`;

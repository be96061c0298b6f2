// reads: accounts, channel_accounts, channel_states, receipts, deliveries, event_outbox, jobs
import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';

/** What waits and what failed, over all accounts of the installation. */
export interface OperatingFigures {
  /** Receipts that wait, are held or failed; the understood ones are not counted each time. */
  receipts: Map<string, number>;
  /** Age of the oldest receipt that is not understood yet; 0 where none waits. */
  intakeLag_seconds: number;
  /** Deliveries that are on their way. */
  deliveries: Map<string, number>;
  /** Events that are not in the log yet. */
  unrelayed: number;
  /** Jobs that wait, and those that were given up. */
  jobs: Map<string, number>;
  /** Channels that are on, by how their last check went. */
  channels: Map<string, number>;
}

interface FigureRow {
  figure: 'receipts' | 'deliveries' | 'jobs' | 'channels' | 'unrelayed' | 'lag';
  state: string;
  count: number;
}

/**
 * Reads them in one round, each from an index: waiting receipts and open deliveries are partial
 * ones, held and failed receipts are looked up account by account. For `withSystem`.
 */
export async function readOperatingFigures(tx: Tx): Promise<OperatingFigures> {
  const { rows } = await sql<FigureRow>`
    select 'receipts' as figure, 'stored' as state, count(*)::float8 as count
    from receipts where state = 'stored'
    union all
    select 'receipts', s.state, coalesce(sum(n.count), 0)::float8
    from (values ('held'), ('failed')) s (state) cross join accounts a cross join lateral (
      select count(*) as count from receipts r where r.account_id = a.id and r.state = s.state) n
    group by s.state
    union all
    select 'lag', '', coalesce(extract(epoch from now() - min(received_at)), 0)::float8
    from receipts where state = 'stored'
    union all
    select 'deliveries', s.state, count(d.state)::float8
    from (values ('waiting'), ('sending'), ('deferred')) s (state)
    left join deliveries d on d.state = s.state and d.state in ('waiting', 'sending', 'deferred')
    group by s.state
    union all
    select 'unrelayed', '', count(*)::float8 from event_outbox
    union all
    select 'jobs', case when dead_at is null then 'waiting' else 'given_up' end, count(*)::float8
    from jobs group by 2
    union all
    select 'channels', case when s.health->>'state' = 'failing' or s.checked->>'code' <> 'ok'
      then 'failing' else 'ok' end, count(*)::float8
    from channel_accounts c left join channel_states s
      on s.account_id = c.account_id and s.channel_id = c.id
    where c.disabled_at is null group by 2`.execute(tx.db);
  const states = (figure: FigureRow['figure']) =>
    new Map(rows.filter((row) => row.figure === figure).map((row) => [row.state, row.count]));
  return {
    receipts: states('receipts'),
    intakeLag_seconds: Math.max(states('lag').get('') ?? 0, 0),
    deliveries: states('deliveries'),
    unrelayed: states('unrelayed').get('') ?? 0,
    jobs: new Map([
      ...new Map([
        ['waiting', 0],
        ['given_up', 0],
      ]),
      ...states('jobs'),
    ]),
    channels: new Map([
      ...new Map([
        ['ok', 0],
        ['failing', 0],
      ]),
      ...states('channels'),
    ]),
  };
}

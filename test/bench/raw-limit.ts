import pg from 'pg';
import type { BenchServer } from './bench-server.ts';
import { type CpuTimes, readCpuTimes, shareCpu } from './cpu-time.ts';

/** The tables a first mail of a new contact fills, children after parents. */
const TABLES = [
  'receipts',
  'contacts',
  'contact_points',
  'cases',
  'conversations',
  'messages',
  'message_ids',
  'case_contacts',
  'deliveries',
  'case_promises',
  'sla_clocks',
  'page_links',
  'events',
  'case_trails',
];

/**
 * The raw limit: the very rows that the server wrote for some mails, and the bytes of each,
 * inserted again into copies of the same tables with the same indexes and checks, one durable
 * transaction and one statement for each mail, over ready connections. Nothing else happens: no
 * parsing, no look-up, no protocol, no foreign keys, no words of a text found anew, no file.
 */
export async function measureRawLimit(
  server: BenchServer,
  raws: readonly Buffer[],
  connections: number,
): Promise<{ rate: number; cpu: CpuTimes; rows: number }> {
  const { databaseUrl } = server;
  const owner = new pg.Client({ connectionString: databaseUrl });
  await owner.connect();
  await owner.query('drop schema if exists raw_limit cascade; create schema raw_limit');
  for (const table of TABLES) {
    // What the database computes itself is given like the rest.
    await owner.query(
      `create table raw_limit.${table} (like public.${table} including all excluding generated)`,
    );
  }
  await owner.query('create table raw_limit.bytes (id bigserial primary key, raw bytea not null)');
  const bundles = await loadBundles(owner, raws.length);
  await owner.query('vacuum analyze');
  const clients = await Promise.all(
    Array.from({ length: connections }, async () => {
      const client = new pg.Client({ connectionString: databaseUrl });
      await client.connect();
      return client;
    }),
  );
  let next = 0;
  const before = readCpuTimes(server);
  const started = performance.now();
  await Promise.all(
    clients.map(async (client) => {
      while (next < bundles.length) {
        const index = next++;
        await insertBundle(client, bundles[index] as string, raws[index] as Buffer);
      }
    }),
  );
  const duration_ms = performance.now() - started;
  const cpu = shareCpu(before, readCpuTimes(server), bundles.length);
  await Promise.all(clients.map((client) => client.end()));
  await owner.query('drop schema raw_limit cascade');
  await owner.end();
  return {
    rate: (bundles.length / duration_ms) * 1_000,
    cpu: { ...cpu, server_ms: 0 },
    rows: bundles.reduce((sum, bundle) => sum + countRows(bundle), 0) / bundles.length,
  };
}

async function insertBundle(client: pg.Client, bundle: string, raw: Buffer): Promise<void> {
  const parts = TABLES.map(
    (table) =>
      `t_${table} as (insert into raw_limit.${table} overriding system value
        select r.* from jsonb_populate_recordset(null::raw_limit.${table}, $1::jsonb -> '${table}') r)`,
  ).join(', ');
  await client.query({
    name: 'raw',
    text: `with ${parts} insert into raw_limit.bytes (raw) values ($2)`,
    values: [bundle, raw],
  });
}

function countRows(bundle: string): number {
  const tables = Object.values(JSON.parse(bundle) as Record<string, unknown[]>);
  return tables.reduce((sum, rows) => sum + rows.length, 0);
}

/** The rows of `most` mails as JSON, one bundle for each case. */
async function loadBundles(owner: pg.Client, most: number): Promise<string[]> {
  const { rows } = await owner.query<{ bundle: unknown }>(
    `select jsonb_build_object(
      'cases', jsonb_build_array(to_jsonb(c)),
      'receipts', (select jsonb_agg(to_jsonb(r)) from receipts r where r.case_id = c.id),
      'contacts', (select jsonb_agg(to_jsonb(k)) from contacts k where k.id = c.contact_id),
      'contact_points', (select jsonb_agg(to_jsonb(p)) from contact_points p where p.contact_id = c.contact_id),
      'conversations', (select jsonb_agg(to_jsonb(v)) from conversations v where v.case_id = c.id),
      'messages', (select jsonb_agg(to_jsonb(m)) from messages m where m.case_id = c.id),
      'message_ids', (select jsonb_agg(to_jsonb(i)) from message_ids i join messages m on m.id = i.message_id where m.case_id = c.id),
      'case_contacts', (select jsonb_agg(to_jsonb(a)) from case_contacts a where a.case_id = c.id),
      'deliveries', (select jsonb_agg(to_jsonb(d)) from deliveries d join messages m on m.id = d.message_id where m.case_id = c.id),
      'case_promises', (select jsonb_agg(to_jsonb(p)) from case_promises p where p.case_id = c.id),
      'sla_clocks', (select jsonb_agg(to_jsonb(k)) from sla_clocks k where k.case_id = c.id),
      'page_links', (select jsonb_agg(to_jsonb(l)) from page_links l where l.case_id = c.id),
      'events', (select jsonb_agg(to_jsonb(e)) from events e where e.subject_id in (c.id, c.contact_id)),
      'case_trails', (select jsonb_agg(to_jsonb(t)) from case_trails t where t.case_id = c.id)
    )::text as bundle
    from cases c order by c.id desc limit $1`,
    [most],
  );
  return rows.map((row) => {
    const bundle = JSON.parse(String(row.bundle)) as Record<string, unknown>;
    for (const table of TABLES) bundle[table] ??= [];
    return JSON.stringify(bundle);
  });
}

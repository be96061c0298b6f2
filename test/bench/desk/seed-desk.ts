import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { readMigrations } from '../../../apps/server/src/platform/db/migrate.ts';
import { findClusterDir } from '../../../apps/server/src/platform/postgres/place-cluster.ts';
import { startEmbeddedPostgres } from '../../../apps/server/src/platform/postgres/start-embedded-postgres.ts';
import { startBenchServer } from '../bench-server.ts';
import { say } from '../print-figures.ts';
import { awaitConsumers } from './await-consumers.ts';
import { type BenchTexts, makeDice, writeTexts } from './bench-words.ts';
import { benchSchema, type SeedStep, seedSteps } from './desk-sql.ts';

const cacheDir = join(import.meta.dirname, '../../../node_modules/.cache/earshot-bench');
/** Part of the key: change it when what is seeded changes. */
const SEED_VERSION = 5;
const CASES = 200_000;
const CONTACTS = 40_000;
const MEMBERS = 200;
const TEAMS = 10;
/** Messages of one statement: bounds its memory and shows progress. */
const BATCH = 100_000;

/** Tables that are filled without their secondary indexes, which are built afterwards at once. */
const BULK_TABLES = [
  'cases',
  'conversations',
  'messages',
  'message_ids',
  'receipts',
  'deliveries',
  'attachments',
  'notes',
  'events',
  'case_promises',
  'notifications',
];

/**
 * The data folder of a desk with 200,000 cases and about 1,000,000 messages (times `scale`), seeded
 * the first time and kept for the next run with the same migrations.
 */
export async function openSeededDesk(scale: number): Promise<string> {
  const key = await makeKey(scale);
  const dataDir = join(cacheDir, key);
  const mark = join(dataDir, 'seeded');
  if (existsSync(mark)) return dataDir;
  removeOthers(key);
  mkdirSync(cacheDir, { recursive: true });
  const started = performance.now();
  say(`Seeding ${Math.round(CASES * scale)} cases into ${dataDir} (once; a few minutes) ...`);
  await setUpDesk(dataDir);
  const log = { info() {}, warn() {} };
  const postgres = await startEmbeddedPostgres({ dataDir, log, use: 'tests' });
  try {
    await fill(postgres.url, scale);
  } finally {
    await postgres.stop();
  }
  writeFileSync(mark, '');
  say(`Seeded in ${((performance.now() - started) / 1_000).toFixed(0)} s.`);
  return dataDir;
}

/** The account, and the places of all that follows events. */
async function setUpDesk(dataDir: string): Promise<void> {
  const server = await startBenchServer({ dataDir });
  const client = new pg.Client({ connectionString: server.databaseUrl });
  await client.connect();
  await awaitConsumers(client);
  await client.end();
  await server.stop();
}

async function makeKey(scale: number): Promise<string> {
  const hash = createHash('sha256').update(`${SEED_VERSION}`);
  for (const { checksum } of await readMigrations()) hash.update(checksum);
  return `${hash.digest('hex').slice(0, 12)}-${scale}`;
}

/** Folders of other migrations can never be used again; those of other scales can. */
function removeOthers(key: string): void {
  if (!existsSync(cacheDir)) return;
  const [schema = ''] = key.split('-');
  for (const name of readdirSync(cacheDir)) {
    const isHalfMade = !existsSync(join(cacheDir, name, 'seeded'));
    if (name.startsWith(schema) && !isHalfMade) continue;
    const clusterDir = findClusterDir(join(cacheDir, name));
    if (clusterDir) rmSync(clusterDir, { recursive: true, force: true });
    rmSync(join(cacheDir, name), { recursive: true, force: true });
  }
}

async function fill(url: string, scale: number): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    // Foreign keys are true by how the rows are made; checking each would take longer than all
    // else.
    await client.query(`set session_replication_role = replica; set synchronous_commit = off;
      set maintenance_work_mem = '512MB'; set work_mem = '256MB'; set statement_timeout = 0`);
    const texts = writeTexts();
    await client.query(benchSchema);
    await insertTexts(client, texts, Math.max(CONTACTS * scale, MEMBERS * 37));
    const indexes = await dropIndexes(client);
    const words = await collectWords(client, texts, scale);
    for (const step of [seedSteps.people, seedSteps.plan, seedSteps.cases]) {
      await run(client, step, words);
    }
    await fillMessages(client, words);
    await run(client, seedSteps.around, words);
    await run(client, seedSteps.events, words);
    await client.query('drop schema bench cascade');
    const definitions = indexes.join(';');
    await run(client, { title: `${indexes.length} indexes`, sql: definitions }, {});
    await run(client, { title: 'vacuum analyze', sql: 'vacuum analyze' }, {});
    await client.query('checkpoint');
  } finally {
    await client.end();
  }
}

async function run(client: pg.Client, step: SeedStep, words: Record<string, string>) {
  const started = performance.now();
  await client.query(replaceWords(step.sql, words));
  say(`  ${step.title} (${((performance.now() - started) / 1_000).toFixed(1)} s)`);
}

function replaceWords(text: string, words: Record<string, string>): string {
  return text.replaceAll(/\$([a-zA-Z]+)/g, (all, name: string) => words[name] ?? all);
}

async function fillMessages(client: pg.Client, words: Record<string, string>): Promise<void> {
  const { rows } = await client.query('select count(*)::int as count from bench.messages');
  const { count } = rows[0] as { count: number };
  for (let from = 0; from < count; from += BATCH) {
    const to = Math.min(from + BATCH, count);
    const { title, sql } = seedSteps.messages;
    const step = { title: `${title}: ${to} of ${count}`, sql };
    await run(client, step, { ...words, from: String(from), to: String(to) });
  }
}

async function insertTexts(client: pg.Client, texts: BenchTexts, people: number): Promise<void> {
  for (const table of ['paragraphs', 'subjects'] as const) {
    await client.query(
      `insert into bench.${table} select lang, row_number() over (partition by lang order by i) - 1,
        text, search_vector(lang, text) from unnest($1::text[], $2::text[]) with ordinality x (lang, text, i)`,
      [texts[table].map((one) => one.lang), texts[table].map((one) => one.text)],
    );
    await client.query(`create unique index on bench.${table} (lang, i); analyze bench.${table}`);
  }
  await client.query(
    `insert into bench.rare select i - 1, text, search_vector('de', text)
      from unnest($1::text[]) with ordinality x (text, i)`,
    [texts.rareWords],
  );
  const dice = makeDice(1);
  const name = (from: readonly string[]) => from[dice(from.length)] as string;
  const names = Array.from(
    { length: Math.ceil(people) },
    () => `${name(texts.firstNames)} ${name(texts.lastNames)}`,
  );
  await client.query(
    `insert into bench.people select i, text from unnest($1::text[]) with ordinality x (text, i)`,
    [names],
  );
  await client.query('analyze bench.rare; analyze bench.people');
}

/** What `$name` stands for in the steps. */
async function collectWords(
  client: pg.Client,
  texts: BenchTexts,
  scale: number,
): Promise<Record<string, string>> {
  const { rows } = await client.query(
    `select account_id as account, id as channel, coalesce((select max(position) from events), 0) as position
    from channel_accounts limit 1`,
  );
  const { account, channel, position } = rows[0] as Record<string, string>;
  const least = (all: readonly { lang: string }[]) =>
    Math.min(...['de', 'en'].map((lang) => all.filter((one) => one.lang === lang).length));
  const headers = ['Received', 'Received', 'User-Agent', 'MIME-Version', 'Content-Type', 'Date'];
  const facts = {
    authentication: {
      spf: { result: 'pass', reason: 'The sender’s server is listed.' },
      dkim: { result: 'none', reason: 'The mail is not signed.' },
      dmarc: { result: 'none', reason: '' },
      arc: null,
      verified: false,
      reason: 'The domain in From publishes no DMARC policy.',
    },
    automatic: null,
    nameSpoof: null,
    warnings: [],
    replyTo: [],
    headers: headers.map((header) => ({
      name: header,
      value: 'from mail.example by mx.falk.example',
    })),
  };
  return {
    account: String(account),
    channel: String(channel),
    position: String(position),
    cases: String(Math.round(CASES * scale)),
    contacts: String(Math.round(CONTACTS * scale)),
    members: String(MEMBERS),
    teams: String(TEAMS),
    subjectsOfLang: String(least(texts.subjects)),
    paragraphsOfLang: String(least(texts.paragraphs)),
    rareWords: String(texts.rareWords.length),
    tags: `array[${texts.tags.map((tag) => `'${tag}'`).join(',')}]`,
    facts: JSON.stringify(facts),
  };
}

/** Drops the secondary indexes of the large tables; answers what makes them again. */
async function dropIndexes(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `select c.relname as name, pg_get_indexdef(c.oid) as definition
    from pg_index i join pg_class c on c.oid = i.indexrelid
    where i.indrelid = any($1::regclass[])
      and not exists (select from pg_constraint k where k.conindid = c.oid)`,
    [BULK_TABLES],
  );
  for (const { name } of rows) await client.query(`drop index ${pg.escapeIdentifier(name)}`);
  return rows.map(({ definition }) => definition);
}

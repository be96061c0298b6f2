import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { BenchServer } from '../bench-server.ts';
import { callWeb } from './call-visitor.ts';
import type { Seat } from './visitor-crowd.ts';

/** Visitors whose conversations went the whole way through the public contract. */
export interface RealSeat extends Seat {
  caseId: string;
}

export interface SeededChat {
  channelKey: string;
  real: RealSeat[];
  seats: Seat[];
}

/** The limits of the door hold for a network of 256 addresses: so many sit in each. */
const SEATS_OF_NETWORK = 400;
const SIDE_BY_SIDE = 6;
const WITHIN_MS = 30_000;

/** Addresses of a crowd of its own; `area` keeps it apart from other crowds. */
export const findAddress = (index: number, area = 0) =>
  `127.${area}.${1 + Math.floor(index / SEATS_OF_NETWORK)}.1`;

/** Opens some conversations by the contract, has one answered, and copies its rows for the rest. */
export async function seedVisitors(
  server: BenchServer,
  database: pg.Pool,
  counts: { real: number; all: number },
): Promise<SeededChat> {
  const member = { cookie: server.cookie, 'x-csrf-token': server.csrf };
  const { address: channelKey } = await callWeb<{ address: string }>(server.url, {
    path: '/api/v1/channels',
    headers: member,
    body: { kind: 'chat', name: 'Shop chat', locale: 'en', web: {} },
  });
  const real: RealSeat[] = [];
  const left = Array.from({ length: counts.real }, (_, index) => index);
  const open = async () => {
    for (let index = left.shift(); index !== undefined; index = left.shift()) {
      real.push(await openTalk(server.url, database, channelKey, `127.1.${index}.1`));
    }
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, open));
  await answerTalk(server, real[0]!.caseId);
  await waitForAnswer(database, real[0]!.talkId);
  const copies = counts.all - counts.real;
  await copyTalk(database, real[0]!.talkId, copies);
  const { rows } = await database.query<{ token: string; talk_id: string }>(
    'select token, talk_id from bench_seats order by n',
  );
  const seats = rows.map(({ token, talk_id: talkId }, index) => ({
    token,
    talkId,
    localAddress: findAddress(index),
  }));
  return { channelKey, real, seats: [...real, ...seats] };
}

async function openTalk(
  url: string,
  database: pg.Pool,
  channelKey: string,
  localAddress: string,
): Promise<RealSeat> {
  const path = `/api/v1/web/${channelKey}`;
  const { token } = await callWeb<{ token: string }>(url, {
    path: `${path}/sessions`,
    body: {},
    localAddress,
  });
  const { id: talkId } = await callWeb<{ id: string }>(url, {
    path: `${path}/conversations`,
    body: { client_id: randomUUID(), text: 'My kettle has not come yet. Where is it?' },
    headers: { authorization: `Bearer ${token}` },
    localAddress,
  });
  const { rows } = await database.query<{ case_id: string }>(
    `select v.case_id from web_conversations w
      join conversations v on v.account_id = w.account_id and v.id = w.conversation_id
      where w.id = $1`,
    [talkId],
  );
  return { token, talkId, localAddress, caseId: rows[0]!.case_id };
}

/** What an agent says; the number says when, so that a listener knows how long it took. */
export async function answerTalk(server: BenchServer, caseId: string): Promise<void> {
  await callWeb(server.url, {
    path: `/api/v1/cases/${caseId}/replies`,
    headers: { cookie: server.cookie, 'x-csrf-token': server.csrf },
    body: {
      text: `Your kettle goes out today; this was sent ${Date.now()}.`,
      undo_seconds: 0,
      signature: false,
      send_anyway: true,
    },
  });
}

async function waitForAnswer(database: pg.Pool, talkId: string): Promise<void> {
  const until = Date.now() + WITHIN_MS;
  for (;;) {
    const { rows } = await database.query(
      'select from web_entries where web_conversation_id = $1 and seq = 2',
      [talkId],
    );
    if (rows.length > 0) return;
    if (Date.now() > until) throw new Error('The answer did not become visible.');
    await sleep(100);
  }
}

/** The rows of one conversation once more for each seat, with ids of their own. */
async function copyTalk(database: pg.Pool, talkId: string, count: number): Promise<void> {
  await database.query(`
    create table bench_seats (n int primary key, token text, visitor_id uuid, session_id uuid,
      talk_id uuid unique, inner_id uuid, case_id uuid, first_id uuid, second_id uuid)`);
  await database.query(
    `insert into bench_seats select n, replace(gen_random_uuid()::text, '-', '') || 'bench',
      uuidv7(), uuidv7(), uuidv7(), uuidv7(), uuidv7(), uuidv7(), uuidv7()
      from generate_series(1, $1::int) n`,
    [count],
  );
  const from = (column: string) => `(select ${column} from web_conversations where id = $1)`;
  const inner = from('conversation_id');
  const opener = from('opened_by');
  const caseId = `(select case_id from conversations where id = ${inner})`;
  await copyRows(database, talkId, [
    ['web_visitors', `t.id = ${opener}`, `'id', s.visitor_id`],
    [
      'web_sessions',
      `t.visitor_id = ${opener}`,
      `'id', s.session_id, 'visitor_id', s.visitor_id, 'token_hash', sha256(s.token::bytea)`,
    ],
    ['cases', `t.id = ${caseId}`, `'id', s.case_id, 'number', 1000000 + s.n`],
    [
      'conversations',
      `t.id = ${inner}`,
      `'id', s.inner_id, 'case_id', s.case_id, 'external_key', s.talk_id`,
    ],
    [
      'web_conversations',
      't.id = $1',
      `'id', s.talk_id, 'opened_by', s.visitor_id, 'conversation_id', s.inner_id`,
    ],
    ['web_grants', 't.web_conversation_id = $1', talkKeys(`'visitor_id', s.visitor_id`)],
    [
      'messages',
      `t.id in (select message_id from web_entries where web_conversation_id = $1)`,
      `'id', case t.direction when 'in' then s.first_id else s.second_id end, 'receipt_id', null,
        'case_id', s.case_id, 'conversation_id', s.inner_id, 'external_id', null`,
    ],
    [
      'web_entries',
      't.web_conversation_id = $1',
      talkKeys(`'message_id', case t.seq when 1 then s.first_id else s.second_id end`),
    ],
  ]);
  await database.query('vacuum analyze');
}

const talkKeys = (more: string) => `'web_conversation_id', s.talk_id, ${more}`;

async function copyRows(
  database: pg.Pool,
  talkId: string,
  tables: readonly (readonly [string, string, string])[],
): Promise<void> {
  for (const [table, where, overrides] of tables) {
    const columns = await listColumns(database, table);
    const values = columns.map((column) => `(c).${column}`).join(', ');
    await database.query(
      `insert into ${table} (${columns.join(', ')}) select ${values} from (
        select jsonb_populate_record(t, jsonb_build_object(${overrides})) as c
        from ${table} t cross join bench_seats s where ${where}) made`,
      [talkId],
    );
  }
}

/** Columns that can be written. */
export async function listColumns(database: pg.Pool, table: string): Promise<string[]> {
  const { rows } = await database.query<{ column_name: string }>(
    `select column_name from information_schema.columns where table_schema = 'public'
      and table_name = $1 and is_generated = 'NEVER' order by ordinal_position`,
    [table],
  );
  return rows.map((row) => row.column_name);
}

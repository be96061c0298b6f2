import type { CaseViewName } from '@earshot/contract/case-contract.ts';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cloneDatabase, type ClonedDatabase } from '@earshot/testkit/postgres/clone-database.ts';
import { seedMany } from '@earshot/testkit/world/seed-many.ts';
import type { MemberActor, Role } from '../../platform/actor.ts';
import { type Database, openDatabase, type Tx } from '../../platform/db/database.ts';
import { newId } from '../../platform/ids.ts';
import { createMemory } from '../../platform/remember.ts';
import { getCase } from '../cases/public.ts';
import { presentCase } from '../cases/case-views.ts';
import { listCases, listCaseViews } from './list-cases.ts';
import { listMessages, listTimeline } from './list-timeline.ts';

let clone: ClonedDatabase;
let db: Database;
let owner: pg.Client;
let someCaseId: string;
const accountId = newId();
const teamIds = Array.from({ length: 10 }, newId);
const memberIds = Array.from({ length: 40 }, newId);

/** Every table that grows with the years; reading one of them whole is never right. */
const LARGE = [
  'cases',
  'messages',
  'notes',
  'conversations',
  'contacts',
  'contact_points',
  'events',
];

beforeAll(async () => {
  clone = await cloneDatabase();
  // One connection, so that what it counted can be asked for.
  db = openDatabase({ url: clone.ownerUrl, poolSize: 1 });
  owner = new pg.Client({ connectionString: clone.ownerUrl });
  await owner.connect();
  await seedAccount();
  await seedMany(clone.ownerUrl, {
    accountId,
    channelId: accountId,
    teamIds,
    memberIds,
    count: 20_000,
  });
  const { rows } = await owner.query<{ id: string }>('select id from cases limit 1 offset 777');
  someCaseId = rows[0]!.id;
}, 120_000);
afterAll(async () => {
  await owner.end();
  await db.close();
  await clone.drop();
});

async function seedAccount(): Promise<void> {
  await owner.query(
    `insert into accounts (id, name, locale, time_zone) values ($1, 'Falk', 'de', 'Europe/Berlin')`,
    [accountId],
  );
  await owner.query(
    `insert into teams (account_id, id, name, restricted)
     select $1, id, 'Team ' || id, id = ($2::uuid[])[10] from unnest($2::uuid[]) id`,
    [accountId, teamIds],
  );
  await owner.query(
    `insert into members (account_id, id, email, name, role, locale)
     select $1, id, id || '@falk.example', 'Agent', 'agent', 'de' from unnest($2::uuid[]) id`,
    [accountId, memberIds],
  );
  await owner.query(
    `insert into channel_accounts (account_id, id, kind, name, address, locale)
     values ($1, $1, 'email', 'Service', 'service@falk.example', 'de')`,
    [accountId],
  );
}

function member(role: Role): MemberActor {
  return {
    kind: 'member',
    accountId,
    id: memberIds[0]!,
    name: 'Kenji Ito',
    locale: 'de',
    role,
    teamIds: [teamIds[0]!],
    sessionId: accountId,
  };
}

async function countScans(): Promise<Record<string, number>> {
  await db.withAccount(accountId, (tx) => sql`select pg_stat_force_next_flush()`.execute(tx.db));
  const { rows } = await owner.query<{ relname: string; seq_scan: string }>(
    'select relname, seq_scan from pg_stat_user_tables where relname = any($1)',
    [LARGE],
  );
  return Object.fromEntries(rows.map((row) => [row.relname, Number(row.seq_scan)]));
}

/** Runs the work as often as a plan may change, and answers which large tables it read whole. */
async function scannedBy(work: (tx: Tx) => Promise<unknown>): Promise<string[]> {
  const before = await countScans();
  // PostgreSQL makes a plan for all values after five for single ones.
  for (let run = 0; run < 7; run += 1) {
    await db.withAccount(accountId, async (tx) => {
      // Our connections avoid reading whole tables; here it must show where nothing else is left.
      await sql`set local enable_seqscan = on`.execute(tx.db);
      await work(tx);
    });
  }
  const after = await countScans();
  return LARGE.filter((table) => after[table] !== before[table]);
}

const rememberFull = (now: () => number) =>
  createMemory<CaseViewName[]>({ now: () => new Date(now()) }, 600_000, 10);

const page = { sort: 'newest', limit: 50 } as const;
const views = ['mine', 'unassigned', 'teams', 'waiting', 'held', 'resolved', 'all'] as const;
const roles = ['agent', 'supervisor', 'colleague'] as const;

describe('[L20] with many cases nothing is read whole', () => {
  test('where it would be, this test sees it', async () => {
    const scanned = await scannedBy((tx) =>
      sql`select count(*) from notes where body_text = 'x'`.execute(tx.db),
    );
    expect(scanned).toEqual(['notes']);
  });

  test.each(roles)('in any view of any order, for a %s', async (role) => {
    const actor = member(role);
    for (const view of views) {
      for (const sort of ['newest', 'oldest', 'due'] as const) {
        const scanned = await scannedBy((tx) => listCases(tx, actor, { ...page, view, sort }));
        expect({ view, sort, scanned }).toEqual({ view, sort, scanned: [] });
      }
    }
  });

  test.each(roles)('on a later page, for a %s', async (role) => {
    const actor = member(role);
    for (const sort of ['newest', 'oldest', 'due'] as const) {
      const first = await db.withAccount(accountId, (tx) =>
        listCases(tx, actor, { ...page, sort }),
      );
      if (first.next_cursor === null) continue;
      const cursor = first.next_cursor;
      expect(await scannedBy((tx) => listCases(tx, actor, { ...page, sort, cursor }))).toEqual([]);
    }
  });

  test('by contact, assignee, team, tag and status', async () => {
    const actor = member('agent');
    const { rows } = await owner.query<{ id: string }>('select id from contacts limit 1');
    const filters = [
      { contact_id: rows[0]!.id },
      { assignee_id: memberIds[7]! },
      { team_id: teamIds[3]! },
      { tag: 'selten' },
      { status: 'closed' as const },
    ];
    for (const filter of filters) {
      const scanned = await scannedBy((tx) => listCases(tx, actor, { ...page, ...filter }));
      expect({ filter, scanned }).toEqual({ filter, scanned: [] });
    }
  });

  test.each([
    'kettle',
    'w77',
    'r777',
    'kettle r777',
    'Vertretung',
    'Rechnung',
    'Lena',
    '#100777',
    '100777',
    '0171 3920047',
    'note',
    'nirgends',
  ])('in a search for %s', async (q) => {
    for (const role of roles) {
      expect(await scannedBy((tx) => listCases(tx, member(role), { ...page, q }))).toEqual([]);
    }
    const view = 'mine' as const;
    expect(await scannedBy((tx) => listCases(tx, member('agent'), { ...page, q, view }))).toEqual(
      [],
    );
  });

  test.each(roles)('counting, for a %s', async (role) => {
    const countAll = (tx: Tx) =>
      listCaseViews(
        tx,
        member(role),
        rememberFull(() => 0),
      );
    expect(await scannedBy(countAll)).toEqual([]);
  });

  test('a view of more than 10,000 is not counted again for ten minutes', async () => {
    let at = 0;
    const fullViews = rememberFull(() => at);
    const counted: unknown[] = [];
    const work = async (tx: Tx) => {
      const countAll = async (role: Role) => {
        const { items } = await listCaseViews(tx, member(role), fullViews);
        counted.push(items.find((item) => item.view === 'all'));
      };
      await countAll('agent');
      await countAll('colleague');
      await sql`update cases set deleted_at = now() where number > 100005`.execute(tx.db);
      await countAll('agent');
      at += 600_000;
      await countAll('agent');
      throw new Error('so that the cases stay');
    };
    await expect(db.withAccount(accountId, work)).rejects.toThrow('so that the cases stay');
    expect(counted).toEqual([
      { view: 'all', count: 10_000, capped: true },
      { view: 'all', count: expect.any(Number), capped: false },
      { view: 'all', count: 10_000, capped: true },
      { view: 'all', count: 5, capped: false },
    ]);
  });

  test('opening a case', async () => {
    const actor = member('supervisor');
    const open = async (tx: Tx) => {
      await getCase(tx, actor, someCaseId);
      await presentCase(tx, actor, someCaseId, 0);
      await listTimeline(tx, actor, someCaseId, { limit: 50 });
      await listMessages(tx, actor, someCaseId, { limit: 50 });
    };
    expect(await scannedBy(open)).toEqual([]);
  });
});

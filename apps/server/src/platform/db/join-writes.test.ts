import {
  type Compilable,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  sql,
} from 'kysely';
import { expect, test } from 'vitest';
import { type ColumnTypes, joinWrites, readRow, readStatement, type Write } from './join-writes.ts';

interface Probe {
  events: { id: string; name: string };
}

const db = new Kysely<Probe>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (of) => new PostgresIntrospector(of),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});
const types: ColumnTypes = new Map([
  ['events', new Map(Object.entries({ id: 'uuid', name: 'text', facts: 'jsonb' }))],
  ['messages', new Map(Object.entries({ id: 'uuid', search: 'tsvector', tags: 'text[]' }))],
  [
    'cases',
    new Map(
      Object.entries({
        account_id: 'uuid',
        number: 'integer',
        subject: 'text',
        at: 'timestamp with time zone',
      }),
    ),
  ],
  ['ids', new Map(Object.entries({ id: 'bytea' }))],
]);

const insert = (table: string, row: object) => readRow(table, row, false);
const event = (id: string, name = 'case.opened') => insert('events', { id, name });
const message = (id: string, text: string | null = 'Kessel') =>
  insert('messages', { id, search: sql`search_vector(${'de'}, ${text})` });
const ids = (...all: string[]) => all.map((id) => readRow('ids', { id }, true));
const join = (writes: Write[], last?: Compilable) => joinWrites(writes, types, last);

test('rows that nobody waits for go as one statement, many rows of a table as arrays', () => {
  const names = ['a', 'b', 'c', 'd', 'e'];
  const writes = [...names.map((id) => event(id)), message('m1'), ...ids('i1', 'i2', 'i3')];
  expect(join(writes)).toEqual({
    sql:
      'with w0 as (insert into "events" ("id", "name") select r.p1, r.p2 ' +
      'from unnest($1::uuid[], $2::text[]) as r (p1, p2)), ' +
      'w1 as (insert into "messages" ("id", "search") values ($3, search_vector($4, $5))), ' +
      'w2 as (insert into "ids" ("id") values ($6), ($7), ($8) on conflict do nothing) select',
    parameters: [
      '{a,b,c,d,e}',
      '{"case.opened","case.opened","case.opened","case.opened","case.opened"}',
      'm1',
      'de',
      'Kessel',
      'i1',
      'i2',
      'i3',
    ],
  });
});

test('the text of a statement is the same for any number of rows above a few', () => {
  const [some, many] = [5, 50].map((count) =>
    join(Array.from({ length: count }, (_, index) => message(`m${index}`))),
  );
  expect(some!.sql).toBe(many!.sql);
  expect(some!.sql).toContain(
    'select r.p1, search_vector(r.p2, r.p3) from unnest($1::uuid[], $2::text[], $3::text[])',
  );
});

test('arrays are written as PostgreSQL reads them, the account that all share only once', () => {
  const at = new Date('2026-11-22T08:00:00.000Z');
  const subjects = ['a "b" \\ c', 'NULL', null, '', '{x,y}\n'];
  const rows = subjects.map((subject, index) => ({
    account_id: 'a1',
    number: index === 2 ? null : -index,
    subject,
    at,
  }));
  const write = (all: typeof rows) => join(all.map((row) => insert('cases', row)));
  expect(write(rows)).toEqual({
    sql:
      'insert into "cases" ("account_id", "number", "subject", "at") ' +
      'select $1::uuid, r.p2, r.p3, r.p4 from unnest($2::integer[], $3::text[], ' +
      '$4::timestamp with time zone[]) as r (p2, p3, p4)',
    parameters: [
      'a1',
      '{0,-1,NULL,-3,-4}',
      '{"a \\"b\\" \\\\ c","NULL",NULL,"","{x,y}\n"}',
      `{${subjects.map(() => '2026-11-22T08:00:00.000Z').join()}}`,
    ],
  });
  const strange = rows.map((row) => ({ ...row, at: new Date(-1e15) }));
  expect(write(strange).parameters[3]).toEqual(strange.map((row) => row.at));
  const mixed = rows.map((row, index) => ({ ...row, account_id: `a${index}` }));
  expect(write(mixed).parameters[0]).toBe('{a0,a1,a2,a3,a4}');
});

test('rows that cannot come as arrays are written out', () => {
  const tagged = (id: string) => insert('messages', { id, search: '', tags: ['a', id] });
  const many = join(['m1', 'm2', 'm3', 'm4', 'm5'].map(tagged));
  expect(many.sql).toContain('values ($1, $2, $3), ($4, $5, $6), ');
  expect(many.parameters.slice(0, 6)).toEqual(['m1', '', ['a', 'm1'], 'm2', '', ['a', 'm2']]);
  const unknown = join(['m1', 'm2', 'm3', 'm4', 'm5'].map((id) => message(id, null)));
  expect(unknown.sql).toContain('values ($1, search_vector($2, $3)), ($4, search_vector($5, $6))');
});

test('rows with other columns, and what is more than rows, stand for themselves', () => {
  const fuller = { id: 'e2', name: 'b', facts: '{}' };
  const emptier = { id: 'e3', name: 'c', facts: undefined };
  const job = sql`insert into jobs (id) values (${'j1'}) on conflict (id) do update set id = 'j'`;
  const asked = readStatement({ compile: () => job.compile(db) });
  const writes = [event('e1'), insert('events', fuller), asked, insert('events', emptier)];
  expect(join(writes)).toEqual({
    sql:
      'with w0 as (insert into "events" ("id", "name") values ($1, $2), ($3, $4)), ' +
      'w1 as (insert into "events" ("id", "name", "facts") values ($5, $6, $7)), ' +
      "w2 as (insert into jobs (id) values ($8) on conflict (id) do update set id = 'j') select",
    parameters: ['e1', 'case.opened', 'e3', 'c', 'e2', 'b', '{}', 'j1'],
  });
});

test('a single write stays as it is', () => {
  expect(join([event('e1')])).toEqual({
    sql: 'insert into "events" ("id", "name") values ($1, $2)',
    parameters: ['e1', 'case.opened'],
  });
  const update = db.updateTable('events').set({ name: 'b' });
  expect(join([], update)).toEqual({ sql: 'update "events" set "name" = $1', parameters: ['b'] });
});

test('a change is sent with the rows before it, and its answer counts', () => {
  const update = db.updateTable('events').set({ name: 'b' });
  expect(join([event('e1')], update)).toEqual({
    sql:
      'with w0 as (insert into "events" ("id", "name") values ($1, $2)) ' +
      'update "events" set "name" = $3',
    parameters: ['e1', 'case.opened', 'b'],
  });
});

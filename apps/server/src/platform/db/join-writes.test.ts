import { expect, test } from 'vitest';
import { joinWrites } from './join-writes.ts';

const event = {
  sql: 'insert into "events" ("id", "name") values ($1, $2)',
  parameters: ['e1', 'case.opened'],
};
const message = {
  sql: 'insert into "messages" ("id", "search") values ($1, search_vector($2, $3))',
  parameters: ['m1', 'de', 'Kessel'],
};
const known = {
  sql: 'insert into "ids" ("id") values ($1), ($2) on conflict do nothing',
  parameters: ['i1', 'i2'],
};

test('rows that nobody waits for go as one statement, those of a table as one INSERT', () => {
  const events = { ...event, parameters: ['e2', 'message.received'] };
  expect(joinWrites([event, message, known, events, known])).toEqual({
    sql:
      'with w0 as (insert into "events" ("id", "name") values ($1, $2), ($8, $9)), ' +
      'w1 as (insert into "messages" ("id", "search") values ($3, search_vector($4, $5))), ' +
      'w2 as (insert into "ids" ("id") values ($6), ($7), ($10), ($11) on conflict do nothing) ' +
      'select',
    parameters: ['e1', 'case.opened', 'm1', 'de', 'Kessel', 'i1', 'i2'].concat([
      'e2',
      'message.received',
      'i1',
      'i2',
    ]),
  });
});

test('a single write stays as it is', () => {
  expect(joinWrites([event])).toEqual(event);
  const update = { sql: 'update "cases" set "held" = $1', parameters: [true] };
  expect(joinWrites([], update)).toEqual(update);
});

test('a change is sent with the rows before it, and its answer counts', () => {
  const update = { sql: 'update "cases" set "held" = $1', parameters: [true] };
  const job = {
    sql: 'insert into jobs (id) values ($1) on conflict (id) do update set id = $1',
    parameters: ['j1'],
  };
  expect(joinWrites([event, job], update)).toEqual({
    sql:
      `with w0 as (${event.sql}), ` +
      'w1 as (insert into jobs (id) values ($3) on conflict (id) do update set id = $3) ' +
      'update "cases" set "held" = $4',
    parameters: ['e1', 'case.opened', 'j1', true],
  });
});

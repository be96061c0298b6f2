import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { cloneDatabase, type ClonedDatabase } from '@earshot/testkit/postgres/clone-database.ts';
import { systemActor } from '../actor.ts';
import { DatabaseAway } from '../db/database-away.ts';
import { type Database, openDatabase } from '../db/database.ts';
import { newId } from '../ids.ts';
import { silentLog } from '../log/log.ts';
import { emitEvent } from './emit-event.ts';
import { type EventConsumer, startConsumers } from './event-consumers.ts';
import { type EventRelay, startEventRelay } from './event-relay.ts';

let accountId = newId();
let clone: ClonedDatabase;
let db: Database;
let relay: EventRelay;

beforeAll(async () => {
  clone = await cloneDatabase();
  db = openDatabase({ url: clone.ownerUrl });
  relay = startEventRelay(db, silentLog);
});

afterAll(async () => {
  await relay.stop();
  await db.close();
  await clone.drop();
});

beforeEach(() => {
  accountId = newId();
});

async function happen(...names: string[]): Promise<void> {
  await db.withAccount(accountId, (tx) =>
    emitEvent(
      tx,
      systemActor(accountId, 'test'),
      ...names.map((name) => ({ name, subjectId: null })),
    ),
  );
}

async function listDeadJobs(): Promise<{ key: string | null; last_error: string | null }[]> {
  return db.withAccount(accountId, (tx) =>
    tx.db
      .selectFrom('jobs')
      .select(['key', 'last_error'])
      .where('dead_at', 'is not', null)
      .execute(),
  );
}

/** Notes which positions of the account it was given. */
function noting(name: string, wants: readonly string[], skipsPast?: boolean) {
  const seen: number[] = [];
  const consumer: EventConsumer = {
    name,
    wants: new Set(wants),
    ...(skipsPast === undefined ? {} : { skipsPast }),
    async onEvents(tx, events) {
      if (tx.accountId !== accountId) return;
      tx.afterCommit(() => void seen.push(...events.map((event) => event.position)));
    },
  };
  return { consumer, seen };
}

async function findPosition(consumer: string): Promise<number | null> {
  const row = await db.withAccount(accountId, (tx) =>
    tx.db
      .selectFrom('consumer_positions')
      .select('position')
      .where('account_id', '=', tx.accountId)
      .where('consumer', '=', consumer)
      .executeTakeFirst(),
  );
  return row?.position ?? null;
}

describe('what reacts to events', () => {
  test('sees each event once and in order, and a poisonous one is set aside with its reason', async () => {
    const seen: string[] = [];
    const consumer: EventConsumer = {
      name: 'test',
      wants: new Set(['test.good', 'test.bad', 'test.better']),
      async onEvents(tx, events) {
        for (const event of events) {
          if (event.name === 'test.bad') throw new Error('poison');
          tx.afterCommit(() => void seen.push(event.name));
        }
      },
    };
    await happen('test.good', 'test.unwanted', 'test.bad', 'test.better');
    await relay.drain();
    const consumers = startConsumers(db, relay, [consumer], silentLog);
    await expect.poll(() => seen, { timeout: 12_000 }).toEqual(['test.good', 'test.better']);
    expect(await listDeadJobs()).toMatchObject([{ last_error: 'Error: poison' }]);
    await happen('test.good');
    await consumers.settle();
    expect(seen).toEqual(['test.good', 'test.better', 'test.good']);
    await consumers.stop();
  });

  test.each([
    ['lost to other transactions', () => Object.assign(new Error('deadlock'), { code: '40P01' })],
    ['cut off by the database', () => new DatabaseAway(new Error('cut'))],
  ])('takes nothing for poisonous that was %s', async (_how, fail) => {
    let tries = 0;
    const consumer: EventConsumer = {
      name: 'test',
      wants: new Set(['test.good']),
      async onEvents() {
        tries += 1;
        if (tries <= 6) throw fail();
      },
    };
    await happen('test.good');
    await relay.drain();
    const consumers = startConsumers(db, relay, [consumer], silentLog);
    await expect.poll(() => tries, { timeout: 12_000 }).toBeGreaterThan(6);
    await consumers.settle();
    await consumers.stop();
    expect(await listDeadJobs()).toEqual([]);
  });

  test('begins with the first event of a new account, wherever the others stand', async () => {
    const early = noting('early', ['test.good']);
    const fresh = noting('fresh', ['test.good'], true);
    await happen('test.good', 'test.good');
    await relay.drain();
    const consumers = startConsumers(db, relay, [early.consumer, fresh.consumer], silentLog);
    await consumers.settle();
    await consumers.stop();
    expect([early.seen, fresh.seen]).toEqual([
      [1, 2],
      [1, 2],
    ]);
  });

  test('and came with an upgrade begins with what happens from then on, if the past is none of its business', async () => {
    const known = noting('known', ['test.good']);
    await happen('test.good', 'test.good');
    await relay.drain();
    const before = startConsumers(db, relay, [known.consumer], silentLog);
    await before.settle();
    await before.stop();
    const fresh = noting('fresh', ['test.good'], true);
    const curious = noting('curious', ['test.good']);
    const all = [known.consumer, fresh.consumer, curious.consumer];
    const consumers = startConsumers(db, relay, all, silentLog);
    await consumers.settle();
    await happen('test.good');
    await consumers.settle();
    await consumers.stop();
    expect(known.seen).toEqual([1, 2, 3]);
    expect(fresh.seen).toEqual([3]);
    expect(curious.seen).toEqual([1, 2, 3]);
  });

  test('passes thousands of events that it does not want, and finds the one it wants', async () => {
    await db.withSystem(async (tx) => {
      await sql`insert into events (account_id, position, id, name, actor, facts, occurred_at)
        select ${accountId}, n, uuidv7(), case n when 7001 then 'test.good' else 'test.unwanted' end,
          '{}', '{}', now() from generate_series(1, 12000) n`.execute(tx.db);
      await sql`insert into event_positions (account_id, last_position)
        values (${accountId}, 12000)`.execute(tx.db);
    });
    const { consumer, seen } = noting('picky', ['test.good']);
    const consumers = startConsumers(db, relay, [consumer], silentLog);
    await consumers.settle();
    expect(seen).toEqual([7001]);
    await happen('test.unwanted');
    await consumers.settle();
    await consumers.stop();
    expect(await findPosition('picky')).toBe(12_001);
  });

  test('gets each event once when two processes run it, whatever both pass by unwritten', async () => {
    const { consumer, seen } = noting('shared', ['test.good']);
    const otherRelay = startEventRelay(db, silentLog);
    const one = startConsumers(db, relay, [consumer], silentLog);
    const other = startConsumers(db, otherRelay, [consumer], silentLog);
    for (let round = 0; round < 20; round++) {
      await happen('test.unwanted', 'test.good', 'test.unwanted');
      if (round % 3 === 0) await Promise.all([relay.drain(), otherRelay.drain()]);
    }
    await Promise.all([one.settle(), other.settle()]);
    await Promise.all([one.stop(), other.stop()]);
    await otherRelay.stop();
    expect(seen.toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 20 }, (_, round) => round * 3 + 2),
    );
    expect(await findPosition('shared')).toBeGreaterThanOrEqual(59);
  });

  test('takes what happens soon after its last step in one step, and without a wait once it is asked to settle', async () => {
    const { consumer, seen } = noting('gathering', ['test.good']);
    const steps: number[] = [];
    const counting: EventConsumer = {
      ...consumer,
      // Longer than any test: only what asks to settle ends the wait.
      apart_ms: 600_000,
      onEvents(tx, events) {
        if (tx.accountId === accountId) tx.afterCommit(() => void steps.push(events.length));
        return consumer.onEvents(tx, events);
      },
    };
    const consumers = startConsumers(db, relay, [counting], silentLog);
    await happen('test.good');
    await expect.poll(() => seen, { timeout: 12_000 }).toEqual([1]);
    for (let round = 0; round < 20; round++) await happen('test.good');
    await relay.drain();
    expect(steps).toEqual([1]);
    await consumers.settle();
    expect(steps).toEqual([1, 20]);
    expect(seen).toEqual(Array.from({ length: 21 }, (_, index) => index + 1));
    await happen('test.good');
    await relay.drain();
    // Who waits for its turn is not left behind by a server that ends.
    await consumers.stop();
    const again = startConsumers(db, relay, [counting], silentLog);
    await again.settle();
    await again.stop();
    expect(seen.at(-1)).toBe(22);
    expect(seen.length).toBe(22);
  });
});

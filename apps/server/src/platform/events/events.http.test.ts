import { setTimeout as pause } from 'node:timers/promises';
import { cloneDatabase, type ClonedDatabase } from '@earshot/testkit/postgres/clone-database.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemActor } from '../actor.ts';
import { type Database, openDatabase, type Tx } from '../db/database.ts';
import { newId } from '../ids.ts';
import { silentLog } from '../log/log.ts';
import { emitEvent } from './emit-event.ts';
import { startConsumers } from './event-consumers.ts';
import { type RelayedEvent, startEventRelay } from './event-relay.ts';

let clone: ClonedDatabase;
let db: Database;

beforeAll(async () => {
  clone = await cloneDatabase();
  db = openDatabase({ url: clone.ownerUrl });
});
afterAll(async () => {
  await db.close();
  await clone.drop();
});

function emit(accountId: string, name = 'case.changed', hold_ms = 0): Promise<void> {
  return db.withAccount(accountId, async (tx) => {
    await emitEvent(tx, systemActor(accountId, 'test'), { name, subjectId: newId() });
    if (hold_ms > 0) {
      await tx.db.selectFrom('events').select('id').limit(1).execute();
      await pause(hold_ms);
    }
  });
}

function listPositions(accountId: string): Promise<number[]> {
  return db.withAccount(accountId, async (tx) => {
    const rows = await tx.db.selectFrom('events').select('position').orderBy('position').execute();
    return rows.map((row) => row.position);
  });
}

describe('positions', () => {
  test('have no gap and no repeat, with late commits, rollbacks and three relays at once', async () => {
    const accountId = newId();
    const relays = [1, 2, 3].map(() => startEventRelay(db, silentLog));
    const writers = Array.from({ length: 60 }, (_, index) =>
      index % 10 === 9
        ? db
            .withAccount(accountId, async (tx) => {
              await emitEvent(tx, systemActor(accountId, 'test'), {
                name: 'case.changed',
                subjectId: null,
              });
              throw new Error('rolled back');
            })
            .catch(() => undefined)
        : emit(accountId, 'case.changed', index % 3 === 0 ? 30 : 0),
    );
    await Promise.all(writers);
    await Promise.all(relays.map((relay) => relay.drain()));
    await relays[0]?.drain();
    await Promise.all(relays.map((relay) => relay.stop()));
    const positions = await listPositions(accountId);
    expect(positions).toEqual(Array.from({ length: 54 }, (_, index) => index + 1));
  });

  test('writers of one account do not wait for one another', async () => {
    const accountId = newId();
    const started = performance.now();
    let quick_ms = Number.POSITIVE_INFINITY;
    await Promise.all([
      emit(accountId, 'case.changed', 1_500),
      emit(accountId).then(() => {
        quick_ms = performance.now() - started;
      }),
    ]);
    expect(quick_ms).toBeLessThan(performance.now() - started - 500);
  });

  test('each account counts for itself, and sees only its own', async () => {
    const [one, two] = [newId(), newId()];
    const relay = startEventRelay(db, silentLog);
    await Promise.all([emit(one), emit(two), emit(one)]);
    await relay.drain();
    await relay.stop();
    expect(await listPositions(one)).toEqual([1, 2]);
    expect(await listPositions(two)).toEqual([1]);
  });
});

describe('a process', () => {
  test('hears all of it once and in order, whichever process moved it into the log', async () => {
    const accountId = newId();
    await emit(accountId);
    const relays = [1, 2, 3].map(() => startEventRelay(db, silentLog));
    await relays[0]!.drain();
    await Promise.all(relays.map((relay) => relay.drain()));
    const heard = relays.map((relay) => {
      const positions: number[] = [];
      relay.onEvents((id, events) => {
        if (id === accountId) positions.push(...events.map((event) => event.position));
      });
      return positions;
    });
    for (let round = 0; round < 40; round += 1) {
      await Promise.all([emit(accountId), relays[round % 3]!.drain()]);
    }
    for (const relay of [...relays, ...relays]) await relay.drain();
    await Promise.all(relays.map((relay) => relay.stop()));
    const all = Array.from({ length: 40 }, (_, index) => index + 2);
    expect(heard).toEqual([all, all, all]);
  });
});

describe('a consumer', () => {
  test('gets each event once and in order, also across a restart', async () => {
    const accountId = newId();
    const seen: number[] = [];
    const consumer = {
      name: 'once',
      wants: new Set(['case.changed']),
      async onEvents(tx: Tx, events: readonly RelayedEvent[]) {
        if (tx.accountId === accountId) seen.push(...events.map((event) => event.position));
      },
    };
    for (let round = 0; round < 3; round++) {
      const relay = startEventRelay(db, silentLog);
      const consumers = startConsumers(db, relay, [consumer], silentLog);
      for (let index = 0; index < 10; index++) await emit(accountId);
      await consumers.settle();
      await consumers.stop();
      await relay.stop();
    }
    expect(seen).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
  });

  test('that fails again and again sets the event aside with its reason and goes on', async () => {
    const accountId = newId();
    const seen: string[] = [];
    const consumer = {
      name: 'stubborn',
      wants: new Set(['case.poisoned', 'case.changed']),
      async onEvents(tx: Tx, events: readonly RelayedEvent[]) {
        if (tx.accountId !== accountId) return;
        const names = events.map((event) => event.name);
        if (names.includes('case.poisoned')) throw new Error('cannot digest this');
        seen.push(...names);
      },
    };
    const relay = startEventRelay(db, silentLog);
    const consumers = startConsumers(db, relay, [consumer], silentLog);
    await emit(accountId, 'case.poisoned');
    await emit(accountId, 'case.changed');
    await consumers.settle();
    await consumers.stop();
    await relay.stop();
    expect(seen).toEqual(['case.changed']);
    const dead = await db.withAccount(accountId, (tx) =>
      tx.db
        .selectFrom('jobs')
        .select(['name', 'last_error'])
        .where('dead_at', 'is not', null)
        .execute(),
    );
    expect(dead).toMatchObject([
      { name: 'consumer.stubborn', last_error: expect.stringContaining('cannot digest this') },
    ]);
  });
});

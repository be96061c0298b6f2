import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cloneDatabase, type ClonedDatabase } from '@earshot/testkit/postgres/clone-database.ts';
import { systemActor } from '../actor.ts';
import { type Database, openDatabase } from '../db/database.ts';
import { newId } from '../ids.ts';
import { silentLog } from '../log/log.ts';
import { emitEvent } from './emit-event.ts';
import { type EventConsumer, startConsumers } from './event-consumers.ts';
import { type EventRelay, startEventRelay } from './event-relay.ts';

const accountId = newId();
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
});

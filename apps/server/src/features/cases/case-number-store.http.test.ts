import { startIntakeWorld } from '@earshot/testkit/intake/start-intake-world.ts';
import { type Ending, makeUnsteady } from '@earshot/testkit/postgres/unsteady-database.ts';
import { afterAll, expect, test } from 'vitest';
import type { Database } from '../../platform/db/database.ts';
import { takeCaseNumber } from './case-number-store.ts';

const world = await startIntakeWorld();
afterAll(() => world.stop());

/** A server of its own on the same database; `cut` ends its next transaction before the commit. */
function openServer(): { db: Database; cut(): void } {
  let next: Ending = 'kept';
  const decideEnding = (): Ending => {
    const ending = next;
    next = 'kept';
    return ending;
  };
  return { db: makeUnsteady(world.db, decideEnding), cut: () => void (next = 'cut') };
}

test('a number whose taking was cut off at its commit is given to one case only', async () => {
  const [first, second] = [openServer(), openServer()];
  first.cut();
  await expect(takeCaseNumber(first.db, world.accountId)).rejects.toThrow('away');
  const numbers: number[] = [];
  for (let round = 0; round < 20; round++) {
    numbers.push(await takeCaseNumber(first.db, world.accountId));
    numbers.push(await takeCaseNumber(second.db, world.accountId));
  }
  expect(new Set(numbers).size).toBe(numbers.length);
});

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type IntakeWorld,
  startIntakeWorld,
} from '../../../../../../packages/testkit/src/intake/start-intake-world.ts';

let world: IntakeWorld;

beforeAll(async () => {
  world = await startIntakeWorld({ withoutIntake: true });
});
afterAll(() => world.stop());

const program = join(
  import.meta.dirname,
  '../../../../../../packages/testkit/src/intake/take-up-and-die.ts',
);

function takeUp(dieAt: number): Promise<{ signal: string | null; output: string }> {
  const { database, filesDir, masterKey } = world;
  const child = spawn(
    process.execPath,
    [program, database.ownerUrl, filesDir, masterKey.toString('hex'), String(dieAt)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve) =>
    child.on('close', (_code, signal) => resolve({ signal, output })),
  );
}

async function countEverything() {
  return world.query(async (tx) => {
    const count = async (
      table: 'cases' | 'messages' | 'conversations' | 'deliveries' | 'case_promises' | 'contacts',
    ) => (await tx.db.selectFrom(table).select('id').execute()).length;
    return {
      cases: await count('cases'),
      conversations: await count('conversations'),
      messages: await count('messages'),
      deliveries: await count('deliveries'),
      promises: await count('case_promises'),
      contacts: await count('contacts'),
    };
  });
}

test('[L11] killed before any statement of understanding: no half case, no lost receipt, one answer', async () => {
  await world.store({ from: 'count@vogt.example', subject: 'count' });
  const { output } = await takeUp(0);
  const statements = Number(output);
  expect(statements).toBeGreaterThan(15);
  const one = await countEverything();
  expect(one).toMatchObject({ cases: 1, messages: 2, deliveries: 1, promises: 1 });
  for (let dieAt = 1; dieAt <= statements; dieAt++) {
    const { receiptId } = await world.store({
      from: `kill${dieAt}@vogt.example`,
      subject: `Kill ${dieAt}`,
    });
    const killed = await takeUp(dieAt);
    expect(killed.signal).toBe('SIGKILL');
    const { receipt, opened } = await world.findOutcome(receiptId);
    // Before its end nothing of the case is there, after it all of it.
    expect(receipt.state === 'stored').toBe(opened === null);
    if (dieAt % 4 === 0 || dieAt === statements) await takeUp(0);
  }
  const all = await countEverything();
  const mails = statements + 1;
  expect(all).toEqual({
    cases: mails,
    conversations: mails,
    messages: mails * 2,
    deliveries: mails,
    promises: mails,
    contacts: mails,
  });
}, 300_000);

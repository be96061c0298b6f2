import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type IntakeWorld, startIntakeWorld } from '@earshot/testkit/intake/start-intake-world.ts';

let world: IntakeWorld;

beforeAll(async () => {
  world = await startIntakeWorld({ withoutIntake: true });
});
afterAll(() => world.stop());

const program = fileURLToPath(import.meta.resolve('@earshot/testkit/intake/take-up-and-die.ts'));

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
  await takeUp(0);
  const one = await countEverything();
  expect(one).toMatchObject({ cases: 1, messages: 2, deliveries: 1, promises: 1 });
  // Until one lives to its end: how many statements that takes depends on how often it looks.
  let dieAt = 0;
  let output = '';
  for (let isKilled = true; isKilled;) {
    dieAt += 1;
    const { receiptId } = await world.store({
      from: `kill${dieAt}@vogt.example`,
      subject: `Kill ${dieAt}`,
    });
    const run = await takeUp(dieAt);
    isKilled = run.signal === 'SIGKILL';
    output = run.output;
    const { receipt, opened } = await world.findOutcome(receiptId);
    // Before its end nothing of the case is there, after it all of it.
    expect(receipt.state === 'stored').toBe(opened === null);
    if (dieAt % 4 === 0 || !isKilled) await takeUp(0);
  }
  expect(Number(output)).toBeGreaterThan(15);
  const all = await countEverything();
  const mails = dieAt + 1;
  expect(all).toEqual({
    cases: mails,
    conversations: mails,
    messages: mails * 2,
    deliveries: mails,
    promises: mails,
    contacts: mails,
  });
}, 600_000);

test('[L11] killed before any statement of taking up several together: each has effect once', async () => {
  const before = await countEverything();
  const storeBatch = async (name: string) => {
    const stored = [];
    // Six people who never wrote, and one who wrote with every batch.
    for (const sender of ['a', 'b', 'c', 'd', 'e', 'f']) {
      const from = `${sender}.${name}@vogt.example`;
      stored.push(await world.store({ from, subject: `${name} ${sender}` }));
    }
    stored.push(await world.store({ from: 'again@vogt.example', subject: `${name} again` }));
    return stored.map((one) => one.receiptId);
  };
  await storeBatch('whole');
  const statements = Number((await takeUp(0)).output);
  // Far fewer than one by one: they did go together.
  expect(statements).toBeLessThan(50);
  let dieAt = 0;
  let output = '';
  for (let isKilled = true; isKilled;) {
    dieAt += 1;
    const receiptIds = await storeBatch(`batch${dieAt}`);
    const run = await takeUp(dieAt);
    isKilled = run.signal === 'SIGKILL';
    output = run.output;
    for (const receiptId of receiptIds) {
      const { receipt, opened } = await world.findOutcome(receiptId);
      expect(receipt.state === 'stored').toBe(opened === null);
    }
    await takeUp(0);
  }
  expect(Number(output)).toBeGreaterThan(15);
  const after = await countEverything();
  const mails = (dieAt + 1) * 7;
  expect(after.cases - before.cases).toBe(mails);
  expect(after.conversations - before.conversations).toBe(mails);
  expect(after.promises - before.promises).toBe(mails);
  // One sender wrote again and again; the fourth confirmation within an hour is one too many.
  expect(after.contacts - before.contacts).toBe((dieAt + 1) * 6 + 1);
  const confirmed = (dieAt + 1) * 6 + 3;
  expect(after.deliveries - before.deliveries).toBe(confirmed);
  expect(after.messages - before.messages).toBe(mails + confirmed);
}, 600_000);

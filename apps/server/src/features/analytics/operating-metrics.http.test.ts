import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '@earshot/testkit/http/start-test-app.ts';
import { seedMessage } from '@earshot/testkit/world/seed-message.ts';
import { startEventRelay } from '../../platform/events/event-relay.ts';
import { silentLog } from '../../platform/log/log.ts';
import { createMetrics } from '../../platform/metrics/metrics.ts';
import { registerOperatingMetrics } from './public.ts';

let world: TestApp;
beforeAll(async () => {
  world = await startTestApp();
});
afterAll(() => world.stop());

test('an operator sees what waits, how old it is and who is connected', async () => {
  const ruth = await world.signUp();
  const { messageId } = await seedMessage(world, ruth.accountId);
  await world.db.withAccount(ruth.accountId, async (tx) => {
    const channel = await tx.db
      .selectFrom('channel_accounts')
      .select('id')
      .executeTakeFirstOrThrow();
    const receipt = (state: 'stored' | 'failed' | 'understood', age_s: number) => ({
      account_id: ruth.accountId,
      id: crypto.randomUUID(),
      channel_id: channel.id,
      source: 'smtp' as const,
      external_key: null,
      sha256: Buffer.from(crypto.randomUUID()),
      size_bytes: 1,
      envelope: null,
      received_at: new Date(Date.now() - age_s * 1_000),
      state,
      error: null,
      locked_until: null,
      understood_at: null,
      case_id: null,
      message_id: null,
    });
    await tx.db
      .insertInto('receipts')
      .values([
        receipt('stored', 90),
        receipt('stored', 5),
        receipt('failed', 900),
        receipt('understood', 1),
      ])
      .execute();
    await tx.db
      .insertInto('deliveries')
      .values({
        account_id: ruth.accountId,
        id: crypto.randomUUID(),
        message_id: messageId,
        recipient: 'lena.vogt@mail.example',
        channel_id: crypto.randomUUID(),
        channel_kind: 'email',
        state: 'deferred',
        next_attempt_at: new Date(),
      } as never)
      .execute();
  });
  const metrics = createMetrics();
  const relay = startEventRelay(world.db, silentLog);
  registerOperatingMetrics(metrics, { db: world.db, relay, countSockets: () => 7 });
  await relay.drain();
  const { text } = await metrics.write();
  await relay.stop();
  const lines = text.split('\n');
  expect(lines).toEqual(
    expect.arrayContaining([
      'earshot_receipts{state="stored"} 2',
      'earshot_receipts{state="failed"} 1',
      'earshot_receipts{state="held"} 0',
      'earshot_deliveries{state="deferred"} 1',
      'earshot_deliveries{state="waiting"} 0',
      'earshot_events_unrelayed 0',
      'earshot_jobs{state="given_up"} 0',
      'earshot_live_sockets 7',
      'earshot_channels{state="ok"} 1',
      'earshot_channels{state="failing"} 0',
    ]),
  );
  const lag = lines.find((line) => line.startsWith('earshot_intake_lag_seconds '));
  expect(Number(lag?.split(' ')[1])).toBeGreaterThanOrEqual(90);
  expect(Number(lag?.split(' ')[1])).toBeLessThan(120);
  expect(text).toMatch(/earshot_events_relayed_total\{event="\w+\.\w+"\} \d/);
});

import { createChannel } from '@earshot/contract/channel-contract.ts';
import { createCaseReply } from '@earshot/contract/reply-contract.ts';
import { startTestApp } from '@earshot/testkit/http/start-test-app.ts';
import { startSmtpSink } from '@earshot/testkit/mail/start-smtp-sink.ts';
import { openDesk, seedDeskCase } from '@earshot/testkit/world/seed-cases.ts';
import { sql } from 'kysely';
import { afterAll, expect, test } from 'vitest';
import { DatabaseAway } from '../../platform/db/database-away.ts';
import type { Database } from '../../platform/db/database.ts';

let unheard = 0;

/** Nobody hears of the commit by which the first delivery is taken. */
function loseFirstClaim(db: Database): Database {
  return {
    ...db,
    async withAccount(accountId, work) {
      const result = await db.withAccount(accountId, work);
      if (unheard > 0) return result;
      const { rows } = await db.withAccount(accountId, (tx) =>
        sql`select from deliveries where state = 'sending'`.execute(tx.db),
      );
      unheard += rows.length;
      if (unheard > 0) throw new DatabaseAway(new Error('Connection terminated unexpectedly'));
      return result;
    },
  };
}

const sink = await startSmtpSink();
const app = await startTestApp({
  through: loseFirstClaim,
  relayUrl: `smtp://127.0.0.1:${sink.port}`,
});
afterAll(async () => {
  await app.stop();
  await sink.close();
});

test('[L11] an answer whose taking nobody heard of leaves once, without anybody’s click', async () => {
  const desk = await openDesk(app);
  const mailbox = await desk.admin.call(createChannel, {
    body: { kind: 'email', address: 'hilfe@falk.example' },
  });
  const { params } = await seedDeskCase(app, desk, { channelId: mailbox.id });
  const body = { text: 'Der neue Kocher ist unterwegs.', undo_seconds: 0, signature: false };
  await desk.admin.call(createCaseReply, { params, body });
  app.app.start();
  const read = () =>
    app.db.withAccount(desk.admin.accountId, async (tx) => {
      const { rows } = await sql`select state, attempts from deliveries`.execute(tx.db);
      return rows;
    });
  await expect.poll(read, { timeout: 20_000 }).toEqual([{ state: 'sent', attempts: 1 }]);
  expect(unheard).toBe(1);
  expect(sink.mails).toHaveLength(1);
});

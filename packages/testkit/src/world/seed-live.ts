import { serveConversation } from '../../../../apps/server/src/features/conversations/serve-conversation-store.ts';
import { systemActor } from '../../../../apps/server/src/platform/actor.ts';
import type { Database } from '../../../../apps/server/src/platform/db/database.ts';
import { json } from '../../../../apps/server/src/platform/db/tables.ts';
import { emitEvent } from '../../../../apps/server/src/platform/events/emit-event.ts';
import { newId } from '../../../../apps/server/src/platform/ids.ts';
import { type CaseSeed, seedCase, type SeededCase } from './seed-cases.ts';

/** A chat channel of a team, written straight into the database; answers its id. */
export async function seedLiveChannel(
  db: Database,
  accountId: string,
  teamId: string | null,
): Promise<string> {
  const id = newId();
  await db.withAccount(accountId, async (tx) => {
    await tx.db
      .insertInto('channel_accounts')
      .values({
        account_id: accountId,
        id,
        kind: 'chat',
        name: 'Website',
        address: `live-${id.slice(-12)}`,
        team_id: teamId,
        locale: 'de',
        settings: json({}),
      })
      .execute();
  });
  return id;
}

/** A conversation that begins on a live channel, with the event that says so. */
export async function seedLiveCase(
  db: Database,
  seed: CaseSeed & { servedBy?: 'bot' },
): Promise<SeededCase> {
  const seeded = await seedCase(db, seed);
  await db.withAccount(seed.accountId, async (tx) => {
    if (seed.servedBy) await serveConversation(tx, seeded.conversationId, seed.servedBy);
    await emitEvent(tx, systemActor(seed.accountId, 'intake'), {
      name: 'case.opened',
      subjectId: seeded.caseId,
      facts: {},
    });
  });
  return seeded;
}

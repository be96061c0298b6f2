import type { Database } from '../../../../apps/server/src/platform/db/database.ts';
import { newId } from '../../../../apps/server/src/platform/ids.ts';

export interface TestCase {
  contactId?: string | null;
  teamId?: string | null;
  assigneeId?: string | null;
  subject?: string;
  status?: 'open' | 'resolved' | 'closed';
  lastMessageAt?: Date;
}

let numbers = 0;

/** A bare case without messages on a channel of its own, for tests of what stands beside cases. */
export async function insertTestCase(
  db: Database,
  accountId: string,
  input: TestCase = {},
): Promise<string> {
  const id = newId();
  const channelId = newId();
  numbers += 1;
  await db.withAccount(accountId, async (tx) => {
    const address = `channel.${numbers}@falk.example`;
    await tx.db
      .insertInto('channel_accounts')
      .values({
        account_id: accountId,
        id: channelId,
        kind: 'email',
        name: address,
        address,
        team_id: null,
        locale: 'de',
        imap: null,
        dkim: null,
        secrets: null,
        disabled_at: null,
      })
      .execute();
    await tx.db
      .insertInto('cases')
      .values({
        account_id: accountId,
        id,
        number: 9_000_000 + numbers,
        subject: input.subject ?? `Matter ${numbers}`,
        status: input.status ?? 'open',
        channel_id: channelId,
        contact_id: input.contactId ?? null,
        team_id: input.teamId ?? null,
        assignee_id: input.assigneeId ?? null,
        waiting_until: null,
        waiting_reason: null,
        language: null,
        last_direction: null,
        last_in_at: null,
        first_answered_at: null,
        resolved_at: null,
        closed_at: null,
        deleted_at: null,
        next_due_at: null,
        merged_into_id: null,
        ...(input.lastMessageAt ? { last_message_at: input.lastMessageAt } : {}),
      })
      .execute();
  });
  return id;
}

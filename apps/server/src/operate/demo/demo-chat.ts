import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { insertCaseAddresses } from '../../features/cases/intake/take-up-store.ts';
import type { IntakeWork } from '../../features/cases/intake/take-up-receipts.ts';
import { takeUpThings } from '../../features/cases/intake/take-up-things.ts';
import { createChatAdapter } from '../../features/channels/chat/chat-adapter.ts';
import { chatKey, writeChatBytes } from '../../features/channels/chat/chat-bytes.ts';
import type { PlacedMessage } from '../../features/channels/kit/public.ts';
import { getChannel } from '../../features/channels/public.ts';
import { storeReceipt } from '../../features/channels/store-receipt.ts';
import type { DemoSaid } from '../../features/demo/play-stories.ts';
import { continueJobs } from '../../features/web/leaving/continue-by-mail.ts';
import { noteVisitorReading } from '../../features/web/talk/mark-talk.ts';
import { goOn, openTalk } from '../../features/web/talk/say.ts';
import { showOutgoing, showSaid } from '../../features/web/talk/show-said.ts';
import { findVisibleTalk } from '../../features/web/talk/web-conversation-views.ts';
import { insertVisitor, type Visitor } from '../../features/web/visitors/visitor-store.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { JobHandler } from '../../platform/jobs/job-runner.ts';

export interface DemoChat {
  say(said: DemoSaid): Promise<string>;
  /** Answers that were queued for the chat become visible there. */
  showQueued(tx: Tx): Promise<void>;
  jobs: Record<string, JobHandler>;
}

const MOST = 2 ** 31 - 1;

/** The chat of the named world: what its visitors say goes the way of every chat message. */
export function createDemoChat(
  work: IntakeWork,
  place: { accountId: string; chatId: string },
  clock: Clock,
): DemoChat {
  const { accountId, chatId } = place;
  const { db } = work;
  const adapter = createChatAdapter(null, async () => true);
  const talks = new Map<string, { id: string; visitor: Visitor }>();
  const ready = {
    ...work,
    onSaid: (tx: Tx, messageId: string) =>
      showSaid(tx, messageId, clock.now(), async () => undefined),
  };

  async function prepare(tx: Tx, { story, contact, step, at }: DemoSaid, clientId: string) {
    const channel = await getChannel(tx, chatId);
    const said = { client_id: clientId, text: step.text, file_ids: [] };
    const known = talks.get(story);
    if (known) {
      const talk = await findVisibleTalk(tx, known.visitor.id, known.id);
      if (talk) await noteVisitorReading(tx, talk, known.visitor, MOST, at);
      return { channel, context: await goOn(tx, { session: known }, known.id, said) };
    }
    const visitor = await insertVisitor(tx, { channelId: chatId, locale: contact.locale, at });
    const answers = { name: contact.name, email: contact.email };
    const opening = { ...said, answers, ...(step.page && { page: step.page }) };
    const context = await openTalk(tx, { channel, session: { visitor } }, opening, at);
    const { name, email } = contact;
    talks.set(story, { id: context.conversation_id, visitor: { ...visitor, name, email } });
    return { channel, context };
  }

  return {
    async say(said) {
      const clientId = randomUUID();
      const { channel, context } = await db.withAccount(accountId, (tx) =>
        prepare(tx, said, clientId),
      );
      const body = Buffer.from(JSON.stringify({ client_id: clientId, text: said.step.text }));
      const raw = writeChatBytes(context, body);
      const { receiptId } = await storeReceipt(
        { db, storage: work.storage, onStored: () => undefined },
        {
          accountId,
          channelId: chatId,
          source: 'chat',
          externalKey: chatKey(context.conversation_id, clientId),
          keyDecides: true,
          raw,
          envelope: null,
          receivedAt: said.at,
        },
      );
      const find = (tx: Tx) =>
        tx.db
          .selectFrom('receipts')
          .selectAll()
          .where('account_id', '=', accountId)
          .where('id', '=', receiptId)
          .executeTakeFirstOrThrow();
      const receipt = { ...(await db.withAccount(accountId, find)), attempts: 1 };
      const reading = await adapter.understand(raw, receipt, channel);
      if ('failed' in reading) throw new Error(reading.failed);
      await takeUpThings(ready, receipt, reading.things);
      const { case_id: caseId } = await db.withAccount(accountId, find);
      if (caseId === null) throw new Error('Words in the chat of the named world led to no case.');
      return caseId;
    },
    async showQueued(tx) {
      const { rows } = await sql<PlacedMessage>`
        select m.id, m.case_id, m.conversation_id, m.channel_id, v.external_key as thread_key
        from deliveries d
        join messages m on m.account_id = d.account_id and m.id = d.message_id
        join conversations v on v.account_id = m.account_id and v.id = m.conversation_id
        where d.account_id = ${tx.accountId} and d.state = 'waiting'
          and m.channel_id = ${chatId}`.execute(tx.db);
      await showOutgoing(tx, { clock }, rows);
    },
    jobs: continueJobs({
      db,
      clock,
      wakeDelivery() {},
      async letTakePart(tx, caseId, address) {
        const added = { address, contactId: null, because: 'copied_by_us' as const };
        await insertCaseAddresses(tx, caseId, [added]);
      },
    }),
  };
}

import * as contract from '@earshot/contract/web-conversation-contract.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { notFound } from '../../../platform/errors.ts';
import { anybody, route, type Route } from '../../../platform/http/route.ts';
import { enterCounted, type WebRouteDeps } from '../web-routes.ts';
import { openedWithin_ms, takenUpWithin_ms } from '../web-limits.ts';
import type { ReceiptWaits } from './await-receipt.ts';
import { endTalk } from './end-talk.ts';
import { loadMessages, loadNewest, loadTalk, loadTalks } from './load-talk.ts';
import { noteVisitorReading } from './mark-talk.ts';
import { goOn, openTalk, type SaidContext } from './say.ts';
import { findVisibleTalk } from './web-conversation-views.ts';
import { findEntryOfClient } from './web-message-views.ts';
import type { VisitorCaller } from '../web-door.ts';

export interface TalkRouteDeps extends WebRouteDeps {
  waits: ReceiptWaits;
}

/** Stores what was said; true where it stands in its case already. */
async function store(
  deps: TalkRouteDeps,
  caller: VisitorCaller,
  said: { clientId: string; context: SaidContext; body: Buffer; within_ms: number },
): Promise<{ receiptId: string; isTakenUp: boolean }> {
  const { accountId, id: channelId } = caller.channel;
  const { clientId, context, body, within_ms } = said;
  const receivedAt = deps.clock.now();
  const arrival = { accountId, channelId, clientId, context, body, receivedAt };
  const { receiptId } = await deps.storeSaid(arrival);
  const isTakenUp = await deps.waits.wait(deps.db, accountId, receiptId, within_ms);
  return { receiptId, isTakenUp };
}

/** Conversations of visitors and what is said in them. */
export function talkRoutes(deps: TalkRouteDeps): Route[] {
  const { door, db } = deps;
  return [
    route(contract.listWebConversations, anybody, async (call) => {
      const { channel, session } = await enterCounted(door, call, 'reads');
      return db.withAccount(channel.accountId, async (tx) => ({
        items: await loadTalks(tx, channel, session.visitor_id),
      }));
    }),
    route(contract.getWebConversation, anybody, async (call) => {
      const { channel, session } = await enterCounted(door, call, 'reads');
      return db.withAccount(channel.accountId, (tx) =>
        loadTalk(tx, channel, session.visitor_id, call.params.conversationId),
      );
    }),
    route(contract.listWebMessages, anybody, async (call) => {
      const { channel, session } = await enterCounted(door, call, 'reads');
      const { conversationId: id } = call.params;
      return db.withAccount(channel.accountId, (tx) =>
        loadMessages(tx, channel, session.visitor_id, id, call.query),
      );
    }),
    ...sayingRoutes(deps),
    ...markingRoutes(deps),
  ];
}

function sayingRoutes(deps: TalkRouteDeps): Route[] {
  const { door, clock, db } = deps;
  return [
    route(contract.createWebConversation, anybody, async (call) => {
      const openings = ['openingsOfSession', 'openingsOfNetwork'] as const;
      const caller = await enterCounted(door, call, 'writes', ...openings);
      const { channel, session } = caller;
      const { accountId } = channel;
      const { client_id: clientId } = call.body;
      const context = await db.withAccount(accountId, (tx) =>
        openTalk(tx, caller, call.body, clock.now()),
      );
      const body = call.request.rawBody;
      await store(deps, caller, { clientId, context, body, within_ms: openedWithin_ms });
      const id = context.conversation_id;
      return db.withAccount(accountId, async (tx) => ({
        ...(await loadTalk(tx, channel, session.visitor_id, id)),
        messages: (await loadNewest(tx, channel, session.visitor_id, id)).items,
      }));
    }),
    route(contract.createWebMessage, anybody, async (call) => {
      const caller = await enterCounted(door, call, 'writes');
      const { accountId } = caller.channel;
      const { conversationId: id } = call.params;
      const { client_id: clientId } = call.body;
      const context = await db.withAccount(accountId, (tx) => goOn(tx, caller, id, call.body));
      const body = call.request.rawBody;
      const within_ms = takenUpWithin_ms;
      const stored = await store(deps, caller, { clientId, context, body, within_ms });
      const message = stored.isTakenUp
        ? await db.withAccount(accountId, (tx) => findSaid(tx, caller, id, clientId))
        : null;
      return { client_id: clientId, receipt_id: stored.receiptId, message };
    }),
  ];
}

async function findSaid(tx: Tx, caller: VisitorCaller, id: string, clientId: string) {
  const seq = await findEntryOfClient(tx, id, clientId);
  if (seq === null) return null;
  const range = { after_seq: seq - 1, limit: 1 };
  const { items } = await loadMessages(tx, caller.channel, caller.session.visitor_id, id, range);
  return items[0] ?? null;
}

function markingRoutes(deps: TalkRouteDeps): Route[] {
  const { door, clock, db } = deps;
  return [
    route(contract.createWebReading, anybody, async (call) => {
      const { channel, session } = await enterCounted(door, call, 'reads');
      await db.withAccount(channel.accountId, async (tx) => {
        const talk = await findVisibleTalk(tx, session.visitor_id, call.params.conversationId);
        if (!talk) throw notFound('conversation');
        await noteVisitorReading(tx, talk, session.visitor, call.body.seq, clock.now());
      });
    }),
    route(contract.createWebPersonRequest, anybody, async (call) => {
      const { channel, session } = await enterCounted(door, call, 'writes');
      await db.withAccount(channel.accountId, async (tx) => {
        const talk = await findVisibleTalk(tx, session.visitor_id, call.params.conversationId);
        if (!talk?.conversation_id) throw notFound('conversation');
        await deps.askForPerson(tx, talk.conversation_id, clock.now());
      });
    }),
    route(contract.createWebEnding, anybody, async (call) => {
      const { channel, session } = await enterCounted(door, call, 'writes');
      const { conversationId: id } = call.params;
      return db.withAccount(channel.accountId, async (tx) => {
        await endTalk(tx, deps, session.visitor, id, call.body.solved);
        return loadTalk(tx, channel, session.visitor_id, id);
      });
    }),
  ];
}

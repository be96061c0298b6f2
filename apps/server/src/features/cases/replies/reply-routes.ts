import { createDeliveryRetry, createSendCancellation } from '@earshot/contract/message-contract.ts';
import { createCaseForward, createCaseReply } from '@earshot/contract/reply-contract.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { Database, Tx } from '../../../platform/db/database.ts';
import { type Route, route } from '../../../platform/http/route.ts';
import { presentMessage } from '../../conversations/public.ts';
import { cancelSending, retrySending } from './cancel-sending.ts';
import { forwardCase } from './forward-case.ts';
import { type GuardReply, replyToCase } from './reply-to-case.ts';

export interface ReplyRoutesDeps {
  clock: Clock;
  /** Looks for due deliveries soon: after the undo time of what was just written. */
  wakeDelivery: () => void;
  /** Makes what was just written visible at once, where its contact reads it with us. */
  placeDue: (tx: Tx, messageIds: readonly string[], now: Date) => Promise<unknown>;
  /** The reply check of a higher slice. */
  guardReply: GuardReply;
}

/** Colleagues answer through an agent; programs and everybody on the desk may write. */
function mayWrite(actor: Actor): boolean {
  return actor.kind !== 'member' || actor.role !== 'colleague';
}

/** Routes of answering, forwarding, taking back and sending again. */
export function replyRoutes(deps: ReplyRoutesDeps): Route[] {
  const { clock, wakeDelivery, placeDue, guardReply } = deps;

  async function write(db: Database, actor: Actor, work: (tx: Tx) => Promise<string>) {
    const written = await db.withAccount(actor.accountId, async (tx) => {
      const messageId = await work(tx);
      await placeDue(tx, [messageId], clock.now());
      return presentMessage(tx, actor.locale, messageId);
    });
    wakeDelivery();
    return written;
  }

  return [
    route(createCaseReply, mayWrite, ({ actor, params, body, db }) =>
      write(db, actor, (tx) =>
        replyToCase(tx, actor, params.caseId, body, clock.now(), guardReply),
      ),
    ),
    route(createCaseForward, mayWrite, ({ actor, params, body, db }) =>
      write(db, actor, (tx) =>
        forwardCase(tx, actor, params.caseId, body, clock.now(), guardReply),
      ),
    ),
    route(createSendCancellation, mayWrite, ({ actor, params, db }) =>
      write(db, actor, (tx) => cancelSending(tx, actor, params.messageId, clock.now())),
    ),
    route(createDeliveryRetry, mayWrite, ({ actor, params, db }) =>
      write(db, actor, (tx) => retrySending(tx, actor, params.messageId)),
    ),
  ];
}

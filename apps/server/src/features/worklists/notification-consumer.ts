import type { MemberActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { EventConsumer } from '../../platform/events/event-consumers.ts';
import type { RelayedEvent } from '../../platform/events/event-relay.ts';
import { decideTellings, type Telling, toldEvents } from './notification-rules.ts';
import { insertNotification } from './notification-store.ts';
import { countUnread, findAssignees, findReader } from './notification-views.ts';

/** Hears that a member has another number of unread notifications. Must not throw. */
export type NotifiedListener = (accountId: string, memberId: string, unread: number) => void;

const listeners = new Set<NotifiedListener>();

/** Listens until the returned function is called. */
export function onNotified(listener: NotifiedListener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Tells the listeners after the commit how many unread notifications the member has then. */
export async function tellUnread(tx: Tx, reader: MemberActor): Promise<void> {
  const unread = await countUnread(tx, reader);
  tx.afterCommit(() => {
    for (const listener of listeners) listener(tx.accountId, reader.id, unread);
  });
}

/** Makes notifications of events; the same event twice tells nobody twice. */
export const notificationConsumer: EventConsumer = {
  name: 'notifications',
  wants: toldEvents,
  async onEvents(tx, events) {
    const assignees = await findAssignees(tx, events);
    for (const event of events) {
      const assignee = assignees.get(event.subject_id ?? '');
      for (const telling of decideTellings(event, assignee?.memberId ?? null)) {
        await tell(tx, event, { ...telling, caseId: assignee?.caseId ?? event.subject_id });
      }
    }
  },
};

async function tell(
  tx: Tx,
  event: RelayedEvent,
  telling: Telling & { caseId: string | null },
): Promise<void> {
  const { caseId } = telling;
  if (caseId === null) return;
  const reader = await findReader(tx, telling.memberId);
  if (reader === null) return;
  const isNew = await insertNotification(tx, {
    ...telling,
    caseId,
    actorName: event.actor.name,
    eventId: event.id,
    at: event.occurred_at,
  });
  if (isNew) await tellUnread(tx, reader);
}

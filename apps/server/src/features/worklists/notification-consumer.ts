import { systemActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { emitEvent } from '../../platform/events/emit-event.ts';
import type { EventConsumer } from '../../platform/events/event-consumers.ts';
import type { RelayedEvent } from '../../platform/events/event-relay.ts';
import { findMember } from '../members/public.ts';
import { decideTellings, type Telling, toldEvents } from './notification-rules.ts';
import { insertNotification } from './notification-store.ts';
import { findAssignees } from './notification-views.ts';

/**
 * Makes notifications of events; the same event twice tells nobody twice. Those who have something
 * new are named in one event, by which every process tells its open desks.
 */
export const notificationConsumer: EventConsumer = {
  name: 'notifications',
  wants: toldEvents,
  skipsPast: true,
  async onEvents(tx, events) {
    const assignees = await findAssignees(tx, events);
    const told = new Set<string>();
    for (const event of events) {
      const assignee = assignees.get(event.subject_id ?? '');
      for (const telling of decideTellings(event, assignee?.memberId ?? null)) {
        const caseId = assignee?.caseId ?? event.subject_id;
        if (await tell(tx, event, { ...telling, caseId })) told.add(telling.memberId);
      }
    }
    if (told.size === 0) return;
    await emitEvent(tx, systemActor(tx.accountId, 'notifications'), {
      name: 'notification.made',
      subjectId: null,
      facts: { member_ids: [...told] },
    });
  },
};

async function tell(
  tx: Tx,
  event: RelayedEvent,
  telling: Telling & { caseId: string | null },
): Promise<boolean> {
  const { caseId } = telling;
  if (caseId === null) return false;
  const member = await findMember(tx, telling.memberId);
  if (member?.deactivated_at !== null) return false;
  return insertNotification(tx, {
    ...telling,
    caseId,
    actorName: event.actor.name,
    eventId: event.id,
    at: event.occurred_at,
  });
}

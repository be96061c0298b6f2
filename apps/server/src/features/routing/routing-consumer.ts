import type { Clock } from '../../platform/clock.ts';
import type { EventConsumer } from '../../platform/events/event-consumers.ts';
import type { RelayedEvent } from '../../platform/events/event-relay.ts';
import { noteFreed } from './availability-store.ts';
import { makeOffers } from './make-offers.ts';
import { lockRouting } from './routing-settings-store.ts';
import { findAnyLive } from './routing-views.ts';
import { settleWaits } from './settle-waits.ts';

/** Events after which a conversation may wait for somebody else, or for nobody. */
const wants: ReadonlySet<string> = new Set([
  'case.opened',
  'case.assigned',
  'case.transferred',
  'case.transfer_undone',
  'case.status_changed',
  'case.reopened',
  'case.absorbed',
  'case.released',
  'case.merged',
  'case.unmerged',
  'case.deleted',
  'case.restored',
  'message.received',
  'message.sent',
  'message.moved',
  'message.moved_back',
  'message.cancelled',
  'hold.decided',
  'hold.reopened',
  'conversation.handed_over',
]);

/** Keeps who waits, and lets it ring: in the transaction that moves its place in the event log. */
export function routingConsumer(deps: { clock: Clock }): EventConsumer {
  return {
    name: 'routing',
    wants,
    skipsPast: true,
    // Somebody waits in a chat meanwhile.
    apart_ms: 50,
    async onEvents(tx, events) {
      const caseIds = [...new Set(events.flatMap((event) => event.subject_id ?? []))];
      if (!(await findAnyLive(tx, caseIds))) return;
      const now = deps.clock.now();
      const settings = await lockRouting(tx);
      const ended = await settleWaits(tx, caseIds, settings, now);
      await noteFreed(tx, [...ended, ...listFreed(events)], now);
      await makeOffers(tx, settings, now);
    },
  };
}

/** Who had a case before an event that gave it to somebody else. */
function listFreed(events: readonly RelayedEvent[]): string[] {
  return events.flatMap(({ name, facts, actor }) => {
    const before = facts['from_member'];
    if (typeof before === 'object' && before !== null && 'id' in before) return [String(before.id)];
    return name === 'case.transferred' && actor.kind === 'member' ? (actor.id ?? []) : [];
  });
}

import type { MemberActor } from '../../platform/actor.ts';
import type { Database } from '../../platform/db/database.ts';
import type { RelayedEvent } from '../../platform/events/event-relay.ts';
import { countUnread } from './notification-views.ts';
import { changesUnread } from './notification-rules.ts';

export interface UnreadDeps {
  db: Database;
  /** Members of the account who have a desk open at this process. */
  listConnected(accountId: string): readonly MemberActor[];
  /** Tells all desks of a member that are open at this process. */
  tell(accountId: string, memberId: string, unread: number): void;
  onError(error: unknown): void;
}

/**
 * Watches the event log and tells open desks how many notifications are unread, whichever process
 * made or read them. Counts are told in the order of the events.
 */
export function watchUnread(
  deps: UnreadDeps,
): (accountId: string, events: readonly RelayedEvent[]) => void {
  let queue: Promise<void> = Promise.resolve();

  async function count(accountId: string, memberIds: ReadonlySet<string>): Promise<void> {
    const connected = deps.listConnected(accountId).filter(({ id }) => memberIds.has(id));
    const readers = new Map(connected.map((actor) => [actor.id, actor]));
    if (readers.size === 0) return;
    const unread = await deps.db.withAccount(accountId, async (tx) => {
      const counts: [string, number][] = [];
      for (const reader of readers.values()) {
        counts.push([reader.id, await countUnread(tx, reader)]);
      }
      return counts;
    });
    for (const [memberId, number] of unread) deps.tell(accountId, memberId, number);
  }

  return (accountId, events) => {
    const memberIds = new Set(events.flatMap(changesUnread));
    if (memberIds.size === 0) return;
    queue = queue.then(() => count(accountId, memberIds)).catch(deps.onError);
  };
}

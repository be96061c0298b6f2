import type { MemberActor } from '../../platform/actor.ts';
import type { Database } from '../../platform/db/database.ts';
import type { RelayedEvent } from '../../platform/events/event-relay.ts';
import { listRights, type MemberRights } from '../members/public.ts';

/** After these a member may see other cases than before. */
const changesRights = /^(?:member\.(?:changed|joined)|team\.\w+)$/;

export interface RightsDeps {
  db: Database;
  /** Members of the account who have a desk open at this process. */
  listConnected(accountId: string): readonly MemberActor[];
  /** Lets these members connect anew, with the rights that they have now. */
  renew(memberIds: readonly string[]): void;
  onError(error: unknown): void;
}

/**
 * Watches the event log, so that a change of role or team by another process reaches the desks
 * that are open at this one. What this process changed itself was renewed at its commit: those
 * desks have the present rights already and are left alone.
 */
export function watchRights(
  deps: RightsDeps,
): (accountId: string, events: readonly RelayedEvent[]) => void {
  async function compare(accountId: string): Promise<void> {
    const connected = deps.listConnected(accountId);
    if (connected.length === 0) return;
    const ids = [...new Set(connected.map((actor) => actor.id))];
    const rights = await deps.db
      .withAccount(accountId, (tx) => listRights(tx, ids))
      .catch((error: unknown) => {
        // Whose rights are not known looks at nothing with the old ones.
        deps.renew(ids);
        throw error;
      });
    const byId = new Map(rights.map((one) => [one.id, one]));
    const stale = connected.filter((actor) => !hasRights(actor, byId.get(actor.id)));
    if (stale.length > 0) deps.renew([...new Set(stale.map((actor) => actor.id))]);
  }

  return (accountId, events) => {
    if (events.some(({ name }) => changesRights.test(name))) {
      compare(accountId).catch((error: unknown) => deps.onError(error));
    }
  };
}

function hasRights(actor: MemberActor, rights: MemberRights | undefined): boolean {
  if (!rights) return false;
  const teams = actor.teamIds.toSorted().join();
  return (
    actor.name === rights.name &&
    actor.role === rights.role &&
    teams === rights.teamIds.toSorted().join()
  );
}

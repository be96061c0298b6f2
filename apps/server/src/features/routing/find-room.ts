import type { Tx } from '../../platform/db/database.ts';
import { listCandidates } from './make-offers.ts';
import { canTake } from './routing-rules.ts';
import { findRoutingSettings } from './routing-settings-store.ts';

/** Whether somebody could take a live conversation of this team at once; null: of any team. */
export async function findRoom(tx: Tx, teamId: string | null, now: Date): Promise<boolean> {
  const candidates = await listCandidates(tx, await findRoutingSettings(tx), now);
  return candidates.some((one) => canTake(one, teamId));
}

import type { MemberActor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { getCase } from '../case-access-views.ts';
import { recordReading } from '../case-store.ts';

/** Notes that the member has read the case as it stands now. */
export async function markCaseRead(tx: Tx, actor: MemberActor, caseId: string): Promise<void> {
  await getCase(tx, actor, caseId);
  await recordReading(tx, caseId, actor.id);
}

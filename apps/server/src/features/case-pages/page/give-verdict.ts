import type { Tx } from '../../../platform/db/database.ts';
import { emitEvent } from '../../../platform/events/emit-event.ts';
import type { CasePageDeps } from './page-deps.ts';
import type { CasePage } from './load-case-page.ts';

/**
 * The contact says that it is solved, or is not: the case ends or is our turn again, and the event
 * says that it was they. Said twice it changes nothing more.
 */
export async function giveVerdict(
  tx: Tx,
  deps: Pick<CasePageDeps, 'changeStatus' | 'clock'>,
  page: CasePage,
  solved: boolean,
): Promise<void> {
  const { found, contact } = page;
  const isOver = found.status === 'resolved' || found.status === 'closed';
  if (solved === isOver) return;
  await emitEvent(
    tx,
    { kind: 'contact', id: contact?.id ?? null, name: contact?.name || page.address },
    { name: 'case.verdict_given', subjectId: found.id, facts: { solved } },
  );
  await deps.changeStatus(tx, found.id, solved ? 'resolved' : 'open', deps.clock.now());
}

import type { Tx } from '../../../platform/db/database.ts';
import { notFound } from '../../../platform/errors.ts';
import { emitEvent } from '../../../platform/events/emit-event.ts';
import type { Visitor } from '../visitors/visitor-store.ts';
import type { WebDeps } from '../web-deps.ts';
import { visitorActor } from './mark-talk.ts';
import { listShownConversations } from './web-conversation-views.ts';

/**
 * The visitor says that it is solved, or is not: the case ends or is our turn again, and the event
 * says that it was they. Said twice it changes nothing more.
 */
export async function endTalk(
  tx: Tx,
  deps: Pick<WebDeps, 'endCase' | 'clock'>,
  visitor: Visitor,
  id: string,
  solved: boolean,
): Promise<void> {
  const [row] = await listShownConversations(tx, { visitorId: visitor.id, ids: [id] });
  if (!row?.case_id) throw notFound('conversation');
  const isOver = row.status === 'resolved' || row.status === 'closed';
  if (solved === isOver) return;
  const facts = { solved };
  const subjectId = row.case_id;
  await emitEvent(tx, visitorActor(visitor), { name: 'case.verdict_given', subjectId, facts });
  await deps.endCase(tx, row.case_id, solved, deps.clock.now());
}

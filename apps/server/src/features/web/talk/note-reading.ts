import type { StoredActor } from '../../../platform/db/tables.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { emitEvent } from '../../../platform/events/emit-event.ts';
import type { Visitor } from '../visitors/visitor-store.ts';
import { moveMark } from './web-conversation-store.ts';
import type { TalkPlace } from './web-conversation-views.ts';

/** How a visitor is named beside a deed. */
export function visitorActor(visitor: Pick<Visitor, 'name'>): StoredActor {
  return { kind: 'contact', id: null, name: visitor.name ?? '' };
}

/** The visitor has read up to here; said again, or of less, it changes nothing. */
export async function noteReading(
  tx: Tx,
  talk: TalkPlace,
  visitor: Pick<Visitor, 'name'>,
  seq: number,
): Promise<void> {
  const moved = await moveMark(tx, talk.id, 'read_seq', seq);
  if (moved === null) return;
  await moveMark(tx, talk.id, 'delivered_seq', moved);
  if (talk.case_id === null) return;
  await emitEvent(tx, visitorActor(visitor), {
    name: 'conversation.read',
    subjectId: talk.case_id,
    facts: { web_conversation_id: talk.id, conversation_id: talk.conversation_id, seq: moved },
  });
}

/** An agent has read the case: what its visitors said counts as read by us. */
export async function noteAgentReading(
  tx: Tx,
  actor: StoredActor,
  talks: readonly TalkPlace[],
): Promise<void> {
  for (const talk of talks) {
    const moved = await moveMark(tx, talk.id, 'agent_read_seq', Number.MAX_SAFE_INTEGER);
    if (moved === null || talk.case_id === null) continue;
    await emitEvent(tx, actor, {
      name: 'conversation.read',
      subjectId: talk.case_id,
      facts: { web_conversation_id: talk.id, by: 'agent', seq: moved },
    });
  }
}

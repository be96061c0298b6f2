import type { StoredActor } from '../../../platform/db/tables.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { emitEvent } from '../../../platform/events/emit-event.ts';
import { noteProviderState, noteReading } from '../../deliveries/public.ts';
import type { Visitor } from '../visitors/visitor-store.ts';
import { seq_max } from '../web-limits.ts';
import { moveMark } from './web-conversation-store.ts';
import type { TalkPlace } from './web-conversation-views.ts';
import { listSentBetween } from './web-message-views.ts';

/** How a visitor is named beside a deed. */
export function visitorActor(visitor: Pick<Visitor, 'name'>): StoredActor {
  return { kind: 'contact', id: null, name: visitor.name ?? '' };
}

/** The visitor has read up to here; said again, or of less, it changes nothing. */
export async function noteVisitorReading(
  tx: Tx,
  talk: TalkPlace,
  visitor: Pick<Visitor, 'name'>,
  seq: number,
  at: Date,
): Promise<void> {
  const moved = await moveMark(tx, talk.id, 'read_seq', seq);
  if (moved === null) return;
  await moveMark(tx, talk.id, 'delivered_seq', moved.to);
  const sent = await listSentBetween(tx, talk.id, moved.from, moved.to);
  const newest = sent.at(-1);
  if (newest) {
    const reading = { threadKey: talk.id, upTo: newest, at };
    await noteReading(tx, talk.channel_id, reading);
  }
  await tellMark(tx, talk, visitorActor(visitor), { read: moved.to });
}

/** The client of the visitor has our messages up to here. */
export async function noteDelivered(
  tx: Tx,
  talk: TalkPlace,
  visitor: Pick<Visitor, 'name'>,
  seq: number,
  at: Date,
): Promise<void> {
  const moved = await moveMark(tx, talk.id, 'delivered_seq', seq);
  if (moved === null) return;
  const sent = await listSentBetween(tx, talk.id, moved.from, moved.to);
  for (const messageId of sent) {
    await noteProviderState(tx, { providerId: messageId, state: 'delivered', words: null, at });
  }
  if (sent.length > 0) await tellMark(tx, talk, visitorActor(visitor), { delivered: moved.to });
}

/** An agent has read the case: what its visitors said counts as read by us. */
export async function noteAgentReading(
  tx: Tx,
  actor: StoredActor,
  talks: readonly TalkPlace[],
): Promise<void> {
  for (const talk of talks) {
    const moved = await moveMark(tx, talk.id, 'agent_read_seq', seq_max);
    if (moved !== null) await tellMark(tx, talk, actor, { agent_read: moved.to });
  }
}

async function tellMark(
  tx: Tx,
  talk: TalkPlace,
  actor: StoredActor,
  facts: Record<string, number>,
): Promise<void> {
  if (talk.case_id === null) return;
  await emitEvent(tx, actor, {
    name: 'conversation.read',
    subjectId: talk.case_id,
    facts: { conversation_id: talk.conversation_id, ...facts },
  });
}

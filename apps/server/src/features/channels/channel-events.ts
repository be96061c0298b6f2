import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { emitEvent } from '../../platform/events/emit-event.ts';

/** A channel was added or changed: whoever pulls, sends or lists mailboxes reads it again. */
export async function emitChannelChanged(
  tx: Tx,
  actor: Actor,
  channelId: string,
  change: 'created' | 'updated' | 'enabled' | 'disabled',
): Promise<void> {
  await emitEvent(tx, actor, {
    name: 'channel.changed',
    subjectId: channelId,
    facts: { change },
  });
}

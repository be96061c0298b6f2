import type { Tx } from '../../platform/db/database.ts';
import { listReadUpTo } from './channel-message-views.ts';
import { noteRead } from './delivery-store.ts';

/**
 * The contact has read our messages of a thread up to the one named (its id, or the id the other
 * side gave it). Null where the thread or the message is not known.
 */
export async function noteReading(
  tx: Tx,
  channelId: string,
  reading: { threadKey: string; upTo: string; at: Date },
): Promise<{ case_id: string } | null> {
  const read = await listReadUpTo(tx, channelId, reading);
  const [first] = read;
  if (!first) return null;
  await noteRead(
    tx,
    read.map((one) => one.id),
    reading.at,
  );
  return { case_id: first.case_id };
}

import { MINUTE_MS } from '@earshot/contract/durations.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { addJobs } from '../../../platform/jobs/job-runner.ts';
import type { PlacedMessage } from '../../channels/kit/public.ts';
import { type Channel, getChannel } from '../../channels/public.ts';
import { continueJob } from '../leaving/continue-by-mail.ts';
import { proposeLinks } from '../linking/propose-link.ts';
import { announceJob } from '../push/announce-answer.ts';
import { findOpener } from '../visitors/visitor-store.ts';
import { type ShownMessage, showMessages } from './web-conversation-store.ts';
import { listTalksOfCase } from './web-conversation-views.ts';
import { findSaidMessage, listAnsweredByMail } from './web-message-views.ts';

const SECOND_MS = 1_000;

/** Who answers a conversation from its first word. */
export type Serve = (tx: Tx, conversationId: string, by: 'bot') => Promise<unknown>;

/**
 * A message came in, by the chat itself or as an answer to a mail that followed the visitor: it
 * gets its number among what the visitor sees. Anything else is left alone.
 */
export async function showSaid(tx: Tx, messageId: string, now: Date, serve: Serve): Promise<void> {
  const said = await findSaidMessage(tx, messageId);
  if (!said) return;
  const { conversation_id: conversationId, thread_key: threadKey } = said;
  const clientId = said.external_id?.split(`${threadKey}/`)[1] ?? null;
  const shown = { talkId: threadKey, conversationId, messageId, clientId, at: now };
  const place = (await showMessages(tx, [shown])).get(messageId);
  if (place?.seq !== 1) return;
  const channel = await getChannel(tx, said.channel_id);
  const visitor = await findOpener(tx, place.talkId);
  if (visitor) await proposeLinks(tx, channel, visitor, now);
  const { web } = channel;
  if (web?.bot) await serve(tx, conversationId, 'bot');
}

/**
 * Answers become visible to their visitors, those of a conversation in this order; what nobody
 * reads is announced by push and follows by mail. Shown again it changes nothing. Answers which are
 * visible now; `leave` leaves those of conversations that somebody else writes in for later.
 */
export async function showOutgoing(
  tx: Tx,
  { clock }: { clock: Clock },
  outgoing: readonly PlacedMessage[],
  ifLocked: 'wait' | 'leave' = 'wait',
): Promise<Set<string>> {
  const at = clock.now();
  const said: ShownMessage[] = [];
  for (const { id: messageId, case_id: caseId, ...one } of outgoing) {
    // After a merge it stands in a conversation that the visitor does not know.
    const talkId = one.thread_key ?? (await listTalksOfCase(tx, caseId)).at(-1)?.id;
    const { conversation_id: conversationId } = one;
    if (talkId) said.push({ talkId, conversationId, messageId, clientId: null, at });
  }
  const places = await showMessages(tx, said, ifLocked);
  const talksOf = Map.groupBy(
    outgoing.filter((one) => places.has(one.id)),
    (one) => one.channel_id,
  );
  for (const [channelId, some] of talksOf) {
    const { web } = await getChannel(tx, channelId);
    const talkIds = [...new Set(some.map((one) => places.get(one.id)!.talkId))];
    if (web) await followUp(tx, web, talkIds, at);
  }
  return new Set(places.keys());
}

/** What happens with answers that nobody reads. */
async function followUp(
  tx: Tx,
  { push, ...web }: NonNullable<Channel['web']>,
  talkIds: readonly string[],
  at: Date,
): Promise<void> {
  const later = (name: string, id: string, wait_ms: number) => {
    const runAt = new Date(at.getTime() + wait_ms);
    return { name, key: id, payload: { id }, runAt };
  };
  if (push) {
    const wait_ms = push.after_seconds * SECOND_MS;
    await addJobs(
      tx,
      talkIds.map((id) => later(announceJob, id, wait_ms)),
    );
  }
  if (!web.continue_by_channel_id) return;
  // Who answered by mail is not waited for in the chat.
  const byMail = await listAnsweredByMail(tx, talkIds);
  const wait_ms = web.continue_after_minutes * MINUTE_MS;
  await addJobs(
    tx,
    talkIds.map((id) => later(continueJob, id, byMail.has(id) ? 0 : wait_ms)),
  );
}

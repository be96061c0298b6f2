import type { Clock } from '../../../platform/clock.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { addJob } from '../../../platform/jobs/job-runner.ts';
import type { OutgoingMessage } from '../../channels/kit/public.ts';
import { getChannel } from '../../channels/public.ts';
import { continueJob } from '../leaving/continue-by-mail.ts';
import { proposeLinks } from '../linking/propose-link.ts';
import { announceJob } from '../push/announce-answer.ts';
import { findOpener } from '../visitors/visitor-store.ts';
import { showMessage } from './web-conversation-store.ts';
import { listTalksOfCase } from './web-conversation-views.ts';
import { cameByMail, findSaidMessage } from './web-message-views.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;

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
  const shown = await showMessage(tx, { conversationId, threadKey, messageId, clientId, at: now });
  if (shown?.seq !== 1) return;
  const channel = await getChannel(tx, said.channel_id);
  const visitor = await findOpener(tx, shown.id);
  if (visitor) await proposeLinks(tx, channel, visitor, now);
  const { web } = channel;
  if (web?.bot) await serve(tx, conversationId, 'bot');
}

/**
 * An answer becomes visible to the visitor; if they do not read it, it is announced by push and
 * follows by mail. Shown again it changes nothing.
 */
export async function showOutgoing(
  tx: Tx,
  { clock }: { clock: Clock },
  outgoing: Pick<
    OutgoingMessage,
    'id' | 'case_id' | 'conversation_id' | 'channel_id' | 'thread_key'
  >,
): Promise<void> {
  const { conversation_id: conversationId, case_id: caseId, id: messageId } = outgoing;
  // After a merge it stands in a conversation that the visitor does not know.
  const talk = outgoing.thread_key ?? (await listTalksOfCase(tx, caseId)).at(-1)?.id;
  if (!talk) return;
  const at = clock.now();
  const said = { conversationId, threadKey: talk, messageId, clientId: null, at };
  const shown = await showMessage(tx, said);
  if (!shown) return;
  const { web } = await getChannel(tx, outgoing.channel_id);
  if (web?.push) {
    const runAt = new Date(at.getTime() + web.push.after_seconds * SECOND_MS);
    await addJob(tx, { name: announceJob, key: shown.id, payload: { id: shown.id }, runAt });
  }
  if (!web?.continue_by_channel_id) return;
  // Who answered by mail is not waited for in the chat.
  const isByMail = await cameByMail(tx, shown.id);
  const wait_ms = isByMail ? 0 : web.continue_after_minutes * MINUTE_MS;
  const runAt = new Date(at.getTime() + wait_ms);
  await addJob(tx, { name: continueJob, key: shown.id, payload: { id: shown.id }, runAt });
}

import type { createCaseReply } from '@earshot/contract/reply-contract.ts';
import type { BodyOf } from '@earshot/contract/operation.ts';
import type { ReplyOccasion } from '@earshot/contract/reply-check-rule.ts';
import { type Actor, storedActor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { Invalid, Refused } from '../../../platform/errors.ts';
import { emitEvent } from '../../../platform/events/emit-event.ts';
import { newId } from '../../../platform/ids.ts';
import { getAccountFacts } from '../../accounts/public.ts';
import { makeMessageId } from '../../channels/email/public.ts';
import { type Channel, getChannel } from '../../channels/public.ts';
import { normaliseEmail } from '../../contacts/public.ts';
import { queueMessage, refuseOwnAddresses } from '../../deliveries/public.ts';
import { getTeam } from '../../members/public.ts';
import { scheduleWaking } from '../case-jobs.ts';
import { getCaseForUpdate, type SeenCase } from '../case-access-views.ts';
import { keepByAnswer } from '../../promises/public.ts';
import { insertCaseAddresses, noteOutgoing } from '../intake/take-up-store.ts';
import { listFamilyIds, settleCase } from '../promises/settle-case.ts';
import { makePreview } from '../intake/take-up-rules.ts';
import { assertNoOpenTasks } from '../travel/open-task-views.ts';
import { checkChannel } from './check-channel.ts';
import { openThread } from './open-thread.ts';
import { decideSendAfter, fillSignature, listInlineUploads, listSaidSince } from './reply-rules.ts';
import { findReplyTarget, isServedByBot, type ReplyTarget } from './reply-target-views.ts';
import { findOfRequest, listCaseEventsAfter } from './reply-views.ts';
import { attachUploads, type Body, writeBody } from './write-body.ts';

export type ReplyInput = BodyOf<typeof createCaseReply>;

/** Looks at a reply before it is queued: throws where it must not go out, keeps what it saw. */
export type GuardReply = (
  tx: Tx,
  actor: Actor,
  reply: {
    caseId: string;
    teamId: string | null;
    contactId: string | null;
    text: string;
    attachments: number;
    recipients?: string[];
    occasion?: ReplyOccasion;
  },
  overrides: NonNullable<ReplyInput['check_overrides']>,
  now: Date,
) => Promise<{ record(messageId: string): Promise<void> }>;

/**
 * Answers the contact: message, deliveries, kept promises, status and events in one transaction;
 * the delivery job sends it after the undo time. Asks first (`case_moved_on`) where somebody wrote
 * since.
 */
export async function replyToCase(
  tx: Tx,
  actor: Actor,
  caseId: string,
  input: ReplyInput,
  now: Date,
  guard?: GuardReply,
): Promise<string> {
  const openCase = await getCaseForUpdate(tx, actor, caseId);
  const written = await findOfRequest(tx, caseId, input.request_key);
  if (written) return written;
  await guardSending(tx, actor, openCase, input);
  const target = await getReplyTarget(tx, caseId);
  const recipients = chooseRecipients(input, target);
  await refuseOwnAddresses(tx, 'body.to', listUnknown(recipients.to, target));
  const channel = await getChannel(tx, target.channelId);
  const sendAfter = checkSendAfter(input, channel, now);
  const waitingUntil = checkWaiting(input, now);
  const { name: accountName } = await getAccountFacts(tx);
  const isSigned = input.signature ?? channel.kind === 'email';
  const body = writeBody(input, isSigned ? await loadSignature(tx, openCase, actor) : '');
  const visibility = await checkVisibility(tx, actor, { channel, target, body, input, now });
  const leaving = describeLeaving(openCase, input, recipients);
  const seen = await guard?.(tx, actor, leaving, input.check_overrides ?? [], now);
  const assigneeAfter = openCase.assignee_id ?? (actor.kind === 'member' ? actor.id : null);
  const id = newId();
  await queueMessage(
    tx,
    {
      id,
      conversationId: await openThread(tx, caseId, target),
      caseId,
      kind: 'message',
      author: writer(actor),
      contactId: target.contactId,
      channel,
      from: { name: channel.settings.from_name || accountName, address: channel.address },
      recipients,
      subject: input.subject ?? target.subject,
      sentAt: now,
      receivedAt: now,
      ...body,
      folded: [],
      remoteImages: 0,
      externalId: makeMessageId(id, channel.address),
      inReplyTo: target.inReplyTo,
      joinedBecause: { code: 'written_here' },
      facts: { undo: undoFacts(openCase, input, assigneeAfter), ...writingFacts(actor, input) },
      language: target.language,
      visibility,
      sendAfter,
    },
    now,
  );
  const { html, attachment_ids: attachmentIds } = input;
  await attachUploads(tx, actor.id, { message_id: id }, { html, attachmentIds });
  await seen?.record(id);
  await insertCaseAddresses(tx, caseId, listAdded(recipients));
  const isBot = actor.kind === 'key' && (await isServedByBot(tx, target.conversationId));
  const kept = await noteAnswer(tx, caseId, input, {
    isBot,
    text: body.text,
    waitingUntil,
    assigneeId: assigneeAfter,
    now,
  });
  await tellReply(tx, actor, openCase, { id, kept, status: input.status, waitingUntil });
  await settleCase(tx, caseId, now);
  return id;
}

/** Who may read the answer on its channel; throws where that cannot carry it. */
function checkVisibility(
  tx: Tx,
  actor: Actor,
  answer: {
    channel: Channel;
    target: ReplyTarget;
    body: Body;
    input: ReplyInput;
    now: Date;
  },
) {
  const { input, channel, target, body, now } = answer;
  const fileIds = [...input.attachment_ids, ...listInlineUploads(input.html ?? '')];
  const { visibility, quick_replies: quickReplies } = input;
  const reply = { writerId: actor.id, text: body.text, fileIds, visibility, quickReplies };
  return checkChannel(tx, channel, target, reply, now);
}

/**
 * Notes the answer in its case; answers the promises it kept. What a bot says by itself is not the
 * answer that was promised, unless it settles the matter.
 */
async function noteAnswer(
  tx: Tx,
  caseId: string,
  input: ReplyInput,
  answer: {
    isBot: boolean;
    text: string;
    waitingUntil: Date | null;
    assigneeId: string | null;
    now: Date;
  },
): Promise<string[]> {
  const { isBot, text, waitingUntil, assigneeId, now } = answer;
  const resolves = input.status === 'resolved';
  const counts = !isBot || resolves;
  await noteOutgoing(tx, caseId, {
    at: now,
    preview: makePreview(text, []),
    status: input.status ?? null,
    waitingUntil,
    firstAnswer: counts,
    assigneeId,
  });
  if (waitingUntil) await scheduleWaking(tx, caseId, waitingUntil);
  if (!counts) return [];
  return keepByAnswer(tx, await listFamilyIds(tx, caseId), { resolves, at: now });
}

async function guardSending(
  tx: Tx,
  actor: Actor,
  openCase: SeenCase,
  input: ReplyInput,
): Promise<void> {
  await assertNoOpenTasks(tx, openCase.id, input.status, input.with_open_tasks);
  if (input.seen_position === undefined || input.send_anyway) return;
  const since = await listCaseEventsAfter(tx, openCase.id, input.seen_position);
  const said = listSaidSince(since, actor.id);
  if (said.length === 0) return;
  const names = [...new Set(said.map((event) => event.actor.name || 'the contact'))].join(', ');
  throw new Refused(
    'case_moved_on',
    `${names} wrote in this case since you opened it. Your text is kept and nothing was sent: ` +
      'read what is new, then send again, or send anyway.',
    {
      facts: {
        events: said.map((event) => ({
          name: event.name,
          actor: event.actor,
          at: event.occurred_at.toISOString(),
        })),
      },
    },
  );
}

function describeLeaving(
  openCase: SeenCase,
  input: ReplyInput,
  { to, cc }: ReturnType<typeof chooseRecipients>,
) {
  return {
    caseId: openCase.id,
    teamId: openCase.team_id,
    contactId: openCase.contact_id,
    text: writeBody(input, '').text,
    attachments: input.attachment_ids.length + listInlineUploads(input.html ?? '').length,
    recipients: [...to, ...cc].map(({ address }) => address),
  };
}

async function getReplyTarget(tx: Tx, caseId: string): Promise<ReplyTarget> {
  const target = await findReplyTarget(tx, caseId);
  if (target) return target;
  throw new Refused('nobody_to_answer', 'This case has no message that could be answered yet.');
}

function chooseRecipients(input: ReplyInput, target: ReplyTarget) {
  const named = (address: string) => {
    const known = [...target.to, ...target.cc].find(
      (one) => normaliseEmail(one.address) === normaliseEmail(address),
    );
    return { name: known?.name ?? null, address };
  };
  const to = input.to ? input.to.map(named) : target.to;
  if (to.length === 0) {
    throw new Invalid([{ path: 'body.to', message: 'Name at least one recipient.' }]);
  }
  return { to, cc: input.cc.map(named), bcc: input.bcc.map(named) };
}

/** Whom the writer named beside those whom the case knows. */
function listUnknown(to: readonly { address: string }[], target: ReplyTarget): string[] {
  const known = new Set([...target.to, ...target.cc].map((one) => normaliseEmail(one.address)));
  return to.map(({ address }) => address).filter((one) => !known.has(normaliseEmail(one)));
}

/** Time to take an answer back; in a chat somebody waits for it. */
const undo_s = 10;

function checkSendAfter(input: ReplyInput, { kind }: Channel, now: Date): Date {
  const undoSeconds = input.undo_seconds ?? (kind === 'chat' ? 0 : undo_s);
  const wish = { sendAt: input.send_at, undoSeconds };
  const sendAfter = decideSendAfter(wish, now);
  if (sendAfter) return sendAfter;
  throw new Invalid([{ path: 'body.send_at', message: 'Choose a time within the next year.' }]);
}

function checkWaiting(input: ReplyInput, now: Date): Date | null {
  if (input.status !== 'waiting') return null;
  const until = input.waiting_until ? new Date(input.waiting_until) : null;
  if (!until || until <= now) {
    const message = 'Say until when the case waits: a time in the future.';
    throw new Invalid([{ path: 'body.waiting_until', message }]);
  }
  return until;
}

function writer(actor: Actor) {
  return actor.kind === 'member'
    ? { kind: 'member' as const, memberId: actor.id }
    : { kind: 'system' as const };
}

/** By which request it was written, which program wrote, and what it offers to answer. */
function writingFacts({ kind, id, name }: Actor, input: ReplyInput) {
  const { quick_replies: offered, request_key } = input;
  return {
    ...(request_key ? { request_key } : {}),
    ...(kind === 'key' ? { program: { id, name } } : {}),
    ...(offered?.length ? { quick_replies: offered } : {}),
  };
}

function undoFacts(openCase: SeenCase, input: ReplyInput, assigneeAfter: string | null) {
  return {
    status: openCase.status,
    waiting_until: openCase.waiting_until?.toISOString() ?? null,
    waiting_reason: openCase.waiting_reason,
    resolved_at: openCase.resolved_at?.toISOString() ?? null,
    assignee_id: openCase.assignee_id,
    preview: openCase.preview,
    last_direction: openCase.last_direction,
    last_message_at: openCase.last_message_at.toISOString(),
    status_after: input.status ?? openCase.status,
    assignee_after: assigneeAfter,
  };
}

async function loadSignature(tx: Tx, openCase: SeenCase, actor: Actor): Promise<string> {
  if (!openCase.team_id) return '';
  const team = await getTeam(tx, openCase.team_id);
  return fillSignature(team.signature, actor.name);
}

function listAdded(recipients: ReturnType<typeof chooseRecipients>) {
  return [...recipients.to, ...recipients.cc].flatMap((one) => {
    const address = normaliseEmail(one.address);
    return address ? [{ address, contactId: null, because: 'copied_by_us' as const }] : [];
  });
}

async function tellReply(
  tx: Tx,
  actor: Actor,
  openCase: SeenCase,
  reply: { id: string; kept: string[]; status: string | undefined; waitingUntil: Date | null },
): Promise<void> {
  const subjectId = openCase.id;
  await emitEvent(
    tx,
    storedActor(actor),
    { name: 'message.sent', subjectId, facts: { message_id: reply.id } },
    ...reply.kept.map((promiseId) => ({
      name: 'promise.kept',
      subjectId,
      facts: { promise_id: promiseId },
    })),
    ...(reply.status && reply.status !== openCase.status
      ? [
          {
            name: 'case.status_changed',
            subjectId,
            facts: {
              from: openCase.status,
              to: reply.status,
              waiting_until: reply.waitingUntil?.toISOString() ?? null,
            },
          },
        ]
      : []),
  );
}

import { createHash } from 'node:crypto';
import { systemActor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { emitEvent } from '../../../platform/events/emit-event.ts';
import { newId } from '../../../platform/ids.ts';
import { baseSubject, foldText } from '../../channels/email/public.ts';
import {
  normaliseEmail,
  type PointTaken,
  takeUpContactPoint,
  takeUpScoutedPoint,
} from '../../contacts/public.ts';
import { insertConversation, type JoinReason } from '../../conversations/public.ts';
import { forFolding } from '../../links/public.ts';
import { intakePromises } from '../../promises/public.ts';
import { type Confirmation, confirmCase, planConfirmation, type Sender } from './confirm-case.ts';
import { planNewCase, promiseAnswer, promiseOpening, settleReopened } from './promise-intake.ts';
import { recordIncoming } from './record-incoming.ts';
import { takeUpBounce } from './take-up-bounce.ts';
import { makePreview, type ThreadDecision } from './take-up-rules.ts';
import {
  insertCase,
  insertCaseAddresses,
  insertHold,
  insertRelatedLink,
  lockCase,
  type LockedCase,
  noteIncoming,
} from './take-up-store.ts';
import { findThread } from './take-up-thread.ts';
import { isSaid, type TakenUpMail, type TakeUp } from './take-up-types.ts';
import { takeUpSpeaker } from './take-up-speaker.ts';
import {
  findContinued,
  findConversation,
  type KnownMessage,
  listFileHashes,
  listSentTexts,
} from './take-up-views.ts';

/**
 * Takes one understood mail up: contact, case, conversation, message, promise and events in the
 * caller’s transaction. Whatever the mail says, it ends in a case that somebody sees.
 */
export async function takeUpMail(tx: Tx, input: TakeUp): Promise<TakenUpMail> {
  const bounced = input.mail.bounce ? await takeUpBounce(tx, input) : null;
  if (bounced) return bounced;
  const senderAddress = input.mail.from ? normaliseEmail(input.mail.from.address) : null;
  const { decision, copies } = await findThread(tx, input, senderAddress);
  const copy = await findCopy(tx, copies, input, senderAddress);
  if (copy) return recogniseCopy(tx, input, copy);
  const joined = decision.outcome === 'join' ? await lockCase(tx, decision.caseId) : null;
  if (decision.outcome === 'join' && joined) {
    const place = { ...decision, caseId: joined.id, joined };
    return joinCase(tx, input, place, senderAddress);
  }
  const standing = copies.filter((one) => !one.removed);
  return openCase(tx, input, decision, senderAddress, standing);
}

/** When it counts as said: import keeps the sender’s date, everything else our own clock. */
function placeInTime(input: TakeUp): Date {
  const { sentAt } = input.mail.date;
  const { source, receivedAt } = input.receipt;
  if (source !== 'import' || !sentAt) return receivedAt;
  const claimed = new Date(sentAt);
  return claimed < receivedAt ? claimed : receivedAt;
}

function isSameMail(known: KnownMessage, input: TakeUp, sender: string | null): boolean {
  return (
    known.channel_id === input.channel.id &&
    known.direction === 'in' &&
    sender !== null &&
    normaliseEmail(known.from_address) === sender &&
    known.subject === input.mail.subject &&
    known.text_md5 === createHash('md5').update(input.mail.text).digest('hex')
  );
}

/** A scanner sends the same words and id again and again; only the file differs. */
async function findCopy(
  tx: Tx,
  known: readonly KnownMessage[],
  input: TakeUp,
  sender: string | null,
): Promise<KnownMessage | null> {
  for (const one of known.filter((other) => isSameMail(other, input, sender))) {
    const hashes = await listFileHashes(tx, one.message_id);
    const isSame = input.files.every((file, index) => hashes[index]?.equals(file.sha256));
    if (isSame && hashes.length === input.files.length) return one;
  }
  return null;
}

async function recogniseCopy(tx: Tx, input: TakeUp, copy: KnownMessage): Promise<TakenUpMail> {
  await emitEvent(tx, systemActor(tx.accountId, 'intake'), {
    name: 'receipt.recognised',
    subjectId: copy.case_id,
    facts: { receipt_id: input.receipt.id, message_id: copy.message_id },
  });
  return {
    caseId: copy.case_id,
    messageId: null,
    state: 'understood',
    openedCase: false,
    openedConversation: false,
  };
}

async function takeUpSender(tx: Tx, input: TakeUp, address: string | null): Promise<Sender> {
  if (isSaid(input)) return takeUpSpeaker(tx, input);
  const nobody = { address, contactId: null, pointId: null, isNew: false };
  const { verdicts, mail, receipt } = input;
  const { from } = mail;
  if (!address || !from || input.ownAddresses.has(address)) return nobody;
  const point: PointTaken = {
    kind: 'email',
    value: from.address,
    nameGiven: mail.nameSpoof ? null : from.name,
    locale: mail.language,
    source: {
      kind: receipt.source === 'import' ? 'import' : 'receipt',
      id: receipt.id,
      name: receipt.receivedAt.toISOString().slice(0, 10),
    },
    legalBasis: 'contract',
    ...(verdicts?.verified ? { verified: { at: input.now, how: 'dmarc' } } : {}),
  };
  const taken = input.scouted
    ? await takeUpScoutedPoint(tx, point, input.scouted.point)
    : await takeUpContactPoint(tx, point);
  const { contactId, pointId, isNew } = taken;
  return { address, contactId, pointId, isNew };
}

/** Adds a message to a case that was locked for it. */
export async function joinCase(
  tx: Tx,
  input: TakeUp,
  decision: Extract<ThreadDecision, { outcome: 'join' }> & { joined: LockedCase },
  senderAddress: string | null,
): Promise<TakenUpMail> {
  const { caseId, side } = decision;
  const at = placeInTime(input);
  const kind = side ? 'side' : 'contact';
  // A third party we asked is not a contact of ours for that.
  const sender = side
    ? { address: senderAddress, contactId: null, pointId: null, isNew: false }
    : await takeUpSender(tx, input, senderAddress);
  const known = await findPlace(tx, input, decision);
  const conversationId =
    known?.id ??
    (await insertConversation(tx, {
      caseId,
      channelId: input.channel.id,
      kind,
      contactId: sender.contactId,
      contactPointId: sender.pointId,
      subject: input.mail.subject,
    }));
  const folded = await foldAnswer(tx, input, caseId);
  const messageId = await recordIncoming(tx, input, {
    caseId,
    conversationId,
    contactId: sender.contactId,
    folded,
    kind: side ? 'side' : 'message',
    reason: withPage(decision.reason, input.receipt.page),
    splitProposed: decision.splitProposed,
    at,
  });
  const reopen = input.mail.automatic === null;
  const promise = reopen ? await promiseAnswer(tx, input, caseId, decision.joined, sender) : null;
  const before = await noteIncoming(tx, caseId, {
    at,
    preview: makePreview(input.mail.text, folded),
    reopen,
    promisedBy: promise?.promisedBy ?? null,
  });
  if (promise?.isPaused) await settleReopened(tx, input, caseId);
  if (!side) await addParticipants(tx, input, caseId, sender);
  await emitEvent(
    tx,
    contactActor(input, sender),
    {
      name: 'message.received',
      subjectId: caseId,
      facts: {
        message_id: messageId,
        conversation_id: conversationId,
        automatic: input.mail.automatic?.kind ?? null,
        side,
      },
    },
    ...(reopen && before !== 'open'
      ? [{ name: 'case.reopened', subjectId: caseId, facts: { from: before } }]
      : []),
  );
  return {
    caseId,
    messageId,
    state: 'understood',
    openedCase: false,
    openedConversation: known === null,
  };
}

/** Opens a case with its first message. */
export async function openCase(
  tx: Tx,
  input: TakeUp,
  decision: ThreadDecision,
  senderAddress: string | null,
  copies: readonly KnownMessage[],
): Promise<TakenUpMail> {
  const sender = await takeUpSender(tx, input, senderAddress);
  const at = placeInTime(input);
  const promised = await planNewCase(tx, input, sender);
  const plan = await planConfirmation(tx, input, sender, promised[0]!);
  const { caseId, conversationId } = await insertOpening(tx, input, {
    sender,
    at,
    plan,
    nextDueAt: intakePromises.findFirstDue(promised),
  });
  const held = decision.outcome === 'hold';
  const messageId = await recordIncoming(tx, input, {
    caseId,
    conversationId,
    contactId: sender.contactId,
    kind: 'message',
    reason: input.notUnderstood
      ? { code: 'not_understood' }
      : decision.outcome === 'new'
        ? decision.reason
        : { code: 'new_matter' },
    splitProposed: false,
    at,
    seq: 1,
  });
  await addParticipants(tx, input, caseId, sender);
  if (held) {
    const { proposedCaseId, reason } = decision;
    await insertHold(tx, { messageId, caseId, proposedCaseId, reason });
  }
  await linkCopies(tx, caseId, copies);
  await emitEvent(
    tx,
    contactActor(input, sender),
    {
      name: 'case.opened',
      subjectId: caseId,
      facts: { number: input.caseNumber, channel_id: input.channel.id, held },
    },
    {
      name: 'message.received',
      subjectId: caseId,
      facts: { message_id: messageId, conversation_id: conversationId, opened: true },
    },
  );
  const { contactId } = sender;
  if (plan) await confirmCase(tx, input, { caseId, conversationId, contactId }, plan);
  await promiseOpening(tx, input, promised, { caseId, told: plan !== null });
  return {
    caseId,
    messageId,
    state: held ? 'held' : 'understood',
    openedCase: true,
    openedConversation: true,
  };
}

/** The case and its conversation, before the first message stands in it. */
async function insertOpening(
  tx: Tx,
  input: TakeUp,
  opening: { sender: Sender; at: Date; plan: Confirmation | null; nextDueAt: Date | null },
): Promise<{ caseId: string; conversationId: string }> {
  const { mail, channel } = input;
  const { sender, at, plan, nextDueAt } = opening;
  const caseId = newId();
  await insertCase(tx, {
    id: caseId,
    number: input.caseNumber,
    subject: baseSubject(mail.subject) || mail.subject || '–',
    preview: makePreview(mail.text, mail.folded),
    contactId: sender.contactId,
    channelId: channel.id,
    teamId: channel.teamId,
    priority: mail.priority === 'high' ? 'high' : 'normal',
    language: mail.language,
    at,
    lastDirection: 'in',
    nextDueAt,
  });
  const conversationId = await insertConversation(tx, {
    caseId,
    channelId: channel.id,
    kind: 'contact',
    contactId: sender.contactId,
    contactPointId: sender.pointId,
    subject: mail.subject,
    externalKey: input.said?.threadKey ?? null,
    firstSeqs: plan ? 2 : 1,
  });
  return { caseId, conversationId };
}

/** Mails quote what they answer; what is said in a thread does not. */
async function foldAnswer(tx: Tx, { said, mail }: TakeUp, caseId: string) {
  if (said) return [];
  return foldText(...forFolding(mail.text, await listSentTexts(tx, caseId)));
}

/**
 * The conversation that a message joins: its thread; for a mail the one on its channel, or the chat
 * or form that this mailbox continues.
 */
async function findPlace(
  tx: Tx,
  input: TakeUp,
  { caseId, side, conversationId }: Extract<ThreadDecision, { outcome: 'join' }>,
): Promise<{ id: string } | null> {
  if (input.said) return conversationId === null ? null : { id: conversationId };
  const kind = side ? 'side' : 'contact';
  const own = await findConversation(tx, caseId, input.channel.id, kind);
  return own ?? (side ? null : findContinued(tx, caseId, input.channel.id));
}

/** What was written on the page of the case says so. */
function withPage(reason: JoinReason, page: TakeUp['receipt']['page']): JoinReason {
  if (page === null) return reason;
  return { ...reason, code: page.as === 'answer' ? 'case_page' : `seat_${page.as}` };
}

/** Who wrote takes part, and so do those whom the writer copied in: their answers belong here. */
async function addParticipants(
  tx: Tx,
  input: TakeUp,
  caseId: string,
  sender: Sender,
): Promise<void> {
  const { mail, channel } = input;
  const ours = new Set([channel.address, ...channel.settings.aliases]);
  const copied = [...mail.to, ...mail.cc]
    .map((one) => normaliseEmail(one.address))
    .filter((address) => address !== null && !ours.has(withoutPlus(address)));
  await insertCaseAddresses(tx, caseId, [
    ...(sender.address
      ? [{ address: sender.address, contactId: sender.contactId, because: 'wrote' as const }]
      : []),
    ...copied.slice(0, COPIED_MAX).map((address) => ({
      address: address as string,
      contactId: null,
      because: 'copied_by_contact' as const,
    })),
  ]);
}

/**
 * Copied addresses that take part; a mail to hundreds is a circular, not a circle of participants.
 */
const COPIED_MAX = 20;

function withoutPlus(address: string): string {
  return address.replace(/\+[^@]*@/, '@');
}

/** The same mail to two of our addresses: two cases that know of each other. */
async function linkCopies(tx: Tx, caseId: string, copies: readonly KnownMessage[]): Promise<void> {
  const others = new Set(copies.map((copy) => copy.case_id));
  for (const toCaseId of [...others].slice(0, 5)) {
    await insertRelatedLink(tx, {
      caseId,
      toCaseId,
      reason: 'same_mail',
      by: { kind: 'system', id: null, name: 'Earshot' },
    });
  }
}

function contactActor(input: TakeUp, sender: Sender) {
  return { kind: 'contact' as const, id: sender.contactId, name: input.mail.from?.name ?? '' };
}

import { systemActor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { emitEvent } from '../../../platform/events/emit-event.ts';
import { newId } from '../../../platform/ids.ts';
import { formatInstant } from '../../../platform/i18n/texts.ts';
import { htmlFromText, makeMessageId } from '../../channels/email/public.ts';
import { queueMessage } from '../../conversations/public.ts';
import { getTeam } from '../../members/public.ts';
import { caseText } from './confirmation-texts.ts';
import { decideConfirmation } from './take-up-rules.ts';
import { insertPromise } from './take-up-store.ts';
import type { TakeUp } from './take-up-types.ts';
import { countCasesSince } from './take-up-views.ts';

export interface OpenedCase {
  caseId: string;
  conversationId: string;
  sender: { address: string | null; contactId: string | null };
}

const HOUR_MS = 3_600_000;

/**
 * Tells the contact the case number and what happens next by when, in their language, and keeps
 * that as a promise. Not where RFC 3834 forbids an automatic answer, nor for old or imported mail.
 */
export async function confirmCase(tx: Tx, input: TakeUp, opened: OpenedCase): Promise<void> {
  const { channel, mail, now } = input;
  const { address, contactId } = opened.sender;
  const recentCases = contactId
    ? await countCasesSince(tx, contactId, new Date(now.getTime() - HOUR_MS))
    : 0;
  const greets = decideConfirmation({
    enabled: channel.settings.confirmation,
    source: input.receipt.source,
    receivedAt: input.receipt.receivedAt,
    now,
    mayAnswerAutomatically: mail.mayAnswerAutomatically && input.notUnderstood === null,
    senderIsOurs: contactId === null,
    casesInLastHour: recentCases - 1,
  });
  if (!greets || !address) return;
  const locale = mail.language ?? channel.locale;
  const dueAt = new Date(now.getTime() + channel.settings.answer_within_hours * HOUR_MS);
  const promise = caseText(locale, 'confirmationPromise', {
    due: formatInstant(dueAt, locale, input.account.timeZone),
  });
  const team = channel.teamId ? (await getTeam(tx, channel.teamId)).name : null;
  const text = caseText(locale, 'confirmation', {
    number: String(input.caseNumber),
    team: team ?? caseText(locale, 'ourTeam'),
    promise,
    account: input.account.name,
  });
  await queueConfirmation(tx, input, { opened, address, locale, text });
  const system = systemActor(tx.accountId, 'intake');
  const promiseId = await insertPromise(tx, {
    caseId: opened.caseId,
    kind: 'first_answer',
    words: promise,
    dueAt,
    by: { kind: 'system', id: null, name: system.name },
  });
  await emitEvent(tx, system, {
    name: 'promise.made',
    subjectId: opened.caseId,
    facts: { promise_id: promiseId, kind: 'first_answer', due_at: dueAt.toISOString() },
  });
}

async function queueConfirmation(
  tx: Tx,
  input: TakeUp,
  answer: { opened: OpenedCase; address: string; locale: 'de' | 'en'; text: string },
): Promise<void> {
  const { channel, mail, now } = input;
  const id = newId();
  const number = String(input.caseNumber);
  await queueMessage(
    tx,
    {
      id,
      conversationId: answer.opened.conversationId,
      caseId: answer.opened.caseId,
      kind: 'confirmation',
      author: { kind: 'system' },
      contactId: answer.opened.sender.contactId,
      channelId: channel.id,
      from: { name: channel.settings.from_name || input.account.name, address: channel.address },
      recipients: { to: [{ name: mail.from?.name || null, address: answer.address }] },
      subject: mail.subject
        ? caseText(answer.locale, 'confirmationSubject', { subject: mail.subject, number })
        : caseText(answer.locale, 'confirmationNoSubject', { number }),
      sentAt: now,
      receivedAt: now,
      text: answer.text,
      html: htmlFromText(answer.text),
      folded: [],
      remoteImages: 0,
      externalId: makeMessageId(id, channel.address),
      inReplyTo: mail.messageId,
      joinedBecause: { code: 'written_here' },
      facts: {},
      language: answer.locale,
      sendAfter: now,
    },
    now,
  );
}

import { HOUR_MS } from '@earshot/contract/durations.ts';
import type { ContactLanguage } from '@earshot/contract/contact-language.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { queueNotice } from '../../deliveries/public.ts';
import type { PlannedPromise } from '../../promises/public.ts';
import { caseText } from './confirmation-texts.ts';
import { decideConfirmation } from './take-up-rules.ts';
import type { TakeUp } from './take-up-types.ts';
import { countCasesSince } from './take-up-views.ts';

export interface Sender {
  address: string | null;
  contactId: string | null;
  pointId: string | null;
  /** First seen with this mail. */
  isNew: boolean;
}

/** What the contact will be told at once. */
export interface Confirmation {
  address: string;
  locale: ContactLanguage;
  text: string;
}

/**
 * Whether and what the contact is told at once: the case number and what happens next by when, in
 * their language. Null where RFC 3834 forbids an automatic answer, and for old or imported mail.
 */
export async function planConfirmation(
  tx: Tx,
  input: TakeUp,
  sender: Sender,
  promised: PlannedPromise,
): Promise<Confirmation | null> {
  const { channel, mail, now } = input;
  const { address, contactId, isNew } = sender;
  const greets = decideConfirmation({
    enabled: channel.settings.confirmation && canReachByMail(channel),
    source: input.receipt.source,
    receivedAt: input.receipt.receivedAt,
    now,
    mayAnswerAutomatically: mail.mayAnswerAutomatically && input.notUnderstood === null,
    senderIsOurs: contactId === null,
    senderIsForged: input.verdicts?.dmarc?.result === 'fail',
    casesInLastHour: contactId && !isNew ? await countLately(tx, input, contactId) : 0,
  });
  if (!greets || !address) return null;
  const { language: locale, words: promise } = promised;
  const text = caseText(locale, 'confirmation', {
    number: String(input.caseNumber),
    team: input.teamName ?? caseText(locale, 'ourTeam'),
    promise,
    account: input.account.name,
  });
  return { address, locale, text };
}

/** A form answers by the mailbox that continues it. */
function canReachByMail({ kind, web }: TakeUp['channel']): boolean {
  return kind === 'email' || (kind === 'form' && Boolean(web?.continue_by_channel_id));
}

/** Since when cases of a contact are counted, so that a loop of automatic mails ends. */
export function countedSince(now: Date): Date {
  return new Date(now.getTime() - HOUR_MS);
}

async function countLately(tx: Tx, input: TakeUp, contactId: string): Promise<number> {
  if (input.scouted) return input.scouted.casesInLastHour;
  const counts = await countCasesSince(tx, [contactId], countedSince(input.now));
  return counts.get(contactId) ?? 0;
}

/** Sends the planned confirmation as the second message of a new case. */
export async function confirmCase(
  tx: Tx,
  input: TakeUp,
  opened: { caseId: string; conversationId: string; contactId: string | null },
  plan: Confirmation,
): Promise<void> {
  const { channel, mail, now } = input;
  const number = String(input.caseNumber);
  await queueNotice(
    tx,
    {
      // The contact’s own mail is the first.
      seq: 2,
      conversationId: opened.conversationId,
      caseId: opened.caseId,
      kind: 'confirmation',
      contactId: opened.contactId,
      channel,
      accountName: input.account.name,
      to: [{ name: mail.from?.name || null, address: plan.address }],
      subject: mail.subject
        ? caseText(plan.locale, 'confirmationSubject', { subject: mail.subject, number })
        : caseText(plan.locale, 'confirmationNoSubject', { number }),
      text: plan.text,
      inReplyTo: mail.messageId,
      language: plan.locale,
    },
    now,
  );
}

import { systemActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { emitEvent } from '../../platform/events/emit-event.ts';
import { getChannel } from '../channels/public.ts';
import { queueNotice } from '../deliveries/public.ts';
import { wantsNoMail } from './gesture-rules.ts';
import { settleSurvey } from './recovery-store.ts';
import type { SurveySkip } from './recovery-tables.ts';
import { surveyText } from './survey-texts.ts';
import { makeSurveyToken } from './survey-token-rules.ts';
import {
  findPlannedSurvey,
  findSurveyTarget,
  listSaidSince,
  type PlannedSurvey,
  type SurveyTarget,
} from './survey-views.ts';

export interface SurveyMaking {
  /** Signs the links; from the master key of the installation. */
  key: Uint8Array;
  publicUrl: string;
}

/**
 * Asks the contact by mail, once and never again, in their language; not where they said since that
 * they want no mail, where there is no address, or where the case or the recovery is gone. Answers
 * whether it was asked.
 */
export async function askSurvey(
  tx: Tx,
  surveyId: string,
  making: SurveyMaking,
  now: Date,
): Promise<boolean> {
  const survey = await findPlannedSurvey(tx, surveyId);
  if (!survey || survey.settled || survey.dueAt > now) return false;
  const target = await findSurveyTarget(tx, survey.caseId);
  const skip = await decideSkip(tx, survey, target);
  if (skip !== null || target === null) {
    await settleSurvey(tx, surveyId, { because: skip ?? 'no_address', at: now });
    return false;
  }
  const messageId = await sendQuestion(tx, survey, target, making, now);
  await settleSurvey(tx, surveyId, { messageId, at: now });
  await emitEvent(tx, systemActor(tx.accountId, 'recoveries'), {
    name: 'recovery.asked',
    subjectId: survey.caseId,
    facts: { survey_id: surveyId, message_id: messageId },
  });
  return true;
}

async function decideSkip(
  tx: Tx,
  survey: PlannedSurvey,
  target: SurveyTarget | null,
): Promise<SurveySkip | null> {
  if (survey.withdrawn) return 'withdrawn';
  if (survey.caseGone) return 'case_gone';
  if (target === null) return 'no_address';
  if (target.contactId === null) return null;
  const said = await listSaidSince(tx, target.contactId, survey.startedAt);
  return said.some(wantsNoMail) ? 'wants_no_mail' : null;
}

async function sendQuestion(
  tx: Tx,
  survey: PlannedSurvey,
  target: SurveyTarget,
  making: SurveyMaking,
  now: Date,
): Promise<string> {
  const { locale } = target;
  const channel = await getChannel(tx, target.channelId);
  const token = makeSurveyToken(making.key, tx.accountId, survey.id);
  const link = (answer: string) => `${making.publicUrl}/q/${token}?a=${answer}`;
  const number = String(survey.number);
  const text = surveyText(locale, 'mail', {
    number,
    yes: link('yes'),
    partly: link('partly'),
    no: link('no'),
    account: survey.accountName,
  });
  const notice = {
    conversationId: target.conversationId,
    caseId: survey.caseId,
    contactId: target.contactId,
    channel,
    accountName: survey.accountName,
    to: [{ name: target.name, address: target.address }],
    subject: surveyText(locale, 'subject', { number }),
    text,
    inReplyTo: target.inReplyTo,
    language: locale,
  };
  return queueNotice(tx, notice, now);
}

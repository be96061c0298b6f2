import type { ContactLanguage } from '@earshot/contract/contact-language.ts';
import { type Actor, storedActor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { formatInstant } from '../../../platform/i18n/texts.ts';
import { type AccountFacts, getAccountFacts } from '../../accounts/public.ts';
import { getChannel } from '../../channels/public.ts';
import { queueNotice } from '../../deliveries/public.ts';
import { promiseVerbs } from '../../promises/public.ts';
import type { SeenCase } from '../case-access-views.ts';
import type { ContactTold } from '../case-tables.ts';
import { openThread } from '../replies/open-thread.ts';
import { findReplyTarget, type ReplyTarget } from '../replies/reply-target-views.ts';
import { listOpenPromises } from './hand-over-views.ts';
import { decideTelling } from './send-back-rules.ts';
import {
  findContactLanguage,
  findTravelSettings,
  isWrittenByMachine,
  type TransferRow,
} from './transfer-views.ts';
import { travelText } from './travel-texts.ts';

/** What the contact would be told of a transfer, and whether they would. */
export interface Telling {
  told: ContactTold;
  language: ContactLanguage;
  to: ReplyTarget['to'];
  subject: string;
  text: string;
  target: ReplyTarget | null;
}

export interface TellingInput {
  team: { name: string } | null;
  member: { name: string } | null;
  wanted: boolean;
  /** Transfers of the case that stand. */
  transfers: readonly TransferRow[];
}

/**
 * What the contact is told: who has the matter now, that nothing needs to be repeated, and what was
 * promised and still holds, or that it was broken.
 */
export async function planTelling(
  tx: Tx,
  openCase: SeenCase,
  input: TellingInput,
  now: Date,
): Promise<Telling> {
  const target = await findReplyTarget(tx, openCase.id);
  const { tell_contact: accountTells } = await findTravelSettings(tx);
  const lastTold = input.transfers.findLast((one) => one.contact_told === 'told');
  const told = decideTelling({
    toTeamId: input.team === null ? null : 'team',
    accountTells,
    held: openCase.held,
    automatic: await isWrittenByMachine(tx, openCase.id),
    hasAddress: target !== null && target.to.length > 0,
    lastToldAt: lastTold?.made_at ?? null,
    wanted: input.wanted,
    now,
  });
  const language = await findContactLanguage(tx, openCase, target?.language ?? null);
  const account = await getAccountFacts(tx);
  const number = String(openCase.number);
  return {
    told,
    language,
    to: target?.to ?? [],
    subject: travelText(language, 'transferSubject', {
      subject: openCase.subject.replace(/^(?:re|aw):\s*/i, ''),
      number,
    }),
    text: await writeTelling(tx, openCase, { ...input, language, account, target, now }),
    target,
  };
}

async function writeTelling(
  tx: Tx,
  openCase: SeenCase,
  input: TellingInput & {
    language: ContactLanguage;
    account: AccountFacts;
    target: ReplyTarget | null;
    now: Date;
  },
): Promise<string> {
  const { language, account, now } = input;
  const team = input.team?.name ?? account.name;
  const name = input.target?.to[0]?.name ?? '';
  const promises = await listOpenPromises(tx, openCase.id);
  const valid = promises.filter((one) => !one.broken && one.dueAt > now);
  const late = promises.filter((one) => one.broken || one.dueAt <= now);
  const chosen = valid.length > 0 ? valid : late.slice(-1);
  const which = valid.length > 0 ? 'promiseValid' : 'promiseLate';
  const sayWords = (one: (typeof promises)[number]) =>
    sayPromise(one, formatInstant(one.dueAt, language, account.timeZone));
  return travelText(language, 'transferTold', {
    greeting:
      name === ''
        ? travelText(language, 'greetingNobody')
        : travelText(language, 'greeting', { name }),
    subject: openCase.subject,
    number: String(openCase.number),
    team,
    member: input.member ? travelText(language, 'transferMember', { name: input.member.name }) : '',
    next:
      chosen.length === 0
        ? travelText(language, 'promiseNone', { team })
        : travelText(language, which, { team, words: chosen.map(sayWords).join(' ') }),
    account: account.name,
  });
}

/** The words of a promise, with its time where the words do not name one. */
function sayPromise(promise: { words: string }, due: string): string {
  const words = withoutStop(promise.words);
  return words.includes(due) || /\d/.test(words) ? `${words}.` : `${words} (${due}).`;
}

const withoutStop = (words: string) => words.trim().replace(/[.!]?$/, '');

/**
 * Queues the words to the contact in the transaction of the transfer; answers the message’s id. It
 * is a notice: no answer, keeps no promise, does not change whose turn it is. The promises that it
 * names were told to the contact from then on.
 */
export async function queueTelling(
  tx: Tx,
  actor: Actor,
  openCase: SeenCase,
  telling: Telling,
  input: { text: string | undefined; undoSeconds: number },
  now: Date,
): Promise<string | null> {
  const { target } = telling;
  if (telling.told !== 'told' || !target) return null;
  const channel = await getChannel(tx, target.channelId);
  const account = await getAccountFacts(tx);
  const { kind } = storedActor(actor);
  const text = input.text ?? telling.text;
  const said = (await listOpenPromises(tx, openCase.id)).filter(
    (one) => !one.broken && text.includes(withoutStop(one.words)),
  );
  const notice = {
    conversationId: await openThread(tx, openCase.id, target),
    caseId: openCase.id,
    author: kind === 'member' ? { kind, memberId: actor.id } : { kind: 'system' as const },
    contactId: target.contactId,
    channel,
    accountName: account.name,
    to: target.to,
    subject: telling.subject,
    text,
    inReplyTo: target.inReplyTo,
    language: telling.language,
    sendAfter: new Date(now.getTime() + input.undoSeconds * 1_000),
  };
  const messageId = await queueNotice(tx, notice, now);
  const saidIds = said.map((one) => one.id);
  await promiseVerbs.tellPromiseRows(tx, saidIds, now);
  return messageId;
}

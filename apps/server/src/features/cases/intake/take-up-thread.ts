import type { Tx } from '../../../platform/db/database.ts';
import { readReplyAddress } from '../../channels/email/public.ts';
import { baseSubject, findCaseNumberTag, isForward } from '../../channels/email/public.ts';
import { normaliseEmail } from '../../contacts/public.ts';
import { hashExternalId } from '../../conversations/public.ts';
import {
  decideThread,
  type Participant,
  type ThreadCandidate,
  type ThreadDecision,
} from './take-up-rules.ts';
import type { TakeUp } from './take-up-types.ts';
import {
  findCaseOfNumber,
  type KnownMessage,
  listCaseAddresses,
  listKnownMessages,
} from './take-up-views.ts';

export interface Thread {
  decision: ThreadDecision;
  /** Messages that carry the very Message-ID of this mail: copies of it, or an id used twice. */
  copies: KnownMessage[];
}

/** Gathers what is known about the mail’s place and decides. */
export async function findThread(tx: Tx, input: TakeUp, sender: string | null): Promise<Thread> {
  const { mail } = input;
  const own = mail.messageId ? hashExternalId(mail.messageId) : null;
  const named = [...mail.inReplyTo.toReversed(), ...mail.references.toReversed()].map(
    hashExternalId,
  );
  const known = input.scouted ? [] : await listKnownMessages(tx, own ? [own, ...named] : named);
  const isCopy = (one: KnownMessage) => own !== null && one.hash.equals(own) && one.own;
  const candidates = sortCandidates(
    known.filter((one) => !isCopy(one) && !one.removed),
    named,
    sender,
  );
  const signed = await findSignedCase(tx, input);
  const tagNumber = findCaseNumberTag(mail.subject);
  const tag = tagNumber === null ? null : await findCaseOfNumber(tx, tagNumber);
  const caseIds = new Set(candidates.map((candidate) => candidate.caseId));
  if (signed) caseIds.add(signed.caseId);
  if (tag) caseIds.add(tag.case_id);
  const addresses = await listCaseAddresses(tx, [...caseIds]);
  const participants: Participant[] = addresses.map((one) => ({
    caseId: one.case_id,
    address: one.address,
    side: one.added_because === 'side',
  }));
  const decision = decideThread({
    sender,
    baseSubject: baseSubject(mail.subject),
    isForward: isForward(mail.subject),
    replyAddress: signed,
    candidates,
    subjectTag: tag && { caseId: tag.case_id, caseNumber: tag.case_number },
    participants,
  });
  return { decision, copies: known.filter(isCopy) };
}

function sortCandidates(
  known: KnownMessage[],
  named: Buffer[],
  sender: string | null,
): ThreadCandidate[] {
  const place = (hash: Buffer) => {
    const index = named.findIndex((one) => one.equals(hash));
    return index === -1 ? named.length : index;
  };
  return known
    .toSorted((a, b) => place(a.hash) - place(b.hash) || Number(b.own) - Number(a.own))
    .map((one) => ({
      caseId: one.case_id,
      caseNumber: one.case_number,
      conversationId: one.conversation_id,
      conversationKind: one.conversation_kind,
      baseSubject: baseSubject(one.subject),
      match: one.own ? 'own' : 'shared',
      // A tracker declares bulk what it tells of one matter: its own next mail belongs there.
      bulk: one.bulk && normaliseEmail(one.from_address) !== sender,
    }));
}

async function findSignedCase(tx: Tx, input: TakeUp) {
  for (const number of listSignedNumbers(input)) {
    const found = await findNamedCase(tx, number);
    if (found) return found;
  }
  return null;
}

/** Numbers of cases in addresses that we signed; the signed link of a page stands for one. */
function listSignedNumbers(
  input: Pick<TakeUp, 'channel' | 'mail' | 'receipt' | 'replySecret'>,
): number[] {
  const { channel, mail, receipt } = input;
  if (receipt.page) return [receipt.page.case_number];
  const ours = {
    accountId: channel.accountId,
    channelId: channel.id,
    secret: input.replySecret,
    addresses: [channel.address, ...channel.settings.aliases],
  };
  const to = mail.to.map((one) => one.address);
  return [...receipt.recipients, ...mail.deliveredTo, ...to].flatMap((address) => {
    const claim = readReplyAddress(address, [ours]);
    return claim?.purpose === 'c' && claim.valid ? [claim.caseNumber] : [];
  });
}

/** Whether the mail itself says where it belongs, other than by Message-IDs. */
export function namesCase(
  input: Pick<TakeUp, 'channel' | 'mail' | 'receipt' | 'replySecret'>,
): boolean {
  return findCaseNumberTag(input.mail.subject) !== null || listSignedNumbers(input).length > 0;
}

async function findNamedCase(tx: Tx, number: number) {
  const found = await findCaseOfNumber(tx, number);
  return (
    found && {
      caseId: found.case_id,
      caseNumber: found.case_number,
      baseSubject: baseSubject(found.subject),
    }
  );
}

import type { ReceiptSource } from '@earshot/contract/channel-contract.ts';
import type { JoinReason } from '../../conversations/public.ts';
import type { HoldReason } from '../case-tables.ts';

/** A case that the mail points at, with what is known of it. */
export interface ThreadCandidate {
  caseId: string;
  caseNumber: number;
  conversationId: string;
  conversationKind: 'contact' | 'side';
  /** Base subject of the message that was found. */
  baseSubject: string;
  /** own: its Message-ID is among the references; shared: both mails name the same third one. */
  match: 'own' | 'shared';
  /** The message found was bulk mail, such as a newsletter that many people answer. */
  bulk: boolean;
}

export interface Participant {
  caseId: string;
  address: string;
  side: boolean;
}

export interface ThreadFacts {
  /** Normalised address of the writer; null if the mail names none. */
  sender: string | null;
  baseSubject: string;
  /** A forward is a new matter even where its references are known. */
  isForward: boolean;
  /** The case in a signed address of ours among the recipients; only where the sign is valid. */
  replyAddress: { caseId: string; caseNumber: number; baseSubject: string } | null;
  /** From References and In-Reply-To, nearest first. */
  candidates: readonly ThreadCandidate[];
  /** The case that a tag such as [#4711] in the subject names. */
  subjectTag: { caseId: string; caseNumber: number } | null;
  /** Who takes part in the cases named above. */
  participants: readonly Participant[];
}

export type ThreadDecision =
  | {
      outcome: 'join';
      caseId: string;
      side: boolean;
      conversationId: string | null;
      reason: JoinReason;
      splitProposed: boolean;
    }
  | { outcome: 'hold'; proposedCaseId: string; reason: HoldReason }
  | { outcome: 'new'; reason: JoinReason };

/**
 * Where a mail belongs, with the reason (design/domain.md, "Life of a message", 4): signed token in
 * the address, then References, then a tag in the subject. A sender who takes no part in the case
 * is held; nobody enters a case by quoting its number. A changed subject only proposes a split
 * (RFC 8621, section 3, would split at once).
 */
export function decideThread(facts: ThreadFacts): ThreadDecision {
  const { replyAddress: signed, subjectTag: tag } = facts;
  if (signed) {
    const part = findPart(facts, signed.caseId);
    if (!part) return hold(facts, signed, 'stranger_with_reply_address');
    return join(facts, { ...signed, part, code: 'reply_address' });
  }
  for (const candidate of facts.candidates) {
    if (candidate.bulk) continue;
    const part = findPart(facts, candidate.caseId);
    if (part) return join(facts, { ...candidate, part, code: 'references' });
    // Two people who answer the same mail of somebody else have nothing to do with each other.
    if (candidate.match === 'shared' || facts.isForward) continue;
    return hold(facts, candidate, 'stranger_in_thread');
  }
  if (tag && !facts.isForward) {
    const part = findPart(facts, tag.caseId);
    if (!part) return hold(facts, tag, 'stranger_with_case_number');
    return join(facts, { ...tag, part, code: 'subject_tag', baseSubject: facts.baseSubject });
  }
  const unknown = facts.candidates.length === 0;
  return { outcome: 'new', reason: { code: unknown ? 'new_sender' : 'new_matter' } };
}

interface JoinPlace {
  caseId: string;
  caseNumber: number;
  baseSubject: string;
  conversationId?: string;
  part: Participant;
  code: 'reply_address' | 'references' | 'subject_tag';
}

function join(facts: ThreadFacts, place: JoinPlace): ThreadDecision {
  const { part } = place;
  const changed = facts.baseSubject !== '' && !sameSubject(facts.baseSubject, place.baseSubject);
  return {
    outcome: 'join',
    caseId: place.caseId,
    side: part.side,
    conversationId: place.conversationId ?? null,
    reason: {
      code: part.side ? 'side_conversation' : place.code,
      facts: { case_number: place.caseNumber, sender: part.address },
    },
    splitProposed: changed && !part.side,
  };
}

function hold(
  facts: ThreadFacts,
  place: { caseId: string; caseNumber: number },
  code: HoldReason['code'],
): ThreadDecision {
  return {
    outcome: 'hold',
    proposedCaseId: place.caseId,
    reason: { code, facts: { sender: facts.sender ?? '', caseNumber: place.caseNumber } },
  };
}

function findPart(facts: ThreadFacts, caseId: string): Participant | undefined {
  const parts = facts.participants.filter(
    (part) => part.caseId === caseId && part.address === facts.sender,
  );
  return parts.find((part) => !part.side) ?? parts[0];
}

function sameSubject(a: string, b: string): boolean {
  const plain = (subject: string) =>
    subject.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, ' ').trim();
  return plain(a) === plain(b);
}

/** An old mailbox being pulled in must not be greeted: only what came within the last day is. */
const CONFIRMATION_AGE_MAX_MS = 24 * 60 * 60 * 1_000;
/** RFC 3834, section 2: a bound on automatic answers to one person. */
const CONFIRMATIONS_AN_HOUR_MAX = 3;

export interface ConfirmationFacts {
  enabled: boolean;
  source: ReceiptSource;
  receivedAt: Date;
  now: Date;
  mayAnswerAutomatically: boolean;
  senderIsOurs: boolean;
  /** The domain in From says that it did not send this (DMARC): an answer would hit a bystander. */
  senderIsForged: boolean;
  /** Cases this contact opened within the last hour, this one not counted. */
  casesInLastHour: number;
}

/** A chat and its program say it themselves, at once; an import happened long ago. */
const unconfirmedSources: readonly ReceiptSource[] = ['import', 'chat', 'api'];

/** Whether the contact is told at once that their matter was taken up (RFC 3834 duties). */
export function decideConfirmation(facts: ConfirmationFacts): boolean {
  return (
    facts.enabled &&
    !unconfirmedSources.includes(facts.source) &&
    facts.now.getTime() - facts.receivedAt.getTime() < CONFIRMATION_AGE_MAX_MS &&
    facts.mayAnswerAutomatically &&
    !facts.senderIsOurs &&
    !facts.senderIsForged &&
    facts.casesInLastHour < CONFIRMATIONS_AN_HOUR_MAX
  );
}

/** Characters of a preview in a list row. */
const PREVIEW_CHARACTERS = 160;

/** The first own words of a text: folded quotes, signatures and white space left out. */
export function makePreview(
  text: string,
  folded: readonly { start: number; end: number }[],
): string {
  let own = '';
  let at = 0;
  for (const range of folded) {
    own += text.slice(at, range.start);
    at = range.end;
    if (own.length > PREVIEW_CHARACTERS * 4) break;
  }
  own += text.slice(at, at + PREVIEW_CHARACTERS * 4);
  const words = own.replaceAll(/\s+/g, ' ').trim();
  if (words.length <= PREVIEW_CHARACTERS) return words;
  return `${words.slice(0, PREVIEW_CHARACTERS).replace(/\s\S*$/, '')} …`;
}

import type { ContactLanguage } from '@earshot/contract/contact-language.ts';
import type { ReceiptSource } from '@earshot/contract/channel-contract.ts';
import type { Channel } from '../../channels/public.ts';
import type { MailVerdicts, UnderstoodMail } from '../../channels/email/public.ts';
import type { UnderstoodMessage } from '../../channels/kit/public.ts';
import type { OwnedPoint } from '../../contacts/public.ts';
import type { NewAttachment } from '../../conversations/public.ts';
import type { LivePolicy } from '../../promises/public.ts';

/** One understood receipt on its way into a case. */
export interface TakeUp {
  receipt: {
    id: string;
    source: ReceiptSource;
    receivedAt: Date;
    sha256: Buffer;
    sizeBytes: number;
    recipients: readonly string[];
    /** What was written on the page of a case; null: a mail. */
    page: { as: 'answer' | 'note' | 'proposal'; case_number: number } | null;
  };
  channel: Channel;
  /** Of the channel: signs reply addresses. */
  replySecret: Buffer;
  mail: UnderstoodMail;
  verdicts: MailVerdicts | null;
  /** Bytes are in the storage already. */
  files: readonly NewAttachment[];
  account: { locale: ContactLanguage; timeZone: string; name: string };
  /** Of the team that owns what begins on this channel. */
  teamName: string | null;
  /** What is promised by which rule, in the order in which they are asked. */
  policies: readonly LivePolicy[];
  /** Our own addresses of the account, normalised. */
  ownAddresses: ReadonlySet<string>;
  /** Number for a new case; unused where the mail joins one. */
  caseNumber: number;
  now: Date;
  /** Set where understanding failed: the raw mail becomes the only attachment. */
  notUnderstood: string | null;
  /** What was said on a channel other than mail; `mail` then carries it in the shape of one. */
  said: UnderstoodMessage | null;
  /** Null: everything is looked up by the mail itself. */
  scouted: Scouted | null;
}

/** A message of a channel other than mail on its way into a case. */
export type SaidTakeUp = TakeUp & { said: UnderstoodMessage };

/** Whether it was said on a channel other than mail. */
export function isSaid(input: TakeUp): input is SaidTakeUp {
  return input.said !== null;
}

/**
 * What was found out beforehand about a mail that names nothing we know: it begins a case of its
 * own, which needs no further look-up.
 */
export interface Scouted {
  /** The sender’s point; null: nobody wrote from there yet. */
  point: OwnedPoint | null;
  casesInLastHour: number;
}

/** Where it went. `messageId` is null for a second copy of a message that stands already. */
export interface TakenUpMail {
  caseId: string;
  messageId: string | null;
  state: 'understood' | 'held';
  openedCase: boolean;
  openedConversation: boolean;
}

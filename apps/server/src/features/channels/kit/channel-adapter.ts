import type { ContactLanguage } from '@earshot/contract/contact-language.ts';
import type {
  ChannelKind,
  MessageVisibility,
  VerifiedBy,
} from '@earshot/contract/channel-kind-contract.ts';
import type { Tx } from '../../../platform/db/database.ts';
import type { ChannelSecrets } from '../channel-secrets.ts';
import type { Channel } from '../channel-store.ts';
import type { ListUnstoredKeys, StoreReceipt } from '../email/receive/inlet.ts';
import type { MailboxHealth } from '../email/receive/mailbox-health.ts';
import type { MailVerdicts } from '../email/verdicts/authenticate-mail.ts';
import type { UnderstoodMail } from '../email/understand/understood-mail.ts';
import type { ClaimedReceipt } from '../receipt-store.ts';

/**
 * What every kind of channel must bring, and nothing else: everything behind it (receipts, cases,
 * promises, deliveries, screens) is the same for all of them. An adapter knows its wire format; it
 * opens no case, reads no case and writes no row but its own.
 *
 * The way in: `verify` → receipt (bytes fsynced, row committed) → the outside hears "accepted" →
 * `understand` → case. The way out: row queued → `prepare` → claimed → `send` → recorded.
 */
export interface ChannelAdapter {
  readonly kind: ChannelKind;
  /** Against what it was shown to work; screens and docs say it in words. */
  readonly verifiedBy: VerifiedBy;
  readonly capabilities: ChannelCapabilities;
  /**
   * Whether raw bytes that came by HTTP are from whom they claim to be, and what arrives with them.
   * It looks at the very bytes: a signature over re-written JSON proves nothing. Null: nothing
   * arrives this way (mail has its own inlets; a visitor’s session stands for the signature).
   */
  readonly verify: VerifyArrival | null;
  /**
   * Raw bytes of one receipt into what was said, in the order in which it was said. It may be
   * called again for the same receipt and must answer the same. Throws only what is worth another
   * try; `failed` is for bytes that will never be understood: they become a case for a person.
   */
  understand(raw: Buffer, receipt: ClaimedReceipt, channel: Channel): Promise<Understanding>;
  /**
   * Names that tie a receipt to others (thread, Message-IDs): those that share one are taken up one
   * after the other, in the order they came. Cheap, and never throws.
   */
  listRelations(raw: Buffer, receipt: ClaimedReceipt): readonly string[];
  /** The way out. */
  readonly outbound: OutboundChannel;
  /**
   * Fetches what waits on the other side and compares it with what we have, for as long as it runs:
   * so what was missed in a death or a day without network comes after all. Null: nobody can be
   * asked, what is not handed to us is not there.
   */
  readonly backfill: StartBackfill | null;
  /** How the way out fares, asked of the other side now; shown with since when it is so. */
  checkHealth(channel: OpenChannel, now: Date): Promise<ChannelFinding>;
}

/** Which ways something works: what comes in, what goes out. */
export type Ways = 'none' | 'in' | 'out' | 'both';

/** What a channel can do; what it cannot is refused before anything is queued. */
export interface ChannelCapabilities {
  /** Who may read what is said on it; the first is what an answer gets by itself. */
  readonly visibilities: readonly [MessageVisibility, ...MessageVisibility[]];
  /** Characters (UTF-16) of one outgoing text; longer ones are refused, never cut. */
  readonly text_characters_max: number;
  /** html: marked-up text is kept; plain: only its text goes out. */
  readonly formats: readonly ('plain' | 'html')[];
  /** Files of one outgoing message; null: none at all. */
  readonly media: {
    /** MIME types, or whole families such as `image/`; `*` is anything. */
    readonly kinds: readonly string[];
    readonly size_bytes_max: number;
    readonly count_max: number;
  } | null;
  /** Whether answers hang on single messages, beyond the conversation. */
  readonly threads: boolean;
  readonly edit: Ways;
  readonly delete: Ways;
  readonly typing: Ways;
  readonly read: Ways;
  /** Hours after the contact’s last message within which an answer is allowed; null: always. */
  readonly reply_window_hours: number | null;
  /** Messages a second over the whole channel; null: the other side sets no bound. */
  readonly sends_per_second: number | null;
  /**
   * The other side recognises a repeated idempotency key, so what a death cut short is simply sent
   * again. Without it a cut-off attempt is shown and one click sends it again.
   */
  readonly recognises_repeats: boolean;
}

/** A channel with its secrets opened; lives for one call, never in a log. */
export interface OpenChannel extends Channel {
  readonly secrets: ChannelSecrets;
}

/** A request from outside, with its bytes as they came. */
export interface RawRequest {
  readonly method: 'GET' | 'POST';
  readonly raw: Buffer;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly query: Readonly<Record<string, string | undefined>>;
}

export type VerifyArrival = (
  request: RawRequest,
  channel: OpenChannel,
  now: Date,
) => Verified | Promise<Verified>;

export type Verified =
  | { readonly outcome: 'arrivals'; readonly arrivals: readonly VerifiedArrival[] }
  /** Nothing is stored. `words` are for whoever set the other side up; they reveal no secret. */
  | {
      readonly outcome: 'refused';
      readonly status: 422 | 401 | 403 | 409 | 413 | 429;
      readonly code: string;
      readonly words: string;
    }
  /** The other side asks whether we are there (hub.challenge, CRC, url_verification). */
  | { readonly outcome: 'answer'; readonly mime_type: string; readonly body: string };

/** One thing to be stored as a receipt. */
export interface VerifiedArrival {
  /** Of the provider; the same key again is the same thing. Null: only the bytes tell. */
  readonly externalKey: string | null;
  readonly raw: Buffer;
}

export type Understanding =
  | { readonly things: readonly UnderstoodThing[] }
  /** Becomes a case with the raw bytes attached. */
  | { readonly failed: string };

/** What one receipt says; a receipt may say several things. */
export type UnderstoodThing =
  | UnderstoodMailThing
  | UnderstoodMessage
  | UnderstoodEdit
  | UnderstoodDeletion
  | UnderstoodDeliveryState
  | UnderstoodReading;

/** A mail says more than other messages: threading by headers, verdicts, bounces, folded quotes. */
export interface UnderstoodMailThing {
  readonly what: 'mail';
  readonly mail: UnderstoodMail;
  readonly verdicts: MailVerdicts | null;
}

/** Who or where somebody is on a channel. */
export interface SaidPoint {
  readonly kind: 'email' | 'phone' | 'handle' | 'postal' | 'device' | 'visitor' | 'identity';
  /** As given; it is normalised when taken up. Ids of a provider, never only a telephone number. */
  readonly value: string;
  readonly name: string | null;
  /** How it was proven to be theirs, such as `identity_token` or `one_time_code`; null: said only. */
  readonly verifiedHow: string | null;
}

/** A file whose bytes came with the receipt, or lie in the storage already (uploads). */
export type SaidFile =
  | { readonly fileName: string; readonly mimeType: string; readonly bytes: Uint8Array }
  | {
      readonly fileName: string;
      readonly mimeType: string;
      readonly sha256: Buffer;
      readonly sizeBytes: number;
    };

/** The answer to a question that was asked before the first word. */
export interface SaidAnswer {
  readonly key: string;
  /** As it was asked, so that the case can be read when the question is long gone. */
  readonly label: string;
  readonly value: string;
}

export interface UnderstoodMessage {
  readonly what: 'message';
  /** Of the provider or client; the same id again on this channel is the same message. */
  readonly externalId: string;
  /** One thread of the channel is one conversation. */
  readonly threadKey: string;
  readonly sender: SaidPoint;
  /** Further points that the sender gave, such as an address to continue by mail. */
  readonly furtherPoints: readonly SaidPoint[];
  readonly subject: string;
  readonly text: string;
  /** Not trusted: it is sanitised when taken up. */
  readonly html: string | null;
  readonly files: readonly SaidFile[];
  /** External id of the message it answers; null: none. */
  readonly inReplyTo: string | null;
  /** As the sender’s side claims; null: unknown. Order uses our own clock. */
  readonly sentAt: Date | null;
  readonly visibility: MessageVisibility;
  readonly answers: readonly SaidAnswer[];
  readonly language: ContactLanguage | null;
  /** Why something may be missing, in codes, such as `attachment_too_large`. */
  readonly warnings: readonly string[];
}

/** The sender changed what they had said; the former words are kept. */
export interface UnderstoodEdit {
  readonly what: 'edit';
  readonly externalId: string;
  readonly threadKey: string;
  readonly text: string;
  readonly html: string | null;
  /** Edits may arrive in any order; the latest of these wins. */
  readonly at: Date;
}

/** The sender took back what they had said: screens hide it, the audit knows it. */
export interface UnderstoodDeletion {
  readonly what: 'deletion';
  readonly externalId: string;
  readonly threadKey: string;
  readonly at: Date;
}

/** The other side tells what became of something we sent. */
export interface UnderstoodDeliveryState {
  readonly what: 'delivery';
  /** As `send` answered it. */
  readonly providerId: string;
  readonly state: 'delivered' | 'read' | 'failed';
  /** Verbatim, where the other side said something. */
  readonly words: string | null;
  readonly at: Date;
}

/** The contact has read our messages of this thread up to the one named. */
export interface UnderstoodReading {
  readonly what: 'reading';
  readonly threadKey: string;
  /** Id of our message, or the id that `send` answered. */
  readonly upTo: string;
  readonly at: Date;
}

/** Hands messages over to the other side; see deliveries/deliver-messages.ts. */
export interface OutboundChannel {
  /** False while nothing at all could be sent: then nobody composes in vain. */
  canSend(): Promise<boolean>;
  /** Null: nothing to hand it to yet; the message waits, visibly. Committed before `send`. */
  prepare(tx: Tx, outgoing: OutgoingMessage): Promise<PreparedMessage | null>;
  /** Where the other side is our own tables; left out: it is elsewhere. */
  readonly inPlace?: {
    /** Of a message that stands there. */
    readonly words: string;
    /**
     * Puts many messages there, those of a conversation in this order, and answers which of them
     * stand there by the commit of `tx`; the others are handed over one by one.
     */
    placeAll(tx: Tx, outgoing: readonly PlacedMessage[]): Promise<ReadonlySet<string>>;
  };
  close(): Promise<void>;
}

/** What is to be known of a message to put it where its contact reads. */
export type PlacedMessage = Pick<
  OutgoingMessage,
  'id' | 'case_id' | 'conversation_id' | 'channel_id' | 'thread_key'
>;

/**
 * Makes messages visible to the visitors of a chat and answers which of them are; the slice above
 * keeps what they see. `leave`: not those of conversations that somebody else writes in just now.
 */
export type ShowToVisitors = (
  tx: Tx,
  outgoing: readonly PlacedMessage[],
  ifLocked: 'wait' | 'leave',
) => Promise<ReadonlySet<string>>;

export interface PreparedMessage {
  /**
   * One attempt. Throws nothing that the other side did: what failed is an outcome. The id of the
   * message with the recipient is the idempotency key.
   */
  send(recipients: readonly string[]): Promise<readonly RecipientOutcome[]>;
}

export interface RecipientOutcome {
  readonly recipient: string;
  readonly accepted: boolean;
  /** Not worth another try: a revoked permission, an unknown address, a closed window. */
  readonly permanent: boolean;
  /** In plain words, with what the other side said. */
  readonly words: string;
  /** Under which the other side tells later what became of it. */
  readonly providerId?: string | null;
  /** Not before this (Retry-After, RFC 9110); the adapter’s own steps where it is absent. */
  readonly retryAt?: Date | null;
}

interface Mailbox {
  name: string | null;
  address: string;
}

/** One message on its way out, as `deliveries` hands it to the adapter of its channel. */
export interface OutgoingMessage {
  id: string;
  account_id: string;
  case_id: string;
  conversation_id: string;
  channel_id: string;
  seq: number;
  kind: string;
  language: string | null;
  case_number: number;
  /** Leaves by another channel than the one on which it was said. */
  continued?: boolean;
  /** Of the conversation on this channel; null for mail, which threads by headers. */
  thread_key: string | null;
  visibility: MessageVisibility;
  from_name: string | null;
  from_address: string;
  recipients: { to?: Mailbox[]; cc?: Mailbox[]; bcc?: Mailbox[] };
  subject: string;
  body_text: string;
  body_html: string | null;
  external_id: string | null;
  in_reply_to: string | null;
  received_at: Date;
  /** External ids of the thread before this message, oldest first. */
  thread: string[];
  files: {
    /** Of the attachment; how clients fetch it. */
    id: string;
    file_name: string;
    mime_type: string;
    size_bytes: number;
    sha256: Buffer;
    content_id: string | null;
    disposition: 'attachment' | 'inline';
  }[];
}

/** What fetching needs from the product, for one channel. */
export interface BackfillHands {
  /** How far it came; kept by the product, understood by the adapter alone. */
  readonly cursor: {
    load(): Promise<unknown>;
    /** Resolves when it is durable; call it only after everything up to there is stored. */
    save(cursor: unknown): Promise<void>;
  };
  readonly storeReceipt: StoreReceipt;
  /** Which of these external keys have no receipt: what a wrong cursor would hide. */
  readonly listUnstoredKeys: ListUnstoredKeys;
  onHealth(health: MailboxHealth): Promise<void>;
}

export interface Backfill {
  stop(): Promise<void>;
}

/** Null: this channel is not set to fetch anything. */
export type StartBackfill = (channel: Channel, hands: BackfillHands) => Backfill | null;

/** What a check of a channel saw: `ok`, or a code that screens put into words. */
export interface ChannelFinding {
  readonly code:
    | 'ok'
    | 'relay_failed'
    | 'webhook_refused'
    | 'webhook_failed'
    | 'no_outbound_secret'
    | 'continues_nowhere'
    | 'check_failed';
  /** Of the other side, verbatim; null where it said nothing. */
  readonly words: string | null;
}

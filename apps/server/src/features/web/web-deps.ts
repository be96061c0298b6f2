import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '../../platform/clock.ts';
import type { SecretBox } from '../../platform/crypto/secret-box.ts';
import type { Database, Tx } from '../../platform/db/database.ts';
import type { RawAnswer } from '../../platform/http/route.ts';
import type { Log } from '../../platform/log/log.ts';
import type { SendSystemMail } from '../../platform/system-mail.ts';
import type { OutsideRules } from '../../platform/web/fetch-outside.ts';
import type { FormSubmission } from '../channels/form/public.ts';
import type { Channel } from '../channels/public.ts';
import type { IsAnybodyThere } from './present-settings.ts';
import type { Serve } from './talk/show-said.ts';
import type { SaidContext } from './talk/say.ts';

/** One message on its way into the intake: what we know of it and the request as it came. */
export interface SaidArrival {
  accountId: string;
  channelId: string;
  clientId: string;
  context: SaidContext;
  body: Buffer;
  receivedAt: Date;
}

/** A file that a visitor sends ahead of its message. */
export interface SentFile {
  accountId: string;
  visitorId: string;
  fileName: string;
  mimeType: string;
  bytes: Buffer;
}

/** What the conversations with visitors need; composed in app.ts. */
export interface WebDeps {
  db: Database;
  clock: Clock;
  log: Log;
  secretBox: SecretBox;
  publicUrl: string;
  /** What counts as outside for push services; left out: the public internet. */
  outsideRules?: OutsideRules | undefined;
  /** Stores a message as a receipt; resolves only when nothing can be lost any more. */
  storeSaid(arrival: SaidArrival): Promise<{ receiptId: string }>;
  /** Stores what a form sent as a receipt. */
  storeSubmission(
    channel: Channel,
    submission: FormSubmission,
    now: Date,
  ): Promise<{ receiptId: string }>;
  /** Keeps a file for a message that is being written. */
  keepFile(file: SentFile): Promise<{
    id: string;
    file_name: string;
    mime_type: string;
    size_bytes: number;
  }>;
  /** A file on its way out; null: there is none of this id. */
  answerFile(
    tx: Tx,
    fileId: string,
    asksInline: boolean,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<RawAnswer | null>;
  isAnybodyThere: IsAnybodyThere;
  /** From a bot to people. */
  askForPerson(tx: Tx, conversationId: string, now: Date): Promise<void>;
  /** What the contact says of the matter: solved, or not. */
  endCase(tx: Tx, caseId: string, solved: boolean, now: Date): Promise<void>;
  sendSystemMail: SendSystemMail;
  /** Who answers a conversation from its first word. */
  serve: Serve;
  /** Something is to be sent. */
  wakeDelivery(): void;
  /** Lets an address take part in a case, so that its answers belong there. */
  letTakePart(tx: Tx, caseId: string, address: string): Promise<void>;
}

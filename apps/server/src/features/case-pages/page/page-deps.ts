import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '../../../platform/clock.ts';
import type { Database, Tx } from '../../../platform/db/database.ts';
import type { RawAnswer } from '../../../platform/http/route.ts';
import type { Log } from '../../../platform/log/log.ts';

/** What a page stores; the outward shape of an arrival on a channel. */
export interface PageArrival {
  accountId: string;
  channelId: string;
  source: 'page';
  externalKey: string;
  raw: Buffer;
  envelope: {
    from: string;
    to: string[];
    ip: null;
    helo: null;
    tls: true;
    page: { as: 'answer' | 'note' | 'proposal'; case_number: number };
  };
  receivedAt: Date;
}

/** What the pages need; composed in app.ts. */
export interface CasePageDeps {
  db: Database;
  clock: Clock;
  log: Log;
  publicUrl: string;
  /** Signs links and forms. */
  key: Uint8Array;
  /** Raw first: resolves when nothing can be lost any more. */
  storeReceipt(arrival: PageArrival): Promise<{ receiptId: string; duplicate: boolean }>;
  wakeDelivery(): void;
  /** A file of the account, as a download. */
  answerFile(
    tx: Tx,
    fileId: string,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<RawAnswer | null>;
  /** Opens or resolves a case because its contact said so. */
  changeStatus(tx: Tx, caseId: string, status: 'open' | 'resolved', now: Date): Promise<void>;
}

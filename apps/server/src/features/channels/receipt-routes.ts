import * as contract from '@earshot/contract/channel-contract.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database, Tx } from '../../platform/db/database.ts';
import { Refused } from '../../platform/errors.ts';
import { anybody, route, type Route } from '../../platform/http/route.ts';
import type { FileStorage } from '../../platform/storage/file-storage.ts';
import { canReadReceipts } from './channel-policy.ts';
import { getChannel } from './channel-store.ts';
import type { StoreReceipt } from './email/receive/inlet.ts';
import { readArrivalTime } from './read-arrival-time.ts';
import { type AssertCaseReadable, getReadableReceipt } from './get-readable-receipt.ts';
import { getReceipt, listReceipts } from './receipt-views.ts';
import { retryReceipt } from './retry-receipt.ts';

export interface ReceiptDeps {
  readonly db: Database;
  readonly storage: FileStorage;
  readonly clock: Clock;
  readonly storeReceipt: StoreReceipt;
  readonly canReadCase: AssertCaseReadable;
  /** Throws where a message of the receipt was taken back and is not the actor’s to read. */
  readonly noteLook: (tx: Tx, actor: Actor, receiptId: string) => Promise<void>;
  /** Lets the intake look for work. */
  readonly onStored: () => void;
}

/** The operations on what came in, raw. */
export function receiptRoutes(deps: ReceiptDeps): Route[] {
  return [
    route(contract.listReceipts, canReadReceipts, ({ actor, db, query }) =>
      db.withAccount(actor.accountId, (tx) => listReceipts(tx, query)),
    ),
    route(contract.getReceipt, anybody, ({ actor, db, params }) =>
      db.withAccount(actor.accountId, (tx) =>
        getReadableReceipt(tx, actor, params.receiptId, deps.canReadCase),
      ),
    ),
    route(contract.getReceiptRaw, anybody, async ({ actor, db, params }) => {
      const found = await db.withAccount(actor.accountId, async (tx) => {
        const readable = await getReadableReceipt(tx, actor, params.receiptId, deps.canReadCase);
        await deps.noteLook(tx, actor, readable.id);
        return readable;
      });
      return {
        raw: deps.storage.stream(Buffer.from(found.sha256, 'hex')),
        headers: {
          'content-length': String(found.size_bytes),
          'content-disposition': `attachment; filename="${found.id}.eml"`,
        },
      };
    }),
    route(contract.createReceiptRetry, canReadReceipts, async ({ actor, db, params }) => {
      const { accountId } = actor;
      await db.withAccount(accountId, (tx) => retryReceipt(tx, actor, params.receiptId));
      deps.onStored();
      return db.withAccount(accountId, (tx) => getReceipt(tx, params.receiptId));
    }),
    route(contract.createMailImport, canReadReceipts, async ({ actor, params, query, body }) => {
      const key = query.external_key ?? null;
      return importMail(deps, actor, params.channelId, key, body);
    }),
  ];
}

async function importMail(
  deps: ReceiptDeps,
  actor: Actor,
  channelId: string,
  externalKey: string | null,
  raw: Buffer,
) {
  const { accountId } = actor;
  const channel = await deps.db.withAccount(accountId, (tx) => getChannel(tx, channelId));
  if (channel.disabledAt !== null) {
    throw new Refused(
      'channel_disabled',
      'This channel is switched off and takes no mail. Switch it on first; nothing was stored.',
    );
  }
  const stored = await deps.storeReceipt({
    accountId,
    channelId,
    source: 'import',
    externalKey,
    raw,
    envelope: null,
    receivedAt: readArrivalTime(raw, deps.clock.now()),
  });
  const receipt = await deps.db.withAccount(accountId, (tx) => getReceipt(tx, stored.receiptId));
  return { receipt, duplicate: stored.duplicate };
}

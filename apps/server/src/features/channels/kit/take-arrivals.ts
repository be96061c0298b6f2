import type { ReceiptSource } from '@earshot/contract/channel-contract.ts';
import type { SecretBox } from '../../../platform/crypto/secret-box.ts';
import type { Database } from '../../../platform/db/database.ts';
import { notFound, Refused } from '../../../platform/errors.ts';
import { openChannelSecrets } from '../channel-secrets.ts';
import { type Channel, findChannelByKey, getChannel } from '../channel-store.ts';
import type { StoredArrival, StoreReceipt } from '../email/receive/inlet.ts';
import { noteChannelError } from '../settings/channel-error-store.ts';
import type { AdapterRegistry } from './adapter-registry.ts';
import type { RawRequest, Verified, VerifiedArrival } from './channel-adapter.ts';

export interface ArrivalDeps {
  db: Database;
  secretBox: SecretBox;
  adapters: Pick<AdapterRegistry, 'get'>;
  storeReceipt: StoreReceipt;
}

/** Receipts of what arrived, or the words with which a challenge is answered. */
export type Taken = { receipts: StoredArrival[] } | Extract<Verified, { outcome: 'answer' }>;

/**
 * Takes what came by HTTP for a channel that its public key names: verified by the adapter over the
 * very bytes, then stored; only then the outside is told so. Throws `Refused` with the adapter’s
 * words, which also stand among the errors of the channel; 404 where there is no such channel.
 */
export async function takeArrivals(
  deps: ArrivalDeps,
  key: string,
  request: RawRequest,
  now: Date,
): Promise<Taken> {
  const place = await findChannelByKey(deps.db, key);
  if (!place) throw notFound('channel');
  const { accountId, channelId } = place;
  const channel = await deps.db.withAccount(accountId, (tx) => getChannel(tx, channelId));
  const verified = await verifyArrival(deps, channel, request, now);
  if (verified.outcome === 'answer') return verified;
  const receipts: StoredArrival[] = [];
  for (const arrival of verified.arrivals) {
    receipts.push(await storeArrival(deps.storeReceipt, channel, arrival, now));
  }
  return { receipts };
}

/** What the adapter says of a request; throws `Refused` where it refuses. */
export async function verifyArrival(
  deps: Omit<ArrivalDeps, 'storeReceipt'>,
  channel: Channel,
  request: RawRequest,
  now: Date,
): Promise<Exclude<Verified, { outcome: 'refused' }>> {
  const { verify } = deps.adapters.get(channel.kind);
  if (!verify) throw notFound('channel');
  const open = { ...channel, secrets: openChannelSecrets(deps.secretBox, channel) };
  const verified = await verify(request, open, now);
  if (verified.outcome !== 'refused') return verified;
  const { code, words, status } = verified;
  await deps.db.withAccount(channel.accountId, (tx) =>
    noteChannelError(tx, channel.id, { at: now, code, words }),
  );
  throw new Refused('arrival_refused', words, { status, facts: { reason: code } });
}

/** Stores one verified arrival; the same key again is the same thing. */
export function storeArrival(
  storeReceipt: StoreReceipt,
  channel: Pick<Channel, 'accountId' | 'id' | 'kind'>,
  { externalKey, raw }: VerifiedArrival,
  now: Date,
): Promise<StoredArrival> {
  return storeReceipt({
    accountId: channel.accountId,
    channelId: channel.id,
    source: channel.kind as ReceiptSource,
    externalKey,
    keyDecides: true,
    raw,
    envelope: null,
    receivedAt: now,
  });
}

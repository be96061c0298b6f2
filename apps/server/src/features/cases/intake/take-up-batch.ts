import type { Tx } from '../../../platform/db/database.ts';
import { gatherWork } from '../../../platform/gather-work.ts';
import { finishReceipts } from '../../channels/public.ts';
import { listOwnedPoints, normaliseEmail } from '../../contacts/public.ts';
import { hashExternalId } from '../../conversations/public.ts';
import { countedSince } from './confirm-case.ts';
import { takeUpMail } from './take-up-mail.ts';
import {
  AlreadyTakenUp,
  concludeTakeUp,
  outcomeOf,
  prepareTakeUp,
  type ReadyReceipt,
  takeUpReceipt,
} from './take-up-receipt.ts';
import { isOfMachine, type IntakeResult, type IntakeWork } from './take-up-receipts.ts';
import { namesCase } from './take-up-thread.ts';
import type { TakenUpMail, TakeUp } from './take-up-types.ts';
import { countCasesSince, listKnownHashes } from './take-up-views.ts';

export interface Takings {
  /** Takes a read receipt up, alone or together with others that are ready. */
  take(ready: ReadyReceipt): Promise<IntakeResult>;
}

/** Mails in one transaction: some 50 ms of work, and a failure repeats no more than these. */
const BATCH_MAX = 32;

interface Waiting {
  ready: ReadyReceipt;
  input: TakeUp;
  /** The sender’s address, normalised. */
  sender: string;
  done: PromiseWithResolvers<IntakeResult>;
}

/**
 * Mails that begin cases of their own go into one transaction: those that are ready while the one
 * before is at work, so that a single mail never waits for company. Whatever goes wrong with them
 * together, they are repeated one by one, where every rule of a single receipt holds; answers and
 * everything suspicious go one by one from the start.
 */
export function startTakings(work: IntakeWork): Takings {
  const gatherer = gatherWork<Waiting>((accountId, waiting) =>
    endBatch(work, accountId, takeBatch(waiting)),
  );
  return {
    async take(ready) {
      const { receipt, reading } = ready;
      const isFresh = receipt.attempts === 1 && receipt.failures === 0;
      if (!isFresh || 'failed' in reading) return takeUpReceipt(work, ready);
      const input = await prepareTakeUp(work, ready);
      const sender = findLoneSender(input);
      if (sender === null) return takeUpReceipt(work, ready, input);
      const done = Promise.withResolvers<IntakeResult>();
      gatherer.add(receipt.account_id, { ready, input, sender, done });
      return done.promise;
    },
  };
}

/** The oldest that are ready, one of each sender: what somebody writes next may depend on it. */
function takeBatch(waiting: Waiting[]): Waiting[] {
  const batch = new Map<string, Waiting>();
  for (const one of waiting) {
    if (batch.size < BATCH_MAX && !batch.has(one.sender)) batch.set(one.sender, one);
  }
  const left = waiting.filter((one) => batch.get(one.sender) !== one);
  waiting.splice(0, waiting.length, ...left);
  return [...batch.values()];
}

/** Who wrote a mail that seems to begin a case; null where it says something else. */
function findLoneSender(input: TakeUp): string | null {
  const sender = input.mail.from && normaliseEmail(input.mail.from.address);
  if (!sender || input.ownAddresses.has(sender)) return null;
  return input.mail.bounce === null && !namesCase(input) ? sender : null;
}

/** Never throws: each receipt of the batch hears of its own end. */
async function endBatch(work: IntakeWork, accountId: string, batch: Waiting[]): Promise<void> {
  let alone = batch;
  if (batch.length > 1) {
    try {
      const taken = await work.db.withAccount(accountId, (tx) => takeUpTogether(tx, batch));
      for (const [one, mail] of taken) {
        one.done.resolve(concludeTakeUp(work, one.input, accountId, mail));
      }
      alone = batch.filter((one) => !taken.has(one));
    } catch (error) {
      // With the database away they would fail one by one, too.
      if (isOfMachine(error)) return batch.forEach((one) => one.done.reject(error));
    }
  }
  const ends = alone.map((one) =>
    takeUpReceipt(work, one.ready, one.input).then(one.done.resolve, one.done.reject),
  );
  await Promise.all(ends);
}

/** Takes up those of the batch that begin a case; the others are left out. */
async function takeUpTogether(
  tx: Tx,
  batch: readonly Waiting[],
): Promise<Map<Waiting, TakenUpMail>> {
  const scouted = await scout(tx, batch);
  const taken = new Map<Waiting, TakenUpMail>();
  for (const [one, input] of scouted) taken.set(one, await takeUpMail(tx, input));
  if (taken.size === 0) return taken;
  const outcomes = [...taken].map(([{ input }, mail]) => ({
    receiptId: input.receipt.id,
    ...outcomeOf(input, mail),
  }));
  if ((await finishReceipts(tx, outcomes)) !== outcomes.length) throw new AlreadyTakenUp();
  return taken;
}

/** Looks up for all of them at once what the mails would look up one by one. */
async function scout(tx: Tx, batch: readonly Waiting[]): Promise<Map<Waiting, TakeUp>> {
  const hashes = new Map(batch.map((one) => [one, listHashes(one.input)]));
  const [known, points] = await Promise.all([
    listKnownHashes(tx, [...hashes.values()].flat()),
    listOwnedPoints(
      tx,
      'email',
      batch.map((one) => one.sender),
    ),
  ]);
  const contactIds = points.map((point) => point.kept_id);
  const { now } = batch[0]!.input;
  const counts =
    contactIds.length === 0 ? null : await countCasesSince(tx, contactIds, countedSince(now));
  const isKnown = new Set(known.map((hash) => hash.toString('hex')));
  const pointOf = new Map(points.map((point) => [point.value, point]));
  const scouted = new Map<Waiting, TakeUp>();
  for (const one of batch) {
    if (hashes.get(one)!.some((hash) => isKnown.has(hash.toString('hex')))) continue;
    const point = pointOf.get(one.sender) ?? null;
    const casesInLastHour = (point && counts?.get(point.kept_id)) ?? 0;
    scouted.set(one, { ...one.input, scouted: { point, casesInLastHour } });
  }
  return scouted;
}

function listHashes({ mail }: TakeUp): Buffer[] {
  const ids = [...(mail.messageId ? [mail.messageId] : []), ...mail.inReplyTo, ...mail.references];
  return ids.map(hashExternalId);
}

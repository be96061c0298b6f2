import type { Tx } from '../../../platform/db/database.ts';
import type { SaidFile, UnderstoodMessage, UnderstoodThing } from '../../channels/kit/public.ts';
import { type ClaimedReceipt, finishReceipt } from '../../channels/public.ts';
import { sanitiseHtml } from '../../channels/email/public.ts';
import type { NewAttachment } from '../../conversations/public.ts';
import { noteReading } from '../../deliveries/public.ts';
import { returnCaseNumber } from '../case-number-store.ts';
import { changeMessage } from './change-message.ts';
import { shapeMessage } from './shape-message.ts';
import { takeUpDeliveryState } from './take-up-delivery-state.ts';
import { takeUpMessage } from './take-up-message.ts';
import { AlreadyTakenUp, prepareTakeUp } from './take-up-receipt.ts';
import type { IntakeResult, IntakeWork } from './take-up-receipts.ts';
import type { SaidTakeUp, TakenUpMail } from './take-up-types.ts';

type Ready = { thing: Exclude<UnderstoodThing, UnderstoodMessage> } | { input: SaidTakeUp };

/** What became of one thing; null where it is about nothing that is known here. */
type Taken = Pick<TakenUpMail, 'caseId' | 'messageId'> & Partial<TakenUpMail>;

/**
 * Takes up everything that one receipt of a channel says, in one transaction with the end of the
 * receipt: messages, edits, deletions, delivery states and readings, each with effect once.
 */
export async function takeUpThings(
  deps: IntakeWork,
  receipt: ClaimedReceipt,
  things: readonly UnderstoodThing[],
): Promise<IntakeResult> {
  const ready: Ready[] = [];
  for (const thing of things) ready.push(await makeReady(deps, receipt, thing));
  const taken = await takeUpOnce(deps, receipt, ready);
  for (const [index, one] of ready.entries()) {
    if ('thing' in one || taken[index]?.openedCase) continue;
    returnCaseNumber(deps.db, receipt.account_id, one.input.caseNumber);
  }
  return {
    receiptId: receipt.id,
    state: 'understood',
    openedCase: taken.some((one) => one?.openedCase),
    openedConversation: taken.some((one) => one?.openedConversation),
  };
}

/** Nothing where another worker was first: everything done here is rolled back then. */
async function takeUpOnce(
  deps: IntakeWork,
  receipt: ClaimedReceipt,
  ready: readonly Ready[],
): Promise<(Taken | null)[]> {
  try {
    return await deps.db.withAccount(receipt.account_id, async (tx) => {
      const taken: (Taken | null)[] = [];
      for (const one of ready) {
        if ('thing' in one) {
          taken.push(await takeUpChange(tx, receipt, one.thing, deps.clock.now()));
          continue;
        }
        const said = await takeUpMessage(tx, one.input);
        if (said.messageId) await deps.onSaid?.(tx, said.messageId);
        taken.push(said);
      }
      const first = taken.find((one) => one !== null);
      const isFirst = await finishReceipt(tx, receipt.id, {
        state: 'understood',
        caseId: first?.caseId ?? null,
        messageId: first?.messageId ?? null,
        error: null,
      });
      if (!isFirst) throw new AlreadyTakenUp();
      return taken;
    });
  } catch (error) {
    if (error instanceof AlreadyTakenUp) return [];
    throw error;
  }
}

async function makeReady(
  deps: IntakeWork,
  receipt: ClaimedReceipt,
  thing: UnderstoodThing,
): Promise<Ready> {
  if (thing.what !== 'message') return { thing };
  const files: NewAttachment[] = [];
  for (const file of thing.files) files.push(await storeFile(deps, file));
  const ready = { receipt, reading: shapeMessage(thing), verdicts: null };
  const input = await prepareTakeUp(deps, ready);
  return { input: { ...input, said: thing, files } };
}

/** Bytes that came with the receipt go into the storage; uploads lie there already. */
async function storeFile(deps: IntakeWork, file: SaidFile): Promise<NewAttachment> {
  const { fileName, mimeType } = file;
  const kept =
    'bytes' in file
      ? await deps.storage.put(Buffer.from(file.bytes))
      : { sha256: file.sha256, sizeBytes: file.sizeBytes };
  return { fileName, mimeType, contentId: null, disposition: 'attachment', ...kept };
}

/** What changes something that stands already. */
async function takeUpChange(
  tx: Tx,
  receipt: ClaimedReceipt,
  thing: Exclude<UnderstoodThing, UnderstoodMessage>,
  now: Date,
): Promise<Taken | null> {
  if (thing.what === 'mail') throw new Error('A mail is taken up by itself.');
  if (thing.what === 'delivery') return takeUpDeliveryState(tx, thing, now);
  if (thing.what === 'reading') {
    const read = await noteReading(tx, receipt.channel_id, thing);
    return read && { caseId: read.case_id, messageId: null };
  }
  const { channel_id: channelId, id: receipt_id } = receipt;
  const at = thing.at.toISOString();
  const changed = await changeMessage(
    tx,
    { channelId, externalId: thing.externalId },
    thing.what === 'deletion'
      ? { what: 'deletion', at, receipt_id }
      : {
          what: 'edit',
          text: thing.text,
          html: thing.html === null ? null : sanitiseHtml(thing.html).html,
          at,
          receipt_id,
        },
  );
  return changed && { caseId: changed.case_id, messageId: null };
}

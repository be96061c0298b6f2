import { blankMail, type MailVerdicts, type UnderstoodMail } from '../../channels/email/public.ts';
import { type ClaimedReceipt, finishReceipt, type ReceiptOutcome } from '../../channels/public.ts';
import { kindOfSource } from '../../channels/kit/public.ts';
import type { NewAttachment } from '../../conversations/public.ts';
import { returnCaseNumber, takeCaseNumber } from '../case-number-store.ts';
import { takeUpMail } from './take-up-mail.ts';
import type { IntakeResult, IntakeWork } from './take-up-receipts.ts';
import type { TakenUpMail, TakeUp } from './take-up-types.ts';

/** Another worker finished the receipt first: everything done here is rolled back. */
export class AlreadyTakenUp extends Error {}

/** A receipt that was read, on its way into a case. */
export interface ReadyReceipt {
  receipt: ClaimedReceipt;
  reading: UnderstoodMail | { failed: string };
  verdicts: MailVerdicts | null;
}

/**
 * Takes one understood receipt up and marks it done in the same transaction, guarded by its state:
 * however often it is tried, by whichever process, it has effect once.
 */
export async function takeUpReceipt(
  deps: IntakeWork,
  ready: ReadyReceipt,
  prepared?: TakeUp,
): Promise<IntakeResult> {
  const input = prepared ?? (await prepareTakeUp(deps, ready));
  const { id: receiptId, account_id: accountId } = ready.receipt;
  try {
    const taken = await deps.db.withAccount(accountId, async (tx) => {
      const one = await takeUpMail(tx, input);
      // What opens a case is no answer in a conversation that is there.
      if (one.messageId && !one.openedCase) await deps.onSaid?.(tx, one.messageId);
      if (!(await finishReceipt(tx, receiptId, outcomeOf(input, one)))) throw new AlreadyTakenUp();
      return one;
    });
    return concludeTakeUp(deps, input, accountId, taken);
  } catch (error) {
    if (!(error instanceof AlreadyTakenUp)) throw error;
    return concludeTakeUp(deps, input, accountId, null);
  }
}

/** Everything that taking up needs; files are in the storage and a number is taken then. */
export async function prepareTakeUp(
  deps: IntakeWork,
  { receipt, reading, verdicts }: ReadyReceipt,
): Promise<TakeUp> {
  const failure = 'failed' in reading ? reading.failed : null;
  const mail = 'failed' in reading ? blankMail : reading;
  return {
    receipt: {
      id: receipt.id,
      source: receipt.source,
      receivedAt: receipt.received_at,
      sha256: receipt.sha256,
      sizeBytes: receipt.size_bytes,
      recipients: receipt.envelope?.to ?? [],
      page: receipt.envelope?.page ?? null,
    },
    ...(await deps.places.recall(deps, receipt)),
    mail,
    verdicts,
    files: failure ? [rawFile(receipt)] : await storeFiles(deps, mail, receipt),
    caseNumber: await takeCaseNumber(deps.db, receipt.account_id),
    now: deps.clock.now(),
    notUnderstood: failure,
    said: null,
    scouted: null,
  };
}

/** What the receipt says once its mail was taken up. */
export function outcomeOf(input: TakeUp, taken: TakenUpMail): ReceiptOutcome {
  const { state, caseId, messageId } = taken;
  return { state, caseId, messageId, error: input.notUnderstood };
}

/** After the commit; `taken` is null where another worker was first. */
export function concludeTakeUp(
  deps: IntakeWork,
  input: TakeUp,
  accountId: string,
  taken: TakenUpMail | null,
): IntakeResult {
  // Whether the one who was first, perhaps ourselves unheard, used this number is not known.
  if (taken && !taken.openedCase) returnCaseNumber(deps.db, accountId, input.caseNumber);
  return {
    receiptId: input.receipt.id,
    state: taken?.state ?? 'understood',
    openedCase: taken?.openedCase ?? false,
    openedConversation: taken?.openedConversation ?? false,
  };
}

async function storeFiles(
  deps: IntakeWork,
  mail: UnderstoodMail,
  receipt: ClaimedReceipt,
): Promise<NewAttachment[]> {
  const stored: NewAttachment[] = [];
  for (const file of mail.attachments) {
    const { sha256, sizeBytes } = await deps.storage.put(file.bytes);
    const { fileName, mimeType, contentId, disposition } = file;
    stored.push({ fileName, mimeType, contentId, disposition, sha256, sizeBytes });
  }
  // Whoever reads a mail that was understood only in part can open the whole.
  return mail.understoodBy === 'headers-only' ? [...stored, rawFile(receipt)] : stored;
}

function rawFile(receipt: ClaimedReceipt): NewAttachment {
  const isMail = kindOfSource(receipt.source) === 'email';
  return {
    fileName: isMail ? 'message.eml' : 'message.txt',
    mimeType: isMail ? 'message/rfc822' : 'text/plain',
    sizeBytes: receipt.size_bytes,
    sha256: receipt.sha256,
    contentId: null,
    disposition: 'attachment',
  };
}

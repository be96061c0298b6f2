import type { MailVerdicts, UnderstoodMail } from '../../channels/email/public.ts';
import { type ClaimedReceipt, finishReceipt } from '../../channels/public.ts';
import type { NewAttachment } from '../../conversations/public.ts';
import { returnCaseNumber, takeCaseNumber } from '../case-number-store.ts';
import { takeUpMail } from './take-up-mail.ts';
import type { IntakeResult, IntakeWork } from './take-up-receipts.ts';

/** Another worker finished the receipt first: everything done here is rolled back. */
class AlreadyTakenUp extends Error {}

/**
 * Takes one understood receipt up and marks it done in the same transaction, guarded by its state:
 * however often it is tried, by whichever process, it has effect once.
 */
export async function takeUpReceipt(
  deps: IntakeWork,
  receipt: ClaimedReceipt,
  reading: UnderstoodMail | { failed: string },
  verdicts: MailVerdicts | null,
): Promise<IntakeResult> {
  const failure = 'failed' in reading ? reading.failed : null;
  const mail = 'failed' in reading ? unreadableMail : reading;
  const files = failure ? [rawFile(receipt)] : await storeFiles(deps, mail, receipt);
  const caseNumber = await takeCaseNumber(deps.db, receipt.account_id);
  const place = await deps.places.recall(deps, receipt);
  try {
    const result = await deps.db.withAccount(receipt.account_id, async (tx) => {
      const taken = await takeUpMail(tx, {
        receipt: {
          id: receipt.id,
          source: receipt.source,
          receivedAt: receipt.received_at,
          sha256: receipt.sha256,
          sizeBytes: receipt.size_bytes,
          recipients: receipt.envelope?.to ?? [],
          page: receipt.envelope?.page ?? null,
        },
        ...place,
        mail,
        verdicts,
        files,
        caseNumber,
        now: deps.clock.now(),
        notUnderstood: failure,
      });
      const first = await finishReceipt(tx, receipt.id, {
        state: taken.state,
        caseId: taken.caseId,
        messageId: taken.messageId,
        error: failure,
      });
      if (!first) throw new AlreadyTakenUp();
      return { receiptId: receipt.id, ...taken };
    });
    if (!result.openedCase) returnCaseNumber(deps.db, receipt.account_id, caseNumber);
    return result;
  } catch (error) {
    if (!(error instanceof AlreadyTakenUp)) throw error;
    returnCaseNumber(deps.db, receipt.account_id, caseNumber);
    return {
      receiptId: receipt.id,
      state: 'understood',
      openedCase: false,
      openedConversation: false,
    };
  }
}

/** What stands in the case where nothing of the mail could be read. */
const unreadableMail: UnderstoodMail = {
  from: null,
  fromAll: [],
  sender: null,
  replyTo: [],
  to: [],
  cc: [],
  subject: '',
  messageId: null,
  inReplyTo: [],
  references: [],
  date: { claimed: null, sentAt: null },
  text: '',
  html: null,
  folded: [],
  htmlFolded: false,
  remoteImages: 0,
  attachments: [],
  automatic: null,
  mayAnswerAutomatically: false,
  mayAnswerReason: 'not_understood',
  bounce: null,
  language: null,
  warnings: ['understanding_failed'],
  nameSpoof: null,
  deliveredTo: [],
  hops: 0,
  loopHeader: null,
  listId: null,
  priority: null,
  headers: [],
  understoodBy: 'headers-only',
};

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
  return {
    fileName: 'message.eml',
    mimeType: 'message/rfc822',
    sizeBytes: receipt.size_bytes,
    sha256: receipt.sha256,
    contentId: null,
    disposition: 'attachment',
  };
}

import type { Attachment } from '@earshot/contract/message-contract.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Database } from '../../platform/db/database.ts';
import { Refused } from '../../platform/errors.ts';
import type { FileStorage } from '../../platform/storage/file-storage.ts';
import { sniffImage } from '../../platform/web/sniff-image.ts';
import { unusedUploadsKept_days, unusedUploadsMost } from './attachment-limits.ts';
import { cleanFileName, decideUploadType } from './attachment-rules.ts';
import { countUnusedUploads, insertUpload } from './attachment-store.ts';
import { presentAttachment } from './message-views.ts';

export interface UploadInput {
  bytes: Buffer;
  fileName: string;
  mimeType: string;
}

/**
 * Keeps a file for a message that is still being written. Whoever says it is a picture is checked:
 * bytes that are none are kept as plain bytes, so that they are never shown in place.
 */
export async function storeUpload(
  db: Database,
  storage: FileStorage,
  actor: Actor,
  input: UploadInput,
): Promise<Attachment> {
  const waiting = await db.withAccount(actor.accountId, (tx) => countUnusedUploads(tx, actor.id));
  if (waiting >= unusedUploadsMost) {
    throw new Refused(
      'too_many_uploads',
      `${waiting} of your files wait for a message that carries them. Send or leave out some; ` +
        `after ${unusedUploadsKept_days} days unused ones are forgotten. This one was not kept.`,
      { status: 429 },
    );
  }
  // The bytes first: a row without its file must not exist.
  const stored = await storage.put(input.bytes);
  const row = await db.withAccount(actor.accountId, (tx) =>
    insertUpload(tx, {
      uploadedBy: actor.id,
      fileName: cleanFileName(input.fileName),
      mimeType: decideUploadType(input.mimeType, sniffImage(input.bytes)),
      sizeBytes: stored.sizeBytes,
      sha256: stored.sha256,
    }),
  );
  return presentAttachment(row);
}

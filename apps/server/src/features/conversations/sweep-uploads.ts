import { DAY_MS } from '@earshot/contract/durations.ts';
import type { Database, Tx } from '../../platform/db/database.ts';
import { scheduleForgetting } from '../../platform/storage/forget-files.ts';
import { sweepStep_rows, unusedUploadsKept_days } from './attachment-limits.ts';
import { deleteUnusedUploads, listUnusedUploads, type UnusedUpload } from './attachment-store.ts';

/** Which of these uploads are still held by somebody, such as a draft. */
export type KeepUploads = (tx: Tx, ids: readonly string[]) => Promise<ReadonlySet<string>>;

/**
 * Forgets uploads that nothing used for a week, in every account; run it hourly. Their bytes go a
 * day later. Drafts lie in a higher slice, so who holds an upload is answered by `keep`. Answers
 * how many were forgotten.
 */
export async function sweepUploads(db: Database, now: Date, keep: KeepUploads): Promise<number> {
  const before = new Date(now.getTime() - unusedUploadsKept_days * DAY_MS);
  let forgotten = 0;
  let afterId: string | null = null;
  for (;;) {
    const from: string | null = afterId;
    const step: UnusedUpload[] = await db.withSystem((tx) =>
      listUnusedUploads(tx, before, from, sweepStep_rows),
    );
    for (const [accountId, uploads] of Map.groupBy(step, (upload) => upload.account_id)) {
      const ids = uploads.map((upload) => upload.id);
      forgotten += await db.withAccount(accountId, async (tx) => {
        const kept = await keep(tx, ids);
        const hashes = await deleteUnusedUploads(
          tx,
          ids.filter((id) => !kept.has(id)),
        );
        await scheduleForgetting(tx, hashes, now);
        return hashes.length;
      });
    }
    if (step.length < sweepStep_rows) return forgotten;
    afterId = step.at(-1)!.id;
  }
}

/**
 * A process of its own that writes one answer to all parts of a family and sends it, and dies
 * (SIGKILL) right before its n-th statement: `node answer-family-and-die.ts <databaseUrl>
 * <filesDir> <masterKeyHex> <relayUrl> <accountId> <familyReplyId> <n>`. n = 0: it lives. Prints
 * the number of statements.
 */
import { createApp } from '../../../../apps/server/src/app.ts';
import { familyJobs } from '../../../../apps/server/src/features/cases/family/family-jobs.ts';
import { createSecretBox } from '../../../../apps/server/src/platform/crypto/secret-box.ts';
import { openDatabase } from '../../../../apps/server/src/platform/db/database.ts';
import { silentLog } from '../../../../apps/server/src/platform/log/log.ts';
import { openFileStorage } from '../../../../apps/server/src/platform/storage/file-storage.ts';
import { dieAtStatement } from './die-at-statement.ts';

const [url = '', filesDir = '', masterKey = '', relayUrl = '', accountId = '', replyId = '', n] =
  process.argv.slice(2);
const clock = { now: () => new Date() };
const db = openDatabase({ url });
const app = await createApp({
  db,
  storage: await openFileStorage(filesDir),
  secretBox: createSecretBox(Buffer.from(masterKey, 'hex')),
  log: silentLog,
  clock,
  version: 'test',
  publicUrl: 'http://localhost',
  trustProxy: false,
  relayUrl,
  smtpInPort: null,
  loopMark: 'test-loop',
  understandWorkers: 1,
});
const countStatements = dieAtStatement(Number(n));
const work = app.start();
const payload = { family_reply_id: replyId };
const job = { accountId, id: replyId, payload, attempts: 1 };
await familyJobs({ db, clock })['family.reply']!(job);
await work.delivery.drain();
process.stdout.write(String(countStatements()));
await app.stop();
await db.close();

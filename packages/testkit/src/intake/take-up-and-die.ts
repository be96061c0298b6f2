/**
 * A process of its own that takes up what is stored and dies (SIGKILL) right before its n-th
 * statement reaches PostgreSQL: `node take-up-and-die.ts <databaseUrl> <filesDir> <masterKeyHex>
 * <n>`. n = 0: it lives. Prints the number of statements it sent.
 */
import { startIntake } from '../../../../apps/server/src/features/cases/intake/take-up-receipts.ts';
import { createEmailAdapter } from '../../../../apps/server/src/features/channels/email/email-adapter.ts';
import { createAdapterRegistry } from '../../../../apps/server/src/features/channels/kit/public.ts';
import { understandMail } from '../../../../apps/server/src/features/channels/email/understand/understand-mail.ts';
import { createSecretBox } from '../../../../apps/server/src/platform/crypto/secret-box.ts';
import { openDatabase } from '../../../../apps/server/src/platform/db/database.ts';
import { silentLog } from '../../../../apps/server/src/platform/log/log.ts';
import { openFileStorage } from '../../../../apps/server/src/platform/storage/file-storage.ts';
import { dieAtStatement } from './die-at-statement.ts';

const [url = '', filesDir = '', masterKey = '', dieAt = '0'] = process.argv.slice(2);
const countStatements = dieAtStatement(Number(dieAt));
const db = openDatabase({ url });
const intake = startIntake({
  db,
  storage: await openFileStorage(filesDir),
  secretBox: createSecretBox(Buffer.from(masterKey, 'hex')),
  adapters: createAdapterRegistry([
    createEmailAdapter({
      understander: { understand: async (raw) => understandMail(raw) },
      authenticate: async () => ({
        spf: null,
        dkim: null,
        dmarc: null,
        arc: null,
        verified: false,
        reason: '',
      }),
      startPull: () => null,
      relayUrl: null,
      checkRelay: async () => ({ ok: true, detail: '' }),
      outbound: {
        canSend: async () => false,
        prepare: async () => null,
        close: async () => undefined,
      },
    }),
  ]),
  clock: { now: () => new Date() },
  log: silentLog,
});
await intake.drain();
await intake.stop();
await db.close();
process.stdout.write(String(countStatements()));

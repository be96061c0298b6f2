import { type App, createApp } from '../../../../apps/server/src/app.ts';
import { createSecretBox } from '../../../../apps/server/src/platform/crypto/secret-box.ts';
import { openDatabase } from '../../../../apps/server/src/platform/db/database.ts';
import { silentLog } from '../../../../apps/server/src/platform/log/log.ts';
import { randomBytes } from 'node:crypto';
import type { TestApp } from './start-test-app.ts';

/** One more server on the database of the first; stop it before the first. */
export async function startSecondApp(first: TestApp): Promise<{
  app: App;
  /** The work behind its desk, begun already. */
  work: ReturnType<App['start']>;
  stop(): Promise<void>;
}> {
  const db = openDatabase({ url: first.ownerUrl });
  const app = await createApp({
    db,
    storage: first.storage,
    secretBox: createSecretBox(randomBytes(32)),
    log: silentLog,
    clock: first.clock,
    version: 'second',
    publicUrl: first.publicUrl,
    trustProxy: false,
    relayUrl: null,
    smtpInPort: null,
    loopMark: 'test',
    understandWorkers: 1,
  });
  await app.server.ready();
  const work = app.start();
  return {
    app,
    work,
    async stop() {
      await app.stop();
      await db.close();
    },
  };
}

import { describeConfig } from '../../platform/config/describe-config.ts';
import { openOwnerClient } from '../../platform/db/copy-tables.ts';
import type { Installation } from '../open-installation.ts';
import { checkDatabase } from './check-database.ts';
import { checkMachine } from './check-machine.ts';
import { checkOutside } from './check-outside.ts';
import { checkStorage, type StorageCheckOptions } from './check-storage.ts';
import { checkWork } from './check-work.ts';
import { fail, type Finding, ok, wordsOf } from './doctor-finding.ts';

/**
 * Looks at everything an installation consists of and says of each part whether it is well and what
 * to do. Changes nothing.
 */
export async function* examineInstallation(
  installation: Installation,
  options: StorageCheckOptions,
): AsyncGenerator<Finding> {
  const { config, server, storage } = installation;
  const settings = describeConfig(config).join('; ');
  yield ok('settings', `The settings are valid. ${settings}.`);
  yield* checkMachine(config, installation.version);
  const client = await openOwnerClient(installation.ownerUrl);
  try {
    yield* guard('database', checkDatabase(client, config.databaseUrl === null));
    yield* guard('storage', checkStorage(client, storage, options));
    const facts = { serverRuns: server !== null, hasRelay: config.smtpUrl !== null };
    yield* guard('work', checkWork(client, facts));
  } finally {
    await client.end();
  }
  yield* guard('outside', checkOutside(installation));
}

/** A check that breaks off is a finding itself; the others still run. */
async function* guard(part: string, checks: AsyncGenerator<Finding>): AsyncGenerator<Finding> {
  try {
    yield* checks;
  } catch (error) {
    const text = `The check of the ${part} broke off: ${wordsOf(error)}`;
    yield fail(`${part}.check`, text, 'Mend what the lines before name, then run it again.');
  }
}

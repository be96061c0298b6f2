import { join } from 'node:path';
import { isPostgresIn } from './find-processes.ts';
import { findClusterDir } from './place-cluster.ts';
import { findPostmasterFile } from './postmaster-file.ts';
import { findPassword, presentUrl } from './start-embedded-postgres.ts';

/**
 * Address of the owner role of the embedded PostgreSQL that a server runs in this data folder, for
 * the command line beside it; null where none is ready.
 */
export async function findRunningPostgres(dataDir: string): Promise<string | null> {
  const clusterDir = findClusterDir(dataDir);
  if (clusterDir === null) return null;
  const file = await findPostmasterFile(clusterDir);
  if (file === null || !file.isReady || file.port === null) return null;
  if (!isPostgresIn(file.pid, clusterDir)) return null;
  const password = findPassword(join(dataDir, 'postgres.password'));
  return password === null ? null : presentUrl(password, file.port, null);
}

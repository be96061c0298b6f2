import type { OnProgress } from '../platform/backup/backup-format.ts';
import { BackupRefused } from '../platform/backup/backup-format.ts';
import { passphraseLength_min } from '../platform/backup/seal-master-key.ts';
import { writeBackup, type WrittenBackup } from '../platform/backup/write-backup.ts';
import { json } from '../platform/db/tables.ts';
import type { Installation } from './open-installation.ts';

/** Under this name the installation remembers its last backup. */
export const lastBackupName = 'last_backup';

/** What is remembered of the last backup. */
export interface LastBackup {
  readonly at: string;
  readonly path: string;
  readonly size_bytes: number;
}

/** Backs database and files up into one verified file, while everything runs. */
export async function backUpInstallation(
  installation: Installation,
  input: {
    readonly path: string;
    readonly overwrite: boolean;
    /** Puts the master key in, sealed; null: leaves it out. */
    readonly passphrase: string | null;
    readonly onProgress: OnProgress;
  },
): Promise<WrittenBackup> {
  refuseWeak(input.passphrase);
  const now = new Date();
  const { ownerUrl, storage, masterKey, version } = installation;
  const written = await writeBackup({ ...input, ownerUrl, storage, masterKey, version, now });
  const value: LastBackup = {
    at: now.toISOString(),
    path: written.path,
    size_bytes: written.sizeBytes,
  };
  await installation.db.withSystem((tx) =>
    tx.db
      .insertInto('installation')
      .values({ name: lastBackupName, value: json(value) })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: json(value) }))
      .execute(),
  );
  return written;
}

function refuseWeak(passphrase: string | null): void {
  if (passphrase === null || passphrase.length >= passphraseLength_min) return;
  throw new BackupRefused(
    `The passphrase is shorter than ${passphraseLength_min} characters. A backup lies where others ` +
      'may try all short ones; take several words.',
  );
}

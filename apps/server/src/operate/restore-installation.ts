import { open, rename } from 'node:fs/promises';
import type { BackupHeader, OnProgress } from '../platform/backup/backup-format.ts';
import { BackupRefused } from '../platform/backup/backup-format.ts';
import type { CheckedBackup } from '../platform/backup/check-backup.ts';
import { restoreBackup } from '../platform/backup/restore-backup.ts';
import { fingerprintKey, openSealedMasterKey } from '../platform/backup/seal-master-key.ts';
import type { Installation } from './open-installation.ts';

export interface RestoredInstallation {
  readonly header: BackupHeader;
  readonly rows: number;
  readonly files: number;
  /** Files the backup itself had to do without. */
  readonly missingFiles: number;
  readonly migrated: readonly string[];
  /** own: the key at hand is that of the backup; restored: it came out of it; other: neither. */
  readonly key: 'own' | 'restored' | 'other';
  /** Messages that were waiting to be sent when the backup was made. */
  readonly waitingMessages: number;
}

/**
 * Puts a backup into this installation, which must be empty and without a running server. Throws
 * `BackupRefused` in sentences; then nothing was kept.
 */
export async function restoreInstallation(
  installation: Installation,
  input: {
    readonly path: string;
    /** Opens the master key that lies in the backup; null: none was given. */
    readonly passphrase: string | null;
    readonly onProgress: OnProgress;
  },
): Promise<RestoredInstallation> {
  const { server, ownerUrl, storage, db } = installation;
  if (server !== null) {
    throw new BackupRefused(
      `The server runs (process ${server.pid}). A restore needs an installation at rest: stop the ` +
        'server, and set EARSHOT_DATA to a new folder unless it is empty.',
    );
  }
  let key: Buffer | null = null;
  const restored = await restoreBackup({
    ...input,
    ownerUrl,
    storage,
    startTables: ['installation'],
    beforeFilling: async (checked) => {
      key = openKey(installation, checked, input.passphrase);
    },
  });
  const own = fingerprintKey(installation.masterKey) === restored.header.key_fingerprint;
  if (!own && key !== null) await placeKey(installation, key);
  const waiting = await db.withSystem((tx) =>
    tx.db
      .selectFrom('deliveries')
      .select((the) => the.fn.countAll<number>().as('count'))
      .where('state', 'in', ['waiting', 'sending', 'deferred'])
      .executeTakeFirstOrThrow(),
  );
  const { manifest } = restored;
  return {
    header: restored.header,
    rows: manifest.tables.reduce((sum, table) => sum + table.rows, 0),
    files: manifest.files.count,
    missingFiles: manifest.missing_files.length,
    migrated: restored.migrated,
    key: own ? 'own' : key === null ? 'other' : 'restored',
    waitingMessages: waiting.count,
  };
}

function openKey(
  { config }: Installation,
  checked: CheckedBackup,
  passphrase: string | null,
): Buffer | null {
  if (passphrase === null) return null;
  if (checked.sealedKey === null) {
    throw new BackupRefused(
      'This backup carries no master key, so there is nothing for a passphrase to open. Leave the ' +
        'passphrase out, and put the old master.key into the data folder first. Nothing was changed.',
    );
  }
  const key = openSealedMasterKey(checked.sealedKey, passphrase);
  if (key !== null && config.masterKey !== null && !key.equals(config.masterKey)) {
    throw new BackupRefused(
      'MASTER_KEY is set to another key than that of the backup. Leave MASTER_KEY unset, or leave ' +
        'the passphrase out. Nothing was changed.',
    );
  }
  if (key !== null) return key;
  throw new BackupRefused('The passphrase does not open the master key. Nothing was changed.');
}

/** The installation is new, so nothing was sealed with the key that is replaced. */
async function placeKey({ config }: Installation, key: Buffer): Promise<void> {
  const draft = `${config.masterKeyFile}.${process.pid}.tmp`;
  const file = await open(draft, 'w', 0o600);
  try {
    await file.writeFile(`${key.toString('hex')}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, config.masterKeyFile);
}

import { backUpInstallation } from '../../../server/src/operate/back-up-installation.ts';
import { type Call, type Command, WrongUsage } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { createProgressLine } from '../progress-line.ts';
import { readSecretFromFile, readSecretFromStdin } from '../read-secret.ts';
import { presentBytes } from '../present-bytes.ts';
import { print, printJson, tell } from '../tell.ts';
import { withInstallation } from '../with-installation.ts';

const phases = { tables: 'tables', files: 'files', check: 'entries compared' } as const;

/** `earshot backup`: database and files in one file. */
export const backup: Command = {
  name: 'backup',
  usage: 'FILE [--with-key --passphrase-file PATH]',
  notes:
    'FILE ends in .tar.gz, .tar.zst or .tar. The master key is left out unless --with-key puts it\n' +
    'in under a passphrase: without it stored passwords of mailboxes cannot be read after a restore.',
  positionals: [1, 1],
  options: {
    force: { type: 'boolean', help: 'replace FILE where it exists' },
    'with-key': { type: 'boolean', help: 'put the master key in, under a passphrase' },
    'passphrase-stdin': { type: 'boolean', help: 'read the passphrase from standard input' },
    'passphrase-file': { type: 'string', value: 'PATH', help: 'read the passphrase from a file' },
    json: { type: 'boolean', help: 'print JSON for programs' },
  },
  async run(call) {
    const passphrase = await readPassphrase(call);
    if (call.flag('with-key') && passphrase === null) {
      throw new WrongUsage('--with-key needs --passphrase-stdin or --passphrase-file.');
    }
    if (!call.flag('with-key') && passphrase !== null) {
      throw new WrongUsage('A passphrase is for --with-key.');
    }
    return withInstallation({}, async (installation) => {
      const line = createProgressLine();
      const written = await backUpInstallation(installation, {
        path: call.positionals[0]!,
        overwrite: call.flag('force') ?? false,
        passphrase,
        onProgress: ({ phase, done, total }) => line.show(phases[phase], done, total),
      }).finally(() => line.clear());
      const missing = written.manifest.missing_files;
      if (call.flag('json')) {
        printJson({
          path: written.path,
          size_bytes: written.sizeBytes,
          rows: written.rows,
          files: written.files,
          missing_files: missing,
          with_key: passphrase !== null,
          verified: true,
        });
      } else {
        const what = `${written.rows} rows and ${written.files} files`;
        print(
          `${written.path}: ${what}, ${presentBytes(written.sizeBytes)}, read back and compared.`,
        );
      }
      if (passphrase === null) tell(describeKey(installation.config.masterKeyFile));
      if (missing.length === 0) return exitCodes.ok;
      tell(
        `${missing.length} stored files are missing or damaged and so not in the backup. ` +
          'See: npx earshot doctor --deep',
      );
      return exitCodes.failed;
    });
  },
};

function describeKey(path: string): string {
  return (
    `The master key is NOT in the backup. Keep ${path} in another safe place: without it the ` +
    'stored passwords of mailboxes and relays cannot be read after a restore.'
  );
}

/** The passphrase of the master key inside a backup; null where none was given. */
export async function readPassphrase(call: Call): Promise<string | null> {
  const file = call.text('passphrase-file');
  if (file !== undefined) return readSecretFromFile(file, 'passphrase');
  return call.flag('passphrase-stdin') ? readSecretFromStdin('passphrase') : null;
}

import { restoreInstallation } from '../../../server/src/operate/restore-installation.ts';
import type { Command } from '../command.ts';
import { createProgressLine } from '../progress-line.ts';
import { print, printJson, tell } from '../tell.ts';
import { withInstallation } from '../with-installation.ts';
import { readPassphrase } from './backup.ts';

const phases = { tables: 'tables', files: 'files', check: 'entries compared' } as const;

/** `earshot restore`: an installation out of a backup. */
export const restore: Command = {
  name: 'restore',
  usage: 'FILE [--passphrase-file PATH]',
  notes:
    'The server must not run, and nothing is ever overwritten: set EARSHOT_DATA to a new folder.\n' +
    'A backup of an older Earshot is brought up to date.',
  positionals: [1, 1],
  options: {
    'passphrase-stdin': {
      type: 'boolean',
      help: 'open the master key inside, from standard input',
    },
    'passphrase-file': { type: 'string', value: 'PATH', help: 'the same, from a file' },
    json: { type: 'boolean', help: 'print JSON for programs' },
  },
  async run(call) {
    const passphrase = await readPassphrase(call);
    return withInstallation({ migrates: false }, async (installation) => {
      const line = createProgressLine();
      const restored = await restoreInstallation(installation, {
        path: call.positionals[0]!,
        passphrase,
        onProgress: ({ phase, done, total }) => line.show(phases[phase], done, total),
      }).finally(() => line.clear());
      if (call.flag('json')) {
        const { header, missingFiles, waitingMessages, ...rest } = restored;
        printJson({
          made_at: header.created_at,
          made_by: header.earshot,
          ...rest,
          missing_files: missingFiles,
          waiting_messages: waitingMessages,
        });
      } else {
        const { rows, files, header } = restored;
        print(`Restored ${rows} rows and ${files} files of ${header.created_at}, all compared.`);
      }
      if (restored.migrated.length > 0)
        tell(`Brought up to date: ${restored.migrated.join(', ')}.`);
      if (restored.key === 'other') tell(describeKey(installation.config.masterKeyFile));
      if (restored.waitingMessages > 0) tell(describeWaiting(restored.waitingMessages));
      if (restored.missingFiles > 0) {
        tell(`${restored.missingFiles} files were missing already when the backup was made.`);
      }
    });
  },
};

function describeKey(path: string): string {
  return (
    'The master key here is another one than that of the backup. Put the old one into ' +
    `${path} before the start; otherwise give the channels their passwords anew.`
  );
}

function describeWaiting(count: number): string {
  return (
    `${count} messages were waiting to be sent when the backup was made; they will be sent once ` +
    'the server starts. If the old installation has sent them since, cancel them on the desk first: ' +
    'start without SMTP_URL.'
  );
}

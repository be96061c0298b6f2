import { foundDemo } from '../../../server/src/operate/demo/found-demo.ts';
import type { Command } from '../command.ts';
import { createProgressLine } from '../progress-line.ts';
import { readSecretFromFile, readSecretFromStdin } from '../read-secret.ts';
import { print, printJson, printTable } from '../tell.ts';
import { withInstallation } from '../with-installation.ts';

/** `earshot demo`: the named world. */
export const demo: Command = {
  name: 'demo',
  usage: '[--no-start]',
  notes:
    'Only for an installation that nobody has set up: set EARSHOT_DATA to a new folder to try it.\n' +
    'Nothing is ever sent to the people in it; their addresses do not exist.',
  positionals: [0, 0],
  options: {
    start: {
      type: 'boolean',
      help: 'start the server afterwards (the default; --no-start: do not)',
    },
    'password-stdin': { type: 'boolean', help: 'password of all members, from standard input' },
    'password-file': { type: 'string', value: 'PATH', help: 'the same, from a file' },
    json: { type: 'boolean', help: 'print JSON for programs; implies --no-start' },
  },
  async run(call) {
    const file = call.text('password-file');
    const given =
      file !== undefined
        ? readSecretFromFile(file, 'password')
        : call.flag('password-stdin')
          ? await readSecretFromStdin('password')
          : null;
    const isJson = call.flag('json') ?? false;
    const isRunning = await withInstallation({}, async (installation) => {
      const line = createProgressLine();
      const made = await foundDemo(installation, {
        password: given,
        onProgress: (done, total) => line.show('events of three weeks', done, total),
      }).finally(() => line.clear());
      if (isJson) printJson({ ...made, url: installation.publicUrl });
      else {
        print(`${made.cases} cases are there. Sign in at ${installation.publicUrl}/ as any of:`);
        print('');
        printTable([
          ['NAME', 'E-MAIL', 'ROLE', 'PASSWORD'],
          ...made.people.map(({ name, email, role }) => [name, email, role, made.password]),
        ]);
        print('');
      }
      return installation.server !== null;
    });
    if (isRunning || isJson || call.flag('start') === false) return;
    await import('../../../server/src/main.ts');
    // The server ends the process itself.
    await new Promise(() => undefined);
  },
};

import { setUpInstallation } from '../../../server/src/operate/set-up-installation.ts';
import type { Command } from '../command.ts';
import { readSecretFromFile, readSecretFromStdin } from '../read-secret.ts';
import { print, printJson, tell } from '../tell.ts';
import { WrongUsage } from '../command.ts';
import { withInstallation } from '../with-installation.ts';

/** `earshot setup`: the first run without a browser. */
export const setUp: Command = {
  name: 'setup',
  usage: '--account NAME --email ADDRESS --password-stdin [--channel ADDRESS]',
  notes: 'The password has at least 10 characters and never stands on the command line.',
  positionals: [0, 0],
  options: {
    account: { type: 'string', value: 'NAME', help: 'name of the organisation' },
    email: { type: 'string', value: 'ADDRESS', help: 'login of the first administrator' },
    name: { type: 'string', value: 'NAME', help: 'name of the first administrator' },
    'password-stdin': { type: 'boolean', help: 'read the password from standard input' },
    'password-file': { type: 'string', value: 'PATH', help: 'read the password from a file' },
    channel: { type: 'string', value: 'ADDRESS', help: 'the first support address' },
    locale: { type: 'string', value: 'de|en', help: 'language (default: en)' },
    'time-zone': { type: 'string', value: 'ZONE', help: 'such as Europe/Berlin (the default)' },
    json: { type: 'boolean', help: 'print JSON for programs' },
  },
  async run(call) {
    const email = call.needed('email');
    const account = call.needed('account');
    const password = await readPassword(call.text('password-file'), call.flag('password-stdin'));
    return withInstallation({}, async (installation) => {
      const founded = await setUpInstallation(installation, {
        account_name: account,
        name: call.text('name') ?? nameFrom(email),
        email,
        password,
        locale: (call.text('locale') ?? 'en') as 'de' | 'en',
        time_zone: call.text('time-zone') ?? 'Europe/Berlin',
        ...(call.text('channel') !== undefined && { channel_address: call.text('channel') }),
      });
      if (call.flag('json')) return printJson({ ...founded, url: installation.publicUrl });
      print(`"${account}" is set up. ${email} signs in at ${installation.publicUrl}/`);
      if (!installation.server) tell('Start the server with: npm start');
      return undefined;
    });
  },
};

async function readPassword(file: string | undefined, stdin: boolean | undefined): Promise<string> {
  if (file !== undefined) return readSecretFromFile(file, 'password');
  if (stdin) return readSecretFromStdin('password');
  throw new WrongUsage('Say --password-stdin or --password-file: where the password comes from.');
}

/** What stands before the @, until the administrator writes a name. */
function nameFrom(email: string): string {
  const words = email
    .split('@')[0]!
    .split(/[._+-]+/)
    .filter(Boolean);
  return words.map((word) => word[0]!.toUpperCase() + word.slice(1)).join(' ') || email;
}

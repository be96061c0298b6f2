import { createOperatedKey } from '../../../server/src/operate/operated-keys.ts';
import { type Command, commonOptions } from '../command.ts';
import { print, printJson, tell } from '../tell.ts';
import { withAccount } from '../with-installation.ts';

/** `earshot key create`: a login for a program. */
export const keyCreate: Command = {
  name: 'key create',
  usage: '--name NAME --scopes SCOPES',
  notes:
    'Scopes are separated by commas, such as cases:read,cases:write,receipts:read; or "all".\n' +
    'The key is the only line on standard output: KEY=$(npx earshot key create ...)',
  positionals: [0, 0],
  options: {
    name: { type: 'string', value: 'NAME', help: 'what the key is for' },
    scopes: { type: 'string', value: 'SCOPES', help: 'what the program may do' },
    expires: { type: 'string', value: 'TIME', help: 'last moment, such as 2027-01-01T00:00:00Z' },
    ...commonOptions,
  },
  async run(call) {
    const name = call.needed('name');
    const scopes = call
      .needed('scopes')
      .split(/[\s,]+/)
      .filter(Boolean);
    const expires = call.text('expires');
    return withAccount(call, async (installation, account) => {
      const made = await createOperatedKey(installation, account, {
        name,
        scopes,
        ...(expires !== undefined && { expires_at: expires }),
      });
      if (call.flag('json')) return printJson({ ...made.api_key, key: made.key });
      tell(`Key "${name}" of "${account.name}". It is shown this once; keep it safe:`);
      return print(made.key);
    });
  },
};

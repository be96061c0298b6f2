import { revokeOperatedKey } from '../../../server/src/operate/operated-keys.ts';
import { type Command, commonOptions } from '../command.ts';
import { print, printJson } from '../tell.ts';
import { withAccount } from '../with-installation.ts';

/** `earshot key revoke`: ends a login of a program. */
export const keyRevoke: Command = {
  name: 'key revoke',
  usage: 'KEY',
  notes: 'KEY is the id, the name or the first characters, as "earshot key list" shows them.',
  positionals: [1, 1],
  options: { ...commonOptions },
  async run(call) {
    return withAccount(call, async (installation, account) => {
      const key = await revokeOperatedKey(installation, account, call.positionals[0]!);
      if (call.flag('json')) return printJson({ id: key.id, name: key.name, revoked: true });
      return print(`The key "${key.name}" (${key.hint}...) is revoked.`);
    });
  },
};

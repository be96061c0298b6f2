import { listOperatedKeys } from '../../../server/src/operate/operated-keys.ts';
import { type Command, commonOptions } from '../command.ts';
import { print, printJson, printTable } from '../tell.ts';
import { withAccount } from '../with-installation.ts';

/** `earshot key list`: which programs may sign in. */
export const keyList: Command = {
  name: 'key list',
  usage: '',
  positionals: [0, 0],
  options: { ...commonOptions },
  async run(call) {
    return withAccount(call, async (installation, account) => {
      const keys = await listOperatedKeys(installation, account);
      if (call.flag('json')) return printJson({ items: keys });
      if (keys.length === 0) return print(`"${account.name}" has no keys.`);
      return printTable([
        ['ID', 'NAME', 'BEGINS WITH', 'STATE', 'LAST USED', 'SCOPES'],
        ...keys.map((key) => [
          key.id,
          key.name,
          key.hint,
          key.revoked_at ? `revoked ${key.revoked_at.slice(0, 10)}` : 'in use',
          key.last_used_at?.slice(0, 16) ?? 'never',
          key.scopes.join(','),
        ]),
      ]);
    });
  },
};

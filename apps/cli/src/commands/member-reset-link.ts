import { makeResetLink } from '../../../server/src/operate/operated-members.ts';
import { type Command, commonOptions } from '../command.ts';
import { print, printJson, tell } from '../tell.ts';
import { withAccount } from '../with-installation.ts';

/** `earshot member reset-link`: a new password where no mail can be sent. */
export const memberResetLink: Command = {
  name: 'member reset-link',
  usage: 'ADDRESS',
  positionals: [1, 1],
  options: { ...commonOptions },
  async run(call) {
    const email = call.positionals[0]!;
    return withAccount(call, async (installation, account) => {
      const made = await makeResetLink(installation, account, email);
      if (call.flag('json')) return printJson(made);
      tell(`Give ${email} this link; it works once, until ${made.expires_at}:`);
      return print(made.link);
    });
  },
};

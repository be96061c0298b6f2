import { inviteMember } from '../../../server/src/operate/operated-members.ts';
import { type Command, commonOptions } from '../command.ts';
import { print, printJson, tell } from '../tell.ts';
import { withAccount } from '../with-installation.ts';

type Role = 'administrator' | 'supervisor' | 'agent' | 'colleague';

/** `earshot member invite`: a link for a new member. */
export const memberInvite: Command = {
  name: 'member invite',
  usage: '--email ADDRESS --name NAME [--role ROLE] [--team NAME ...]',
  positionals: [0, 0],
  options: {
    email: { type: 'string', value: 'ADDRESS', help: 'whom' },
    name: { type: 'string', value: 'NAME', help: 'name of the person' },
    role: {
      type: 'string',
      value: 'ROLE',
      help: 'administrator, supervisor, agent (the default) or colleague',
    },
    team: { type: 'string', value: 'NAME', multiple: true, help: 'team, may be repeated' },
    locale: { type: 'string', value: 'de|en', help: 'language (default: of the account)' },
    ...commonOptions,
  },
  async run(call) {
    const email = call.needed('email');
    const name = call.needed('name');
    const locale = call.text('locale') as 'de' | 'en' | undefined;
    return withAccount(call, async (installation, account) => {
      const made = await inviteMember(installation, account, {
        email,
        name,
        role: (call.text('role') ?? 'agent') as Role,
        teams: call.texts('team'),
        ...(locale !== undefined && { locale }),
      });
      if (call.flag('json')) return printJson(made);
      tell(`Give ${name} this link; it works once, until ${made.expires_at}:`);
      return print(made.link);
    });
  },
};

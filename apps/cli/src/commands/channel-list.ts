import { listOperatedChannels } from '../../../server/src/operate/operated-channels.ts';
import { type Command, commonOptions } from '../command.ts';
import { print, printJson, printTable } from '../tell.ts';
import { withAccount } from '../with-installation.ts';

/** `earshot channel list`: our own mailboxes. */
export const channelList: Command = {
  name: 'channel list',
  usage: '',
  positionals: [0, 0],
  options: { ...commonOptions },
  async run(call) {
    return withAccount(call, async (installation, account) => {
      const channels = await listOperatedChannels(installation, account);
      if (call.flag('json')) return printJson({ items: channels });
      if (channels.length === 0) {
        return print(
          `"${account.name}" has no channel. Add one with: npx earshot channel add email`,
        );
      }
      return printTable([
        ['ADDRESS', 'TEAM', 'MAILBOX', 'STATE', 'DETAIL'],
        ...channels.map((channel) => [
          [channel.address, ...channel.settings.aliases].join(', '),
          channel.team?.name ?? '-',
          channel.imap ? `${channel.imap.login} at ${channel.imap.host}` : 'handed in by SMTP',
          channel.health.state,
          channel.health.detail,
        ]),
      ]);
    });
  },
};

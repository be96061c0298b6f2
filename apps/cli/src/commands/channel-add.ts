import type { ContactLanguage } from '@earshot/contract/contact-language.ts';
import { addOperatedChannel } from '../../../server/src/operate/operated-channels.ts';
import { type Call, type Command, commonOptions, WrongUsage } from '../command.ts';
import { parseImapUrl } from '../parse-imap-url.ts';
import { readSecretFromFile, readSecretFromStdin } from '../read-secret.ts';
import { print, printJson } from '../tell.ts';
import { withAccount } from '../with-installation.ts';

/** `earshot channel add`: a new support address. */
export const channelAdd: Command = {
  name: 'channel add',
  usage: 'email --address ADDRESS [--smtp | --imap-url URL --password-stdin]',
  notes:
    '--smtp (the default): your mail server hands mail in at SMTP_IN_PORT.\n' +
    '--imap-url: mail is pulled from a mailbox, imaps://LOGIN@HOST:993/FOLDER; imap:// uses\n' +
    'STARTTLS, with ?security=none nothing. An @ in the login is written %40.',
  positionals: [1, 1],
  options: {
    address: { type: 'string', value: 'ADDRESS', help: 'what contacts write to' },
    alias: { type: 'string', value: 'ADDRESS', multiple: true, help: 'more of them, repeatable' },
    name: { type: 'string', value: 'NAME', help: 'name on the desk (default: the address)' },
    'from-name': { type: 'string', value: 'NAME', help: 'name that contacts see as the sender' },
    locale: { type: 'string', value: 'de|en|es|pt', help: 'language of its texts' },
    smtp: { type: 'boolean', help: 'mail is handed in by your mail server (the default)' },
    'imap-url': { type: 'string', value: 'URL', help: 'mailbox to pull' },
    'password-stdin': { type: 'boolean', help: 'password of the mailbox from standard input' },
    'password-file': { type: 'string', value: 'PATH', help: 'password of the mailbox from a file' },
    delete: { type: 'boolean', help: 'delete mail on the server once it is stored here' },
    'relay-url': { type: 'string', value: 'URL', help: 'own relay, smtp://... or smtps://...' },
    confirmation: {
      type: 'boolean',
      help: 'tell contacts the case number (--no-confirmation: do not)',
    },
    ...commonOptions,
  },
  async run(call) {
    if (call.positionals[0] !== 'email') {
      throw new WrongUsage(
        `This command adds channels of the kind "email" only, not "${call.positionals[0]}". ` +
          'Chats, forms and API channels are added on the desk: Settings, Channels.',
      );
    }
    const address = call.needed('address');
    const imap = await readMailbox(call);
    const [name, fromName, relay] = ['name', 'from-name', 'relay-url'].map((o) => call.text(o));
    const confirmation = call.flag('confirmation');
    return withAccount(call, async (installation, account) => {
      const channel = await addOperatedChannel(installation, account, {
        address,
        locale: (call.text('locale') ?? account.contactLanguage) as ContactLanguage,
        ...(name !== undefined && { name }),
        settings: {
          aliases: [...call.texts('alias')],
          ...(fromName !== undefined && { from_name: fromName }),
          ...(confirmation !== undefined && { confirmation }),
        },
        imap,
        smtp_url: relay ?? null,
      });
      if (call.flag('json')) return printJson(channel);
      print(`${channel.address} is a channel of "${account.name}" now (${channel.id}).`);
      return print(`Try it with: npx earshot channel test ${channel.address}`);
    });
  },
};

async function readMailbox(call: Call) {
  const url = call.text('imap-url');
  if (url === undefined) return null;
  if (call.flag('smtp')) throw new WrongUsage('Say either --smtp or --imap-url.');
  const { password: inUrl, ...mailbox } = parseImapUrl(url);
  const file = call.text('password-file');
  const password =
    file !== undefined
      ? readSecretFromFile(file, 'password of the mailbox')
      : call.flag('password-stdin')
        ? await readSecretFromStdin('password of the mailbox')
        : inUrl;
  if (password === null) {
    throw new WrongUsage('Say --password-stdin or --password-file: the password of the mailbox.');
  }
  const afterFetch = call.flag('delete') ? ('delete' as const) : ('keep' as const);
  return { ...mailbox, password, after_fetch: afterFetch };
}

import type { Command } from './command.ts';

/**
 * A command as the list shows it; loaded only when it is called, so that a short one starts
 * quickly.
 */
export interface ListedCommand {
  /** One line. */
  readonly summary: string;
  load(): Promise<Command>;
}

/** Every command by its name, in the order of the help. */
export const commandList: Readonly<Record<string, ListedCommand>> = {
  setup: {
    summary: 'Sets a new installation up: account, first administrator, first mail channel.',
    load: async () => (await import('./commands/set-up.ts')).setUp,
  },
  'key create': {
    summary: 'Makes an API key for a program and prints it once.',
    load: async () => (await import('./commands/key-create.ts')).keyCreate,
  },
  'key list': {
    summary: 'Lists API keys; the keys themselves are never shown again.',
    load: async () => (await import('./commands/key-list.ts')).keyList,
  },
  'key revoke': {
    summary: 'Ends an API key at once.',
    load: async () => (await import('./commands/key-revoke.ts')).keyRevoke,
  },
  'channel add': {
    summary: 'Adds a support address; mail for it is accepted from then on.',
    load: async () => (await import('./commands/channel-add.ts')).channelAdd,
  },
  'channel list': {
    summary: 'Lists the channels and how they fare.',
    load: async () => (await import('./commands/channel-list.ts')).channelList,
  },
  'channel test': {
    summary: 'Tries mailbox, relay and DNS of a channel now.',
    load: async () => (await import('./commands/channel-test.ts')).channelTest,
  },
  'member invite': {
    summary: 'Makes an invitation link for a new member; hand it over yourself.',
    load: async () => (await import('./commands/member-invite.ts')).memberInvite,
  },
  'member reset-link': {
    summary: 'Makes a link by which a member chooses a new password.',
    load: async () => (await import('./commands/member-reset-link.ts')).memberResetLink,
  },
  'import mail': {
    summary: 'Takes mail in from .eml files, mbox files, Maildirs and folders of these.',
    load: async () => (await import('./commands/import-mail.ts')).importMail,
  },
  doctor: {
    summary: 'Looks at settings, disk, database, files, mail and backups; says what to do.',
    load: async () => (await import('./commands/doctor.ts')).doctor,
  },
  backup: {
    summary: 'Writes database and files into one verified file, while everything runs.',
    load: async () => (await import('./commands/backup.ts')).backup,
  },
  restore: {
    summary: 'Puts a backup into an empty installation, and compares.',
    load: async () => (await import('./commands/restore.ts')).restore,
  },
  demo: {
    summary: 'Fills a new installation with the named world and starts it.',
    load: async () => (await import('./commands/demo.ts')).demo,
  },
  openapi: {
    summary: 'Prints the OpenAPI 3.1 document of the API.',
    load: async () => (await import('./commands/openapi-print.ts')).openapi,
  },
};

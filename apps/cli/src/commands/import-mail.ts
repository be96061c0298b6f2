import { existsSync } from 'node:fs';
import {
  importMail as importAll,
  type ImportFailure,
} from '../../../server/src/operate/operated-import.ts';
import { getChannelId } from '../../../server/src/operate/operated-channels.ts';
import { type Command, commonOptions, WrongUsage } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { CommandFailed } from '../explain-failure.ts';
import { createProgressLine } from '../progress-line.ts';
import { print, tell } from '../tell.ts';
import { withAccount } from '../with-installation.ts';

/** Failures named one by one; the number counts all. */
const NAMED_MAX = 20;

const reasons: Record<ImportFailure['reason'], string> = {
  too_large: 'larger than a mail may be',
  not_a_mail: 'not a mail',
  not_readable: 'cannot be read',
  not_stored: 'could not be stored',
};

/** `earshot import mail`: an old mailbox moves in. */
export const importMail: Command = {
  name: 'import mail',
  usage: 'PATH... --to ADDRESS',
  notes:
    'Nobody is greeted, and nothing is sent. Run it again after an interruption: what is there\n' +
    'already counts as a duplicate. read = receipts + duplicates + failed. Ends with 1 where a mail\n' +
    'could not be read or stored; files that are no mail are counted as failed and named.',
  positionals: [0, 10_000],
  options: {
    to: {
      type: 'string',
      value: 'ADDRESS',
      help: 'address of the channel that the mail belongs to',
    },
    wait: {
      type: 'boolean',
      help: 'wait until all is understood (the default; --no-wait: do not)',
    },
    ...commonOptions,
  },
  async run(call) {
    const address = call.needed('to');
    if (call.positionals.length === 0) throw new WrongUsage('Which files or folders?');
    const absent = call.positionals.find((path) => !existsSync(path));
    if (absent !== undefined) throw new CommandFailed(`There is nothing at ${absent}.`);
    return withAccount(call, async (installation, account, signal) => {
      const channelId = await getChannelId(installation, account, address);
      const line = createProgressLine();
      let named = 0;
      let isComplete = true;
      const result = await importAll(installation, account, {
        paths: call.positionals,
        channelId,
        waits: call.flag('wait') ?? true,
        signal,
        onProgress: ({ phase, done, total }) =>
          line.show(phase === 'reading' ? 'mails read' : 'mails understood', done, total),
        onFailure({ path, reason, words }) {
          isComplete &&= reason === 'not_a_mail';
          line.clear();
          named += 1;
          if (named > NAMED_MAX) return;
          tell(`${path}: ${reasons[reason]}${words === null ? '' : ` (${words})`}`);
        },
      }).finally(() => line.clear());
      const { read, receipts, cases, conversations, held, failed, duplicates } = result.counts;
      if (named > NAMED_MAX) tell(`... and ${named - NAMED_MAX} more.`);
      if (call.flag('json')) {
        const counts = { read, receipts, cases, conversations, held, failed, duplicates };
        print(JSON.stringify(counts));
      } else {
        print(
          `${read} read: ${receipts} new, ${duplicates} there already, ${failed} failed. ` +
            `${cases} cases and ${conversations} conversations made, ${held} held.`,
        );
      }
      tellLeft(result.waiting, result.notUnderstood, installation.server === null);
      if (result.notUnderstood > 0) isComplete = false;
      return isComplete ? exitCodes.ok : exitCodes.failed;
    });
  },
};

function tellLeft(waiting: number, notUnderstood: number, isAlone: boolean): void {
  if (waiting > 0) {
    const who = isAlone ? 'The server understands them once it runs.' : 'The server is at it.';
    tell(`${waiting} mails are stored and not understood yet. ${who}`);
  }
  if (notUnderstood > 0) {
    tell(`${notUnderstood} mails are stored but could not be taken up; see: npx earshot doctor`);
  }
}

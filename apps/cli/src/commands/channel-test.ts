import { testOperatedChannel } from '../../../server/src/operate/operated-channels.ts';
import { type Command, commonOptions } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { print, printJson } from '../tell.ts';
import { withAccount } from '../with-installation.ts';

/** `earshot channel test`: does the outside answer? */
export const channelTest: Command = {
  name: 'channel test',
  usage: 'ADDRESS',
  notes: 'Ends with 1 where something is not as it should be.',
  positionals: [1, 1],
  options: { ...commonOptions },
  async run(call) {
    return withAccount(call, async (installation, account) => {
      const result = await testOperatedChannel(installation, account, call.positionals[0]!);
      if (call.flag('json')) printJson(result);
      else {
        for (const step of result.steps) {
          print(`${step.ok ? 'ok  ' : 'FAIL'}  ${step.name}: ${step.detail}`);
        }
      }
      return result.steps.every((step) => step.ok) ? exitCodes.ok : exitCodes.failed;
    });
  },
};

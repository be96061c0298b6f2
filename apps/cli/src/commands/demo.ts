import type { Command } from '../command.ts';
import { CommandFailed } from '../explain-failure.ts';

/** `earshot demo`: the named world. */
export const demo: Command = {
  name: 'demo',
  usage: '',
  positionals: [0, 0],
  options: {},
  async run() {
    throw new CommandFailed('The demo is not there yet.');
  },
};

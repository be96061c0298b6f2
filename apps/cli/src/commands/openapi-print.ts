import packageFile from '../../../../package.json' with { type: 'json' };
import { makeOpenApi } from '@earshot/contract/openapi.ts';
import type { Command } from '../command.ts';
import { printJson } from '../tell.ts';

/** `earshot openapi`: the contract for generators, without a server. */
export const openapi: Command = {
  name: 'openapi',
  usage: '',
  positionals: [0, 0],
  options: {},
  async run() {
    printJson(makeOpenApi({ version: packageFile.version, serverUrl: '/' }));
  },
};

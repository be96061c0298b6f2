import * as contract from '@earshot/contract/account-contract.ts';
import type { BodyInputOf, BodyOf } from '@earshot/contract/operation.ts';
import {
  type AccountFounders,
  createSetup,
  type FoundedAccount,
  prepareSetup,
} from '../features/accounts/public.ts';
import { createFirstChannel } from '../features/channels/public.ts';
import { createFirstAdministrator } from '../features/members/public.ts';
import type { SecretBox } from '../platform/crypto/secret-box.ts';
import { Refused } from '../platform/errors.ts';
import { checkInput, strictly } from '../platform/http/check-input.ts';
import type { Installation } from './open-installation.ts';

/**
 * First run without a browser: account, first administrator, first team, first channel. The link
 * that the server printed ends with it. Throws `Invalid`, or `Refused` where it is set up already.
 */
export async function setUpInstallation(
  installation: Installation,
  input: Omit<BodyInputOf<typeof contract.createSetup>, 'token'>,
): Promise<FoundedAccount> {
  const { token } = await prepareSetup(installation.db);
  if (token === null) {
    throw new Refused(
      'setup_claimed',
      'This installation is set up already. To start another one, set EARSHOT_DATA to a new folder.',
    );
  }
  const schema = strictly(contract.createSetup.body);
  const body = checkInput(schema, { ...input, token }, 'body') as BodyOf<
    typeof contract.createSetup
  >;
  return createSetup(installation.db, body, accountFounders(installation.box));
}

/** What the slices do when an account begins. */
export function accountFounders(box: SecretBox): AccountFounders {
  return {
    createFirstAdministrator,
    createFirstChannel: async (tx, channel) => {
      await createFirstChannel(tx, box, channel);
    },
  };
}

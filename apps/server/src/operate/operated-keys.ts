import * as contract from '@earshot/contract/key-contract.ts';
import type { ApiKey } from '@earshot/contract/key-contract.ts';
import { scopes as allScopes } from '@earshot/contract/operation.ts';
import type { BodyOf } from '@earshot/contract/operation.ts';
import { createApiKey } from '../features/keys/public.ts';
import { listApiKeys } from '../features/keys/list-api-keys.ts';
import { revokeApiKey } from '../features/keys/revoke-api-key.ts';
import { Invalid, Refused } from '../platform/errors.ts';
import { checkInput, strictly } from '../platform/http/check-input.ts';
import { type OperatedAccount, operatorActor } from './operated-account.ts';
import type { Installation } from './open-installation.ts';

/** Makes a key for a program; `scopes` may hold "all". The key itself is in the answer only. */
export async function createOperatedKey(
  { db }: Installation,
  account: OperatedAccount,
  input: { name: string; scopes: readonly string[]; expires_at?: string },
): Promise<{ api_key: ApiKey; key: string }> {
  const scopes = input.scopes.includes('all') ? [...allScopes] : input.scopes;
  const unknown = scopes.filter((scope) => !(allScopes as readonly string[]).includes(scope));
  if (unknown.length > 0) {
    const message = `There is no scope ${unknown.join(', ')}. There are: all, ${allScopes.join(', ')}.`;
    throw new Invalid([{ path: 'body.scopes', message }]);
  }
  const schema = strictly(contract.createApiKey.body);
  const body = checkInput(schema, { ...input, scopes }, 'body') as BodyOf<
    typeof contract.createApiKey
  >;
  const actor = operatorActor(account);
  return db.withAccount(account.id, (tx) => createApiKey(tx, actor, body, new Date()));
}

/** All keys of the account, the newest first. */
export async function listOperatedKeys(
  { db }: Installation,
  account: OperatedAccount,
): Promise<ApiKey[]> {
  return db.withAccount(account.id, listApiKeys);
}

/**
 * Ends a key, named by its id, its name or its first characters; throws where none or several fit.
 */
export async function revokeOperatedKey(
  { db }: Installation,
  account: OperatedAccount,
  wanted: string,
): Promise<ApiKey> {
  return db.withAccount(account.id, async (tx) => {
    const live = (await listApiKeys(tx)).filter((key) => key.revoked_at === null);
    const fits = live.filter((key) => [key.id, key.name, key.hint].includes(wanted));
    if (fits.length !== 1) {
      const count = fits.length === 0 ? 'No' : 'More than one';
      throw new Refused(
        'which_key',
        `${count} key in use fits "${wanted}"; name its id, as "earshot key list" shows it.`,
      );
    }
    await revokeApiKey(tx, operatorActor(account), fits[0]!.id, new Date());
    return fits[0]!;
  });
}

import * as contract from '@earshot/contract/key-contract.ts';
import type { Clock } from '../../platform/clock.ts';
import { route, type Route } from '../../platform/http/route.ts';
import type { KeyAuthenticator } from './authenticate-key.ts';
import { createApiKey } from './create-api-key.ts';
import { canChangeKeys, canReadAudit } from './key-policy.ts';
import { listApiKeys } from './list-api-keys.ts';
import { listAuditEntries } from './list-audit-entries.ts';
import { revokeApiKey } from './revoke-api-key.ts';

export interface KeyDeps {
  /** Whoever remembers keys must hear that one was revoked. */
  sessions: Pick<KeyAuthenticator, 'forgetKey'>;
  clock: Clock;
}

/** The operations on keys of programs and on the audit. */
export function keyRoutes({ sessions, clock }: KeyDeps): Route[] {
  return [
    route(contract.listApiKeys, canChangeKeys, ({ actor, db }) =>
      db.withAccount(actor.accountId, async (tx) => ({ items: await listApiKeys(tx) })),
    ),
    route(contract.createApiKey, canChangeKeys, ({ actor, db, body }) =>
      db.withAccount(actor.accountId, (tx) => createApiKey(tx, actor, body, clock.now())),
    ),
    route(contract.deleteApiKey, canChangeKeys, ({ actor, db, params }) =>
      db.withAccount(actor.accountId, async (tx) => {
        await revokeApiKey(tx, actor, params.apiKeyId, clock.now());
        sessions.forgetKey(tx, params.apiKeyId);
      }),
    ),
    route(contract.listAuditEntries, canReadAudit, ({ actor, db, query }) =>
      db.withAccount(actor.accountId, (tx) => listAuditEntries(tx, query)),
    ),
  ];
}

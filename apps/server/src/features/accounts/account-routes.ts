import * as contract from '@earshot/contract/account-contract.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Database, Tx } from '../../platform/db/database.ts';
import { anybody, route, type Route } from '../../platform/http/route.ts';
import { canChangeAccount, canReadAccount } from './account-policy.ts';
import { type AccountFounders, createSetup, type FoundedAccount } from './create-setup.ts';
import { getAccount } from './get-account.ts';
import { isSetupOpen } from './prepare-setup.ts';
import { updateAccount } from './update-account.ts';

export interface AccountDeps {
  founders: AccountFounders;
  sessions: {
    refuseForeignOrigin(request: FastifyRequest): void;
    startSession(
      tx: Tx,
      start: { memberId: string; request: FastifyRequest; reply: FastifyReply },
    ): Promise<unknown>;
  };
  /** Where mail can be handed in; null: off. Asked late, since port 0 is known only then. */
  smtpInPort: () => number | null;
  /** Whether an outgoing relay is set. */
  hasRelay: boolean;
  /** Fills a new account with the named world; absent: the wish is not offered. */
  fillWithDemo?: (db: Database, founded: FoundedAccount) => Promise<void>;
}

/** The operations on the installation’s set-up and on the account. */
export function accountRoutes(deps: AccountDeps): Route[] {
  const { founders, sessions } = deps;
  return [
    route(contract.getSetup, anybody, async ({ db }) => ({
      state: (await isSetupOpen(db)) ? ('open' as const) : ('claimed' as const),
      smtp_in_port: deps.smtpInPort(),
      relay: deps.hasRelay,
    })),
    route(contract.createSetup, anybody, async ({ db, body, request, reply }) => {
      sessions.refuseForeignOrigin(request);
      const founded = await createSetup(db, body, founders, (tx, { member_id: memberId }) =>
        sessions.startSession(tx, { memberId, request, reply }),
      );
      if (body.demo) await deps.fillWithDemo?.(db, founded);
      return founded;
    }),
    route(contract.getAccount, canReadAccount, ({ actor, db }) =>
      db.withAccount(actor.accountId, getAccount),
    ),
    route(contract.updateAccount, canChangeAccount, ({ actor, db, body }) =>
      db.withAccount(actor.accountId, (tx) => updateAccount(tx, actor, body)),
    ),
  ];
}

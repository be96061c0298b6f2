import * as contract from '@earshot/contract/web-address-contract.ts';
import { normaliseEmail } from '../../../platform/email-address.ts';
import { Invalid, Refused } from '../../../platform/errors.ts';
import { anybody, route, type Route } from '../../../platform/http/route.ts';
import { presentVisitor } from '../visitors/begin-session.ts';
import { enterCounted, type WebRouteDeps } from '../web-routes.ts';
import { makeCode, proveAddress } from './prove-address.ts';

/** Addresses that visitors give and prove. */
export function addressRoutes(deps: WebRouteDeps): Route[] {
  const { door, db, clock, secretBox: box } = deps;
  return [
    route(contract.createWebAddress, anybody, async (call) => {
      const { channel, session, network } = await enterCounted(door, call, 'writes');
      const address = normaliseEmail(call.body.address);
      if (address === null) {
        const message = 'This is not an e-mail address.';
        throw new Invalid([{ path: 'body.address', message }]);
      }
      const place = `${channel.accountId} ${address}`;
      door.count(call.reply, ['codesOfVisitor', session.visitor_id], ['codesOfNetwork', network]);
      door.count(call.reply, ['codesOfAddress', place]);
      const made = await db.withAccount(channel.accountId, (tx) =>
        makeCode(tx, box, session.visitor, address, clock.now()),
      );
      door.forget([session.id]);
      await deps.sendSystemMail(made.mail).catch((error: unknown) => {
        // Whether an address takes mail is nobody’s business here; the visitor can ask again.
        deps.log.warn({ err: error }, 'A one-time code could not be mailed.');
      });
      return { id: made.id, address, expires_at: made.expiresAt.toISOString() };
    }),
    route(contract.createWebAddressProof, anybody, async (call) => {
      const { channel, session } = await enterCounted(door, call, 'writes');
      const proof = { id: call.params.addressId, code: call.body.code };
      const visitor = await db.withAccount(channel.accountId, (tx) =>
        proveAddress(tx, box, channel, session.visitor, proof, clock.now()),
      );
      door.forget([session.id]);
      if (visitor) return presentVisitor(visitor, session.known_by);
      throw new Refused(
        'code_refused',
        'The code is wrong, too old, or was tried too often. Ask for a new one.',
        { status: 422 },
      );
    }),
  ];
}

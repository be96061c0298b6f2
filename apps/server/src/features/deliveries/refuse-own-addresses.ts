import type { Tx } from '../../platform/db/database.ts';
import { Invalid } from '../../platform/errors.ts';
import { findChannelForAddress } from '../channels/public.ts';

/** Refuses to write to a channel of ours: it would come back, and nobody else would read it. */
export async function refuseOwnAddresses(
  tx: Tx,
  path: string,
  addresses: readonly string[],
): Promise<void> {
  for (const address of addresses) {
    if ((await findChannelForAddress(tx, address)) === null) continue;
    const message = 'This is an address of ours: nobody else would read it.';
    throw new Invalid([{ path, message }]);
  }
}

import type { SecretBox } from '../../../platform/crypto/secret-box.ts';
import type { Database, Tx } from '../../../platform/db/database.ts';
import { findOpenedLink, linkKeyOf, makeLinks } from '../../links/public.ts';

export interface ReturnLinkDeps {
  db: Database;
  secretBox: Pick<SecretBox, 'derive'>;
  publicUrl: string;
}

/** Between the conversation and the address that one link is for. */
const SEPARATOR = ' ';

/** The link that leads one address back to exactly this conversation; the same each time. */
export async function makeReturnLink(
  tx: Tx,
  deps: ReturnLinkDeps,
  back: { caseId: string; conversationId: string; address: string; at: Date },
): Promise<string> {
  const { caseId, conversationId, address, at } = back;
  const place = `${conversationId}${SEPARATOR}${address}`;
  const making = { key: linkKeyOf(deps.secretBox), publicUrl: deps.publicUrl };
  const made = await makeLinks(tx, making, { kind: 'chat', caseId, addresses: [place], at });
  return made.get(place)!.url;
}

/** What a return link opens; null where it was not made here or was revoked. */
export async function findOpenedReturn(
  deps: ReturnLinkDeps,
  token: string,
): Promise<{ accountId: string; conversationId: string; address: string } | null> {
  const link = await findOpenedLink(deps.db, linkKeyOf(deps.secretBox), 'chat', token);
  if (!link || link.revokedAt !== null) return null;
  const [conversationId = '', address = ''] = link.address.split(SEPARATOR);
  return { accountId: link.accountId, conversationId, address };
}

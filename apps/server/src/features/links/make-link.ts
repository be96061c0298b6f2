import type { SecretBox } from '../../platform/crypto/secret-box.ts';
import type { Tx } from '../../platform/db/database.ts';
import { insertLink, listLinkPlaces } from './page-link-store.ts';
import type { LinkKind } from './link-tables.ts';
import { writePageUrl } from './link-line-rules.ts';
import { makeLinkId, makeLinkToken } from './link-token-rules.ts';

/** The key of all links and forms of the pages, from the master key of the installation. */
export function linkKeyOf(box: Pick<SecretBox, 'derive'>): Buffer {
  return box.derive('page links');
}

/** What making and checking links needs. */
export interface LinkMaking {
  /** From `linkKeyOf`; another key makes every earlier link invalid. */
  key: Uint8Array;
  publicUrl: string;
}

export interface MadeLink {
  id: string;
  url: string;
}

/**
 * The links of these addresses to the page of a case; the same each time until it is revoked. Costs
 * one query; what is new is written with the next statement.
 */
export async function makeLinks(
  tx: Tx,
  making: LinkMaking,
  asked: { kind: LinkKind; caseId: string; addresses: readonly string[]; at: Date },
): Promise<Map<string, MadeLink>> {
  const { kind, caseId, at } = asked;
  const places = await listLinkPlaces(tx, kind, caseId, asked.addresses);
  return new Map(
    places.map(({ address, id: known, revoked }) => {
      const binding = { accountId: tx.accountId, kind, caseId, address };
      const id = known ?? makeLinkId(making.key, binding, revoked);
      if (known === null) insertLink(tx, { id, kind, caseId, address, at });
      const token = makeLinkToken(making.key, id, binding);
      return [address, { id, url: writePageUrl(making.publicUrl, kind, token) }];
    }),
  );
}

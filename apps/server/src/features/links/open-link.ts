import type { Database } from '../../platform/db/database.ts';
import { findLink, findLinkOwner, type LinkRow } from './page-link-store.ts';
import type { LinkKind } from './link-tables.ts';
import { isLinkToken, readLinkId } from './link-token-rules.ts';

/** A link that was made here, perhaps revoked since. */
export interface OpenedLink {
  accountId: string;
  id: string;
  kind: LinkKind;
  caseId: string;
  address: string;
  madeAt: Date;
  usedAt: Date | null;
  revokedAt: Date | null;
}

/**
 * Whose link it is, or null where the token was not made here for exactly this kind of page. A
 * revoked one is answered: its page says so, and to nobody else than who had the link.
 */
export async function findOpenedLink(
  db: Database,
  key: Uint8Array,
  kind: LinkKind,
  token: string,
): Promise<OpenedLink | null> {
  const id = readLinkId(token);
  if (id === null) return null;
  for (const accountId of await db.withSystem((tx) => findLinkOwner(tx, id))) {
    const row = await db.withAccount(accountId, (tx) => findLink(tx, id));
    if (row && row.kind === kind && isMadeHere(key, token, row)) return presentLink(row);
  }
  return null;
}

function isMadeHere(key: Uint8Array, token: string, row: LinkRow): boolean {
  return isLinkToken(key, token, row.id, {
    accountId: row.account_id,
    kind: row.kind,
    caseId: row.case_id,
    address: row.address,
  });
}

function presentLink(row: LinkRow): OpenedLink {
  return {
    accountId: row.account_id,
    id: row.id,
    kind: row.kind,
    caseId: row.case_id,
    address: row.address,
    madeAt: row.made_at,
    usedAt: row.used_at,
    revokedAt: row.revoked_at,
  };
}

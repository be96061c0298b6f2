import './member-tables.ts';
import type { Tx } from '../../platform/db/database.ts';

/** A name to show beside an id. */
export interface NamedRef {
  id: string;
  name: string;
}

/**
 * Names of members, the deactivated ones included: they stay visible as authors. Unknown ids are
 * absent from the map.
 */
export async function listMemberRefs(
  tx: Tx,
  memberIds: Iterable<string | null>,
): Promise<Map<string, NamedRef>> {
  const ids = distinctIds(memberIds);
  if (ids.length === 0) return new Map();
  const rows = await tx.db
    .selectFrom('members')
    .select(['id', 'name'])
    .where('account_id', '=', tx.accountId)
    .where((where) => where('id', '=', where.fn.any(where.val(ids))))
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

/** Names of teams, the removed ones included. Unknown ids are absent from the map. */
export async function listTeamRefs(
  tx: Tx,
  teamIds: Iterable<string | null>,
): Promise<Map<string, NamedRef>> {
  const ids = distinctIds(teamIds);
  if (ids.length === 0) return new Map();
  const rows = await tx.db
    .selectFrom('teams')
    .select(['id', 'name'])
    .where('account_id', '=', tx.accountId)
    .where((where) => where('id', '=', where.fn.any(where.val(ids))))
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

function distinctIds(ids: Iterable<string | null>): string[] {
  return [...new Set(ids)].filter((id) => id !== null);
}

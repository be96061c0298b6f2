import type { Tx } from '../../platform/db/database.ts';
import { Invalid } from '../../platform/errors.ts';
import { lockTeamsForUse } from './team-store.ts';

/** The teams of these ids without repeats, locked against removal; `Invalid` if one is absent. */
export async function lockKnownTeams(tx: Tx, teamIds: readonly string[]): Promise<string[]> {
  const known = await lockTeamsForUse(tx, teamIds);
  refuseUnknownIds('body.team_ids', teamIds, known, 'team');
  return known;
}

const UNKNOWN = {
  team: 'There is no team with this id.',
  member: 'There is no member with this id.',
};

/** Throws `Invalid` naming each place of `ids` that is not among `known`. */
export function refuseUnknownIds(
  path: string,
  ids: readonly string[],
  known: Iterable<string>,
  noun: keyof typeof UNKNOWN,
): void {
  const there = new Set(known);
  const fields = ids.flatMap((id, index) =>
    there.has(id.toLowerCase()) ? [] : [{ path: `${path}.${index}`, message: UNKNOWN[noun] }],
  );
  if (fields.length > 0) throw new Invalid(fields);
}

import { Invalid } from '../errors.ts';

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The id after which a page begins; null for the first. Throws `Invalid` on a made-up cursor. */
export function readIdCursor(cursor: string | undefined): string | null {
  if (cursor === undefined) return null;
  if (ID.test(cursor)) return cursor;
  const message = 'Use next_cursor of the page before, unchanged.';
  throw new Invalid([{ path: 'query.cursor', message }]);
}

/** One page of rows that were read with one more than `limit`, so that the last page is known. */
export function pageById<Row extends { id: string }, Item>(
  rows: readonly Row[],
  limit: number,
  present: (row: Row) => Item,
): { items: Item[]; next_cursor: string | null } {
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return { items: shown.map(present), next_cursor: last?.id ?? null };
}

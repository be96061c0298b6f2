import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { Invalid } from '../../platform/errors.ts';
import { pageById, readIdCursor } from '../../platform/http/page-by-id.ts';
import { SEARCH_HITS_MAX } from './contact-limits.ts';
import { listKeptContacts, searchKeptContacts } from './contact-store.ts';
import {
  type ContactCaseRow,
  countContactCases,
  listContactCaseRows,
  listMainPoints,
  type VisibleCases,
} from './contact-views.ts';
import { getContactGroup } from './get-contact.ts';
import { decideSearchLetters } from './normalise-point.ts';

interface PageQuery {
  limit: number;
  cursor?: string | undefined;
}

/** A page of persons, the newest first; `q` is part of a name, address or number. */
export async function listContacts(
  tx: Tx,
  actor: Actor,
  query: PageQuery & { q?: string | undefined },
  visibleCases: VisibleCases,
) {
  const page = { limit: query.limit + 1, beforeId: readIdCursor(query.cursor) };
  const letters = decideSearchLetters(query.q ?? '');
  const rows =
    letters === ''
      ? await listKeptContacts(tx, page)
      : await searchKeptContacts(tx, letters, { ...page, hitsMax: SEARCH_HITS_MAX });
  const ids = rows.map((row) => row.id);
  const points = await listMainPoints(tx, ids);
  const counts = await countContactCases(tx, ids, await visibleCases(tx, actor));
  return pageById(rows, query.limit, (row) => ({
    id: row.id,
    name: row.name,
    main_point: points.get(row.id) ?? null,
    case_count: counts.get(row.id)?.case_count ?? 0,
    last_message_at: counts.get(row.id)?.last_message_at?.toISOString() ?? null,
  }));
}

/** A page of the person’s cases that the actor may see, the one that moved last first. */
export async function listContactCases(
  tx: Tx,
  actor: Actor,
  contactId: string,
  query: PageQuery,
  visibleCases: VisibleCases,
) {
  const group = await getContactGroup(tx, actor, contactId, visibleCases);
  const visible = await visibleCases(tx, actor);
  const before = readCaseCursor(query.cursor);
  const rows = await listContactCaseRows(tx, group.ids, visible, {
    limit: query.limit + 1,
    before,
  });
  const shown = rows.slice(0, query.limit);
  const last = rows.length > query.limit ? shown.at(-1) : undefined;
  return {
    items: shown.map((row) => ({ ...row, last_message_at: row.last_message_at.toISOString() })),
    next_cursor: last ? caseCursor(last) : null,
  };
}

function caseCursor(row: ContactCaseRow): string {
  return `${row.last_message_at.toISOString()}~${row.id}`;
}

const CASE_CURSOR =
  /^(\d{4}-\d\d-\d\dT[\d:.]{8,15}Z)~([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

function readCaseCursor(cursor: string | undefined): { at: Date; id: string } | null {
  if (cursor === undefined) return null;
  const [, at, id] = CASE_CURSOR.exec(cursor) ?? [];
  if (at === undefined || id === undefined || Number.isNaN(Date.parse(at))) {
    const message = 'Use next_cursor of the page before, unchanged.';
    throw new Invalid([{ path: 'query.cursor', message }]);
  }
  return { at: new Date(at), id };
}

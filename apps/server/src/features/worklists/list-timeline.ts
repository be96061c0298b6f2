import type {
  listCaseMessages as messagesOperation,
  listCaseTimeline as operation,
  TimelineEntry,
} from '@earshot/contract/case-contract.ts';
import type { QueryOf, ResponseOf } from '@earshot/contract/operation.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { getCaseForReading, presentNotes } from '../cases/public.ts';
import { presentMessages } from '../conversations/public.ts';
import { readCursor, writeCursor } from './page-cursor.ts';
import {
  listFamily,
  listMessagePlaces,
  listTimelinePlaces,
  type TimelinePlace,
} from './timeline-views.ts';

/** Messages, notes and events of a case, oldest first; without a cursor the newest page. */
export async function listTimeline(
  tx: Tx,
  actor: Actor,
  caseId: string,
  query: QueryOf<typeof operation>,
): Promise<ResponseOf<typeof operation>> {
  await getCaseForReading(tx, actor, caseId);
  const before = readCursor('timeline', query.before, 'query.before');
  const family = await listFamily(tx, caseId);
  const places = await listTimelinePlaces(tx, family, before, query.limit + 1);
  const shown = places.slice(0, query.limit);
  const last = places.length > query.limit ? shown.at(-1) : undefined;
  return {
    items: await presentEntries(tx, actor, shown.toReversed()),
    earlier_cursor: last ? writeCursor('timeline', last) : null,
  };
}

/** The messages of a case, and of cases merged into it, in the order they were said. */
export async function listMessages(
  tx: Tx,
  actor: Actor,
  caseId: string,
  query: QueryOf<typeof messagesOperation>,
): Promise<ResponseOf<typeof messagesOperation>> {
  await getCaseForReading(tx, actor, caseId);
  const after = readCursor('messages', query.cursor);
  const family = await listFamily(tx, caseId);
  const places = await listMessagePlaces(tx, family, after, {
    most: query.limit + 1,
    kind: query.kind ?? null,
  });
  const shown = places.slice(0, query.limit);
  const last = places.length > query.limit ? shown.at(-1) : undefined;
  const ids = shown.map((place) => place.id);
  return {
    items: await presentMessages(tx, actor.locale, ids),
    next_cursor: last ? writeCursor('messages', last) : null,
  };
}

async function presentEntries(
  tx: Tx,
  actor: Actor,
  places: readonly TimelinePlace[],
): Promise<TimelineEntry[]> {
  const idsOf = (kind: TimelinePlace['kind']) =>
    places.filter((place) => place.kind === kind).map((place) => place.id);
  const messages = byId(await presentMessages(tx, actor.locale, idsOf('message')));
  const notes = byId(await presentNotes(tx, idsOf('note')));
  return places.flatMap((place): TimelineEntry[] => {
    const at = place.occurred_at.toISOString();
    const message = messages.get(place.id);
    if (message) return [{ kind: 'message', at, message }];
    const note = notes.get(place.id);
    if (note) return [{ kind: 'note', at, note }];
    return place.kind === 'event' ? [{ kind: 'event', at, event: presentEvent(place, at) }] : [];
  });
}

function presentEvent(place: TimelinePlace, at: string) {
  const { actor } = place;
  return {
    id: place.id,
    name: place.name ?? '',
    at,
    actor: { kind: actor?.kind ?? ('system' as const), name: actor?.name ?? '' },
    facts: place.facts ?? {},
  };
}

function byId<T extends { id: string }>(items: readonly T[]): Map<string, T> {
  return new Map(items.map((item) => [item.id, item]));
}

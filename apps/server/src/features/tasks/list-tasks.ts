import type { QueryOf, ResponseOf } from '@earshot/contract/operation.ts';
import type { listTasks as operation } from '@earshot/contract/task-contract.ts';
import { z } from 'zod';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { Invalid } from '../../platform/errors.ts';
import { presentTaskPage, type TaskPlace } from './task-views.ts';

const place = z.tuple([z.string(), z.iso.datetime().nullable(), z.uuid()]);

/** One page of tasks on cases that the actor may see. */
export async function listTasks(
  tx: Tx,
  actor: Actor,
  query: QueryOf<typeof operation>,
  now: Date,
): Promise<ResponseOf<typeof operation>> {
  const order = `${query.assignee} ${query.state}`;
  const after = query.cursor === undefined ? null : parsePlace(order, query.cursor);
  const found = await presentTaskPage(tx, actor, query, after, query.limit + 1, now);
  const items = found.slice(0, query.limit);
  const last = found.length > query.limit ? items.at(-1) : undefined;
  const at = query.state === 'open' ? last?.due_at : last?.done_at;
  return { items, next_cursor: last ? writePlace(order, at ?? null, last.id) : null };
}

function writePlace(order: string, at: string | null, id: string): string {
  return Buffer.from(JSON.stringify([order, at, id])).toString('base64url');
}

function parsePlace(order: string, cursor: string): TaskPlace {
  const found = place.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString('utf8')));
  if (found.success && found.data[0] === order) {
    const [, at, id] = found.data;
    return { at, id };
  }
  const message = 'Use the cursor of the page before, unchanged and for the same list.';
  throw new Invalid([{ path: 'query.cursor', message }]);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // Somebody made the cursor up: the caller says so.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

import { z } from 'zod';
import { Invalid } from '../../platform/errors.ts';

const microseconds = z.number().int().min(-8_640_000_000_000_000).max(8_640_000_000_000_000);

/** Where a page ended: the instant in microseconds (all that PostgreSQL keeps) and the id. */
const place = z.object({
  at: microseconds.nullable(),
  id: z.uuid(),
  message_at: microseconds.optional(),
});
export type Place = z.infer<typeof place>;

/** Opaque text for a place in a list of this order; another order does not take it. */
export function writeCursor(order: string, at: Place): string {
  return Buffer.from(JSON.stringify([order, at.at, at.id, at.message_at])).toString('base64url');
}

/**
 * The place in a cursor that `writeCursor` made for the same order; throws `Invalid` for any other.
 */
export function readCursor(
  order: string,
  cursor: string | undefined,
  path = 'query.cursor',
): Place | null {
  if (cursor === undefined) return null;
  const parts = parseJson(Buffer.from(cursor, 'base64url').toString('utf8'));
  if (Array.isArray(parts) && parts[0] === order) {
    const [, at, id, second] = parts as unknown[];
    const found = place.safeParse({ at, id, message_at: second ?? undefined });
    if (found.success) return found.data;
  }
  const message = 'Use the cursor of the page before, unchanged and with the same sort.';
  throw new Invalid([{ path, message }]);
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

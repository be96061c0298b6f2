import { Buffer } from 'node:buffer';
import { parseMessageIds } from './header-values.ts';
import { listHeader, readHeaders } from './read-headers.ts';

/** The header block of a mail is looked for in its first bytes only. */
const LOOKED_AT_BYTES = 128 * 1024;

/**
 * Message-IDs by which a mail belongs to others: its own, In-Reply-To and References, lower-cased.
 * Quick and never throws: it reads the first headers only, before anything is understood.
 */
export function listMailIds(raw: Uint8Array): string[] {
  const start = Buffer.from(raw.buffer, raw.byteOffset, Math.min(raw.byteLength, LOOKED_AT_BYTES));
  const { lines } = readHeaders(start, 0, start.length);
  return ['message-id', 'in-reply-to', 'references']
    .flatMap((name) => listHeader(lines, name))
    .flatMap(parseMessageIds)
    .map((id) => id.toLowerCase());
}

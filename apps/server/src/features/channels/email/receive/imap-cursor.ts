import { makeUidTest, packUids } from './uid-set.ts';

/** How far one mailbox was pulled; kept between connections and restarts. */
export interface ImapCursor {
  /** Of `namePlace`: which mailbox the numbers belong to. */
  readonly place: string;
  readonly uidValidity: string;
  /** Every mail up to here is stored, except the missing ones. */
  readonly lastUid: number;
  /** UIDs that could not be stored yet, ascending. */
  readonly missing: readonly number[];
  /** UIDs whose bytes were there already under another key, as `packUids` writes them. */
  readonly shared: string;
  /** HIGHESTMODSEQ (RFC 7162) up to which the count was right; null where there is none. */
  readonly modseq: string | null;
}

/** Why pulling begins at the first mail again. */
export type FreshStart = 'first_time' | 'other_mailbox' | 'new_uidvalidity';

/** The cursor to go on with; mails read again after a fresh start are known by their content. */
export function continueCursor(
  saved: ImapCursor | null,
  place: string,
  uidValidity: string,
): { readonly cursor: ImapCursor; readonly fresh: FreshStart | null } {
  if (saved !== null && saved.place === place && saved.uidValidity === uidValidity) {
    return { cursor: saved, fresh: null };
  }
  const cursor = { place, uidValidity, lastUid: 0, missing: [], shared: '', modseq: null };
  if (saved === null) return { cursor, fresh: 'first_time' };
  return { cursor, fresh: saved.place === place ? 'new_uidvalidity' : 'other_mailbox' };
}

/** The same mail of the same mailbox has the same key, whichever connection brought it. */
export function makeExternalKey(cursor: ImapCursor, uid: number): string {
  return `imap:${cursor.place}:${cursor.uidValidity}:${uid}`;
}

/** After storing a mail: those that failed before it become gaps, because we are past them. */
export function moveTo(
  cursor: ImapCursor,
  uid: number,
  failedBefore: readonly number[],
): ImapCursor {
  const missing = addMissing(cursor.missing, failedBefore);
  return { ...cursor, missing, lastUid: Math.max(cursor.lastUid, uid) };
}

/** A gap was filled, or its mail is not on the server any more. */
export function closeGap(cursor: ImapCursor, uid: number): ImapCursor {
  return { ...cursor, missing: cursor.missing.filter((other) => other !== uid) };
}

/** Mails on the server that have no receipt although we are past them. */
export function openGaps(cursor: ImapCursor, uids: readonly number[]): ImapCursor {
  return { ...cursor, missing: addMissing(cursor.missing, uids) };
}

/** Mails whose bytes we had already: their receipts carry another key. */
export function noteShared(cursor: ImapCursor, uids: readonly number[]): ImapCursor {
  if (uids.length === 0) return cursor;
  return { ...cursor, shared: packUids([...listUids(cursor.shared), ...uids]) };
}

/** Forgets shared UIDs that left the server. */
export function pruneShared(cursor: ImapCursor, onServer: readonly number[]): ImapCursor {
  return { ...cursor, shared: packUids(onServer.filter(makeUidTest(cursor.shared))) };
}

/** Reads what was saved; null where it is nothing or nothing of ours. */
export function parseImapCursor(value: unknown): ImapCursor | null {
  if (typeof value !== 'object' || value === null) return null;
  const saved = value as Partial<Record<keyof ImapCursor, unknown>>;
  const { place, uidValidity, lastUid, missing, shared, modseq } = saved;
  const isUid = (uid: unknown) => typeof uid === 'number' && Number.isSafeInteger(uid) && uid >= 0;
  if (typeof place !== 'string' || typeof uidValidity !== 'string' || !isUid(lastUid)) return null;
  if (!Array.isArray(missing) || !missing.every(isUid)) return null;
  return {
    place,
    uidValidity,
    lastUid: lastUid as number,
    missing: missing as number[],
    shared: typeof shared === 'string' && /^[\d:,]*$/.test(shared) ? shared : '',
    modseq: typeof modseq === 'string' && /^\d+$/.test(modseq) ? modseq : null,
  };
}

function addMissing(missing: readonly number[], uids: readonly number[]): readonly number[] {
  if (uids.length === 0) return missing;
  return [...new Set([...missing, ...uids])].toSorted((a, b) => a - b);
}

function listUids(set: string): number[] {
  if (set === '') return [];
  return set.split(',').flatMap((part) => {
    const [first = 0, last = first] = part.split(':').map(Number);
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });
}

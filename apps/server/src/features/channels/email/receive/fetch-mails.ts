import type { ImapFlow } from 'imapflow';
import type { ImapLimits } from './imap-limits.ts';
import { packUids } from './uid-set.ts';

/** A mail as it lies on the server. */
export interface FetchedMail {
  readonly uid: number;
  readonly raw: Buffer;
  /** When the server received it (INTERNALDATE); null where it does not say. */
  readonly internalDate: Date | null;
}

/** How mails are to be read: small ones together, a large one alone, some not at all. */
export type FetchStep =
  | { readonly kind: 'group'; readonly uids: readonly number[] }
  | { readonly kind: 'large'; readonly uid: number }
  | { readonly kind: 'too_large'; readonly uid: number }
  | { readonly kind: 'gone'; readonly uid: number };

/** One size that the server told. */
export interface MailSize {
  readonly uid: number;
  readonly size_bytes: number;
}

/** Asks for the sizes of these mails; those that left the server are missing in the answer. */
export async function fetchSizes(client: ImapFlow, uids: readonly number[]): Promise<MailSize[]> {
  const found = await client.fetchAll(packUids(uids), { uid: true, size: true }, { uid: true });
  return found.map(({ uid, size }) => ({ uid, size_bytes: size ?? 0 }));
}

/**
 * Decides how to read mails, in the order of their UIDs, so that no step needs much memory.
 * Suspects are read alone.
 */
export function decideSteps(
  uids: readonly number[],
  sizes: readonly MailSize[],
  limits: Pick<ImapLimits, 'mail_bytes' | 'piece_bytes' | 'group_bytes'>,
  isSuspect: (uid: number) => boolean = () => false,
): FetchStep[] {
  const bySize = new Map(sizes.map(({ uid, size_bytes }) => [uid, size_bytes]));
  const steps: FetchStep[] = [];
  let group: number[] = [];
  let group_bytes = 0;
  const endGroup = () => {
    if (group.length > 0) steps.push({ kind: 'group', uids: group });
    group = [];
    group_bytes = 0;
  };
  for (const uid of uids.toSorted((a, b) => a - b)) {
    const size_bytes = bySize.get(uid);
    if (size_bytes !== undefined && size_bytes <= limits.piece_bytes) {
      const isAlone = isSuspect(uid);
      if (isAlone || group_bytes + size_bytes > limits.group_bytes) endGroup();
      group.push(uid);
      group_bytes += size_bytes;
      if (isAlone) endGroup();
      continue;
    }
    endGroup();
    if (size_bytes === undefined) steps.push({ kind: 'gone', uid });
    else steps.push({ kind: size_bytes > limits.mail_bytes ? 'too_large' : 'large', uid });
  }
  endGroup();
  return steps;
}

/** Reads small mails with one command; those without bytes in the answer are left out. */
export async function fetchGroup(
  client: ImapFlow,
  uids: readonly number[],
): Promise<FetchedMail[]> {
  const query = { uid: true, source: true, internalDate: true, size: true };
  const found = await client.fetchAll(packUids(uids), query, { uid: true });
  const mails: FetchedMail[] = [];
  for (const { uid, source, internalDate, size } of found) {
    const raw = source ?? (size === 0 ? Buffer.alloc(0) : null);
    if (raw !== null) mails.push({ uid, raw, internalDate: readDate(internalDate) });
  }
  return mails.toSorted((a, b) => a.uid - b.uid);
}

/**
 * Reads one large mail piece by piece, so that a slow line keeps giving signs of life. `gone`: it
 * left the server meanwhile; `too_large`: it is larger than the server said, and than we take.
 */
export async function fetchLarge(
  client: ImapFlow,
  uid: number,
  limits: Pick<ImapLimits, 'mail_bytes' | 'piece_bytes'>,
): Promise<FetchedMail | 'gone' | 'too_large'> {
  const pieces: Buffer[] = [];
  let size_bytes = 0;
  let internalDate: Date | null = null;
  for (;;) {
    const source = { start: size_bytes, maxLength: limits.piece_bytes };
    const found = await client.fetchOne(
      String(uid),
      { uid: true, source, internalDate: true },
      { uid: true },
    );
    if (!found) return 'gone';
    internalDate = readDate(found.internalDate);
    const piece = found.source;
    if (piece && piece.length > 0) pieces.push(piece);
    size_bytes += piece?.length ?? 0;
    if (size_bytes > limits.mail_bytes) return 'too_large';
    // A shorter piece is the last one; a longer one means the server ignored our range.
    if (piece?.length !== limits.piece_bytes) break;
  }
  return { uid, raw: Buffer.concat(pieces, size_bytes), internalDate };
}

function readDate(value: Date | string | undefined): Date | null {
  if (value === undefined) return null;
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? null : date;
}

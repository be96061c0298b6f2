/** A promise as its page needs it. */
export interface PagePromise {
  id: string;
  kind: string;
  words: string;
  due_at: Date;
  made_at: Date;
  kept_at: Date | null;
  broken_at: Date | null;
  withdrawn_at: Date | null;
  paused_at: Date | null;
  renegotiated_because: string | null;
  renegotiated_due_at: Date | null;
}

/** late: kept, but after its time. */
export type PromiseState = 'open' | 'paused' | 'kept' | 'late' | 'broken' | 'renegotiated' | 'over';

/** How a promise stands for who got it; a time that passed is broken, whether noted yet or not. */
export function decidePromiseState(promise: PagePromise, now: Date): PromiseState {
  const isPast = (at: Date) => at.getTime() > promise.due_at.getTime();
  if (promise.kept_at) return isPast(promise.kept_at) ? 'late' : 'kept';
  if (promise.renegotiated_due_at) return 'renegotiated';
  if (promise.broken_at) return 'broken';
  if (promise.withdrawn_at) return 'over';
  if (promise.paused_at) return 'paused';
  return isPast(now) ? 'broken' : 'open';
}

/**
 * Promises as the page lists them: what is owed first, the next due on top, then what came of the
 * rest. What was withdrawn because nobody waits any more is left out.
 */
export function arrangePromises(promises: readonly PagePromise[], now: Date): PagePromise[] {
  const states = new Map(promises.map((one) => [one, decidePromiseState(one, now)]));
  const isOwed = (one: PagePromise) => ['open', 'paused', 'broken'].includes(states.get(one)!);
  const shown = promises.filter((one) => states.get(one) !== 'over');
  const byDue = (a: PagePromise, b: PagePromise) => a.due_at.getTime() - b.due_at.getTime();
  return [...shown.filter(isOwed).toSorted(byDue), ...shown.filter((one) => !isOwed(one))];
}

/** Who stands on a message. */
export interface MessageParties {
  direction: 'in' | 'out';
  from_address: string;
  recipients: { to?: { address: string }[]; cc?: { address: string }[] };
}

/**
 * Whether the link of this address shows the message: they wrote it, or it went to them by To or
 * Cc. A link never shows what another contact of the case wrote or read.
 */
export function canShowMessage(message: MessageParties, address: string): boolean {
  const is = (other: string) => plain(other) === plain(address);
  if (message.direction === 'in' && is(message.from_address)) return true;
  const { to = [], cc = [] } = message.recipients;
  return [...to, ...cc].some((one) => is(one.address));
}

function plain(address: string): string {
  return address.trim().normalize('NFC').toLowerCase();
}

/** A piece of a message’s text; folded ones are shown on request. */
export interface TextPiece {
  text: string;
  folded: boolean;
}

/** The text in pieces, the folded ranges apart; white space around each is dropped. */
export function splitFolded(
  text: string,
  folded: readonly { start: number; end: number }[],
): TextPiece[] {
  const pieces: TextPiece[] = [];
  let at = 0;
  const add = (piece: string, isFolded: boolean) => {
    if (piece.trim() !== '') pieces.push({ text: piece.trim(), folded: isFolded });
  };
  for (const { start, end } of folded) {
    if (start < at || end > text.length) continue;
    add(text.slice(at, start), false);
    add(text.slice(start, end), true);
    at = end;
  }
  add(text.slice(at), false);
  return pieces;
}

/** Whole days, hours or minutes until a time, rounded down; at least a minute. */
export function measureLeft(
  due: Date,
  now: Date,
): { unit: 'day' | 'hour' | 'minute'; count: number } {
  const minutes = Math.max(1, Math.floor((due.getTime() - now.getTime()) / 60_000));
  if (minutes >= 2 * 24 * 60) return { unit: 'day', count: Math.floor(minutes / (24 * 60)) };
  if (minutes >= 120) return { unit: 'hour', count: Math.floor(minutes / 60) };
  return { unit: 'minute', count: minutes };
}

/** Facts by which a link is still good. */
export interface LinkAge {
  endedAt: Date | null;
  madeAt: Date;
  now: Date;
  openAfterEnd_days: number;
}

/** A link runs out some days after the case ended, or after it was made, whichever is later. */
export function decideExpiry({ endedAt, madeAt, now, openAfterEnd_days }: LinkAge): boolean {
  if (!endedAt) return false;
  const from = Math.max(endedAt.getTime(), madeAt.getTime());
  return now.getTime() > from + openAfterEnd_days * 86_400_000;
}

/** The first name of a person, for those who want to be called by it. */
export function firstName(name: string): string {
  return name.trim().split(/\s+/)[0] ?? name;
}

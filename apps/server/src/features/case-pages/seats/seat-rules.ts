import { DAY_MS } from '@earshot/contract/durations.ts';

/** When a seat that nobody limited otherwise runs out. */
export const seatOpen_days = 14;
/** Nobody is drawn in for longer at once; it can be extended. */
export const seatOpen_max_days = 90;

/** When a seat runs out; null where the wish is past or too far away. */
export function decideSeatExpiry(wish: string | undefined, now: Date): Date | null {
  if (wish === undefined) return new Date(now.getTime() + seatOpen_days * DAY_MS);
  const at = new Date(wish);
  const isFair = at > now && at.getTime() <= now.getTime() + seatOpen_max_days * DAY_MS;
  return isFair ? at : null;
}

/** What decides how a seat stands. */
export interface SeatTimes {
  expires_at: Date;
  opened_at: Date | null;
  answered_at: Date | null;
  revoked_at: Date | null;
}

/** How a seat stands: revoked and run out before what was done with it. */
export function decideSeatState(
  seat: SeatTimes,
  now: Date,
): 'invited' | 'opened' | 'answered' | 'expired' | 'revoked' {
  if (seat.revoked_at) return 'revoked';
  if (seat.expires_at <= now) return 'expired';
  if (seat.answered_at) return 'answered';
  return seat.opened_at ? 'opened' : 'invited';
}

/** What to call somebody whose name nobody gave: what stands before the @. */
export function nameSeat(name: string, address: string): string {
  return name.trim() || address.slice(0, address.lastIndexOf('@'));
}

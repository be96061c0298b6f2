import { DAY_MS, HOUR_MS, MINUTE_MS } from '@earshot/contract/durations.ts';

/** A device that is not used for so long signs in again. */
export const IDLE_MS = 14 * DAY_MS;
/** However often it is used, a device signs in again after this. */
export const LIFETIME_MS = 90 * DAY_MS;
/** A stolen token is good for this long at most, once its owner goes on working. */
export const ROTATED_EVERY_MS = DAY_MS;
/** Requests in flight still carry the token before the last rotation. */
export const ROTATION_GRACE_MS = MINUTE_MS;
/** How often the last use of a session is written down. */
export const SEEN_EVERY_MS = MINUTE_MS;
/** How long a look-up is believed; an end in the same process counts at once. */
export const REMEMBERED_MS = 5_000;
/** Look-ups remembered; each is about 500 bytes. */
export const REMEMBERED_MAX = 10_000;
/** Devices of one member; the longest unused is signed out for the next. */
export const SESSIONS_MAX = 50;

/** Mails are read within the hour or asked for again. */
export const RESET_LINK_MS = HOUR_MS;
/** A link that an administrator hands over by another way than mail. */
export const HANDED_RESET_LINK_MS = DAY_MS;

export interface TryLimit {
  /** Tries that may fail within the window. */
  tries: number;
  window_ms: number;
}

/** A person mistypes a few times; with 40 tries an hour ten characters take centuries to guess. */
export const SIGN_INS_PER_EMAIL: TryLimit = { tries: 10, window_ms: 15 * MINUTE_MS };
/** A whole office may stand behind one network prefix. */
export const SIGN_INS_PER_NETWORK: TryLimit = { tries: 60, window_ms: 15 * MINUTE_MS };
/** A reset mail that did not come is asked for twice more, then it is the mailbox. */
export const RESETS_PER_EMAIL: TryLimit = { tries: 3, window_ms: HOUR_MS };
export const RESETS_PER_NETWORK: TryLimit = { tries: 30, window_ms: HOUR_MS };
/** Guessing the present password from an open desk. */
export const CHANGES_PER_MEMBER: TryLimit = { tries: 10, window_ms: 15 * MINUTE_MS };

/** Longer than the longest window, so that somebody can still look at yesterday’s attack. */
export const TRIES_KEPT_MS = DAY_MS;
/** Ended sessions and used links are kept so long, so that a member can look back. */
export const ENDED_KEPT_MS = 30 * DAY_MS;

/** Accounts in which one address may be tried at one sign-in; each costs a password hash. */
export const CANDIDATES_MAX = 10;

/** A use is written down at most once in this time; people only ask for the day. */
export const USE_NOTED_EVERY_MS = 60_000;
/** How long a look-up is believed; a revocation in the same process counts at once. */
export const REMEMBERED_MS = 5_000;
/** Look-ups remembered; each is about 300 bytes. */
export const REMEMBERED_MAX = 10_000;
/** Live keys of one account: one a program is enough, and each is a door. */
export const LIVE_KEYS_MAX = 200;
/** Keys listed, the revoked ones included. */
export const LISTED_KEYS_MAX = 1_000;

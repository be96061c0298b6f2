/** Bytes of a link's id and of its sign: 128 bits cannot be tried over the network. */
export const linkId_bytes = 16;
export const linkSign_bytes = 16;
/** Letters of both in base64url. */
export const linkToken_letters = 43;
export const throttleWindow_ms = 10 * 60_000;
/** Counters kept in one process; the oldest go first. */
export const throttleCounters_max = 20_000;
/** An opening right after another of the same link is the same reading. */
export const sameReading_ms = 60_000;

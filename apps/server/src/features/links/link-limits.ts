/** Bytes of a link's id and of its sign: 128 bits cannot be tried over the network. */
export const linkId_bytes = 16;
export const linkSign_bytes = 16;
/** Letters of both in base64url. */
export const linkToken_letters = 43;
/** A case that ended stays open to its contact this long; then they ask for a new link by mail. */
export const openAfterEnd_days = 60;
/** A seat that nobody limited otherwise. */
export const seatOpen_days = 14;
/** Of one link in ten minutes: pages, files and answers together; a person needs ten. */
export const callsOfLink_max = 300;
/** Answers of one link in ten minutes. */
export const answersOfLink_max = 10;
/** New links asked for with one link in ten minutes; each is a mail to the known address. */
export const renewalsOfLink_max = 1;
/** Wrong links of one network in ten minutes: people mistype, nobody mistypes so often. */
export const wrongOfNetwork_max = 60;
export const throttleWindow_ms = 10 * 60_000;
/** Counters kept in one process; the oldest go first. */
export const throttleCounters_max = 20_000;
/** An opening right after another of the same link is the same reading. */
export const sameReading_ms = 60_000;

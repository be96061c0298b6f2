/** References kept: the first names the thread, the last 19 the way to here (RFC 5322, 3.6.4). */
export const mostReferences = 20;

/**
 * A Message-ID cannot be folded, and a line has at most 998 octets (RFC 5322, section 2.1.1);
 * longer ones, which exist, are left out rather than breaking the mail.
 */
export const mostMessageId_bytes = 900;

/** Of a file name; most file systems take 255 octets. */
export const mostFileName_bytes = 255;

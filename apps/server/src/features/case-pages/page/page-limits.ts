/** Letters of an answer: a long letter has 10,000. */
export const answerText_max = 50_000;
/** Files of one answer, and all of them together; what mail servers commonly take. */
export const answerFiles_max = 10;
export const answerFiles_bytes = 20 * 1024 * 1024;
/** Read of one answer at most, with the text and what forms add; the rest is thrown away. */
export const answerBody_bytes = answerFiles_bytes + 1024 * 1024;
/** Whoever sends more than this is cut off. */
export const drained_bytes = 64 * 1024 * 1024;
/** Messages of a case shown on its page, the newest. */
export const shownMessages_max = 200;
/** Letters of one message shown; the rest lies in the mail that they have. */
export const shownText_max = 100_000;
/** How long a page waits for its own answer to stand in the conversation. */
export const awaited_ms = 1_500;
export const awaitedEvery_ms = 60;
/** The page of a case stays open this long after it ended; then a new link is asked for by mail. */
export const openAfterEnd_days = 60;
/** Of one link in ten minutes: pages, files and answers together; a person needs ten. */
export const callsOfLink_max = 300;
/** Answers of one link in ten minutes. */
export const answersOfLink_max = 10;
/** New links asked for with one address in an hour; each is a mail to that very address. */
export const renewals_max = 2;
export const renewals_ms = 60 * 60_000;
/** Wrong links of one network in ten minutes: people mistype, nobody mistypes so often. */
export const wrongOfNetwork_max = 60;

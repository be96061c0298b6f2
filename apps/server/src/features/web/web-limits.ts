import { DAY_MS, HOUR_MS, MINUTE_MS } from '@earshot/contract/durations.ts';

/** How long a session lives after it was used last: history over visits, yet not for ever. */
export const sessionLife_ms = { anonymous: 90 * DAY_MS, identity: DAY_MS, link: 7 * DAY_MS };
/** How often the last use of a session is written down; it is longer alive from then on. */
export const seenEvery_ms = HOUR_MS;
/** How long a look-up of a session or channel is believed. */
export const sessionRemembered_ms = 5_000;
export const channelRemembered_ms = 2_000;
export const remembered_max = 20_000;
/** Ended sessions and used codes are forgotten after this. */
export const endedKept_ms = 30 * DAY_MS;

/** An identity token may reach so far ahead, and clocks may differ by so much. */
export const identityAhead_ms = DAY_MS;
export const clockSkew_s = 60;

/** At most so many calls within the window. */
export interface CallLimit {
  calls: number;
  window_ms: number;
}

/** A whole office or a mobile network may stand behind one address. */
export const limits = {
  sessionsOfNetwork: { calls: 120, window_ms: 10 * MINUTE_MS },
  sessionsOfChannel: { calls: 60_000, window_ms: 10 * MINUTE_MS },
  wrongTokensOfNetwork: { calls: 60, window_ms: 10 * MINUTE_MS },
  readsOfSession: { calls: 600, window_ms: MINUTE_MS },
  readsOfNetwork: { calls: 6_000, window_ms: MINUTE_MS },
  writesOfSession: { calls: 40, window_ms: MINUTE_MS },
  writesOfNetwork: { calls: 600, window_ms: MINUTE_MS },
  writesOfChannel: { calls: 60_000, window_ms: MINUTE_MS },
  openingsOfSession: { calls: 10, window_ms: HOUR_MS },
  openingsOfNetwork: { calls: 100, window_ms: HOUR_MS },
  uploadsOfSession: { calls: 40, window_ms: 10 * MINUTE_MS },
  uploadsOfNetwork: { calls: 300, window_ms: 10 * MINUTE_MS },
  codesOfAddress: { calls: 3, window_ms: HOUR_MS },
  codesOfVisitor: { calls: 5, window_ms: HOUR_MS },
  renewalsOfLink: { calls: 5, window_ms: HOUR_MS },
  codesOfNetwork: { calls: 20, window_ms: HOUR_MS },
  pushesOfSession: { calls: 30, window_ms: HOUR_MS },
  socketsOfNetwork: { calls: 600, window_ms: MINUTE_MS },
} as const satisfies Record<string, CallLimit>;

/** More messages than a conversation has. */
export const seq_max = 2 ** 31 - 1;
/** Conversations that a client lists. */
export const listed_max = 50;
/** How long an answer waits for what was said to stand in its case; else it comes live. */
export const takenUpWithin_ms = 2_000;
/** Opening waits longer: without its case a conversation can hardly be shown. */
export const openedWithin_ms = 8_000;
export const takenUpEvery_ms = 100;

/** A way back from a mail runs out so long after it was followed or mailed last: as a browser does. */
export const returnLife_ms = sessionLife_ms.anonymous;

/** One-time codes: a person has the mail open beside the chat. */
export const codeLife_ms = 15 * MINUTE_MS;
export const codeTries_max = 5;

/** Words of the conversation that a mail repeats. */
export const recentWords_max = 6;

/** Browsers of one visitor that answers are announced to; the oldest makes room. */
export const pushesOfVisitor_max = 10;
/** A browser that was not here for so long is announced nothing any more. */
export const pushLife_ms = 90 * DAY_MS;
/** A push service keeps a message for a browser that is off; the mail has come by then. */
export const pushKept_s = 24 * 60 * 60;
/** Characters of an answer in a notification, where the channel shows any. */
export const pushWords_max = 200;
/** Tries within some two minutes; then the mail that follows has to do. */
export const pushTries_max = 6;
/** A push service that has not answered by then did not take it. */
export const pushWithin_ms = 10_000;
export const pushAnswer_bytes_max = 16 * 1024;

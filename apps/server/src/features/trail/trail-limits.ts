import { DAY_MS, MINUTE_MS } from '@earshot/contract/durations.ts';

/** What follows so soon, with nothing from us in between, belongs to the same contact. */
export const addendumWithin_ms = 30 * MINUTE_MS;
/** The same words to two of our addresses are one contact, not two. */
export const copyWithin_ms = 10 * MINUTE_MS;
/** A hand-over taken back so soon was a slip of the hand: neither way counts. */
export const slipWithin_ms = 2 * MINUTE_MS;

/** Shared three-word runs by the shorter text: from here on it is the same told again. */
export const similarFrom = 0.6;
/** Shorter texts share their few words by chance. */
export const similarWordsMin = 8;
/** A question shares its words with an earlier one. */
export const sameQuestionFrom = 0.7;
export const questionWordsMin = 4;
/** Characters of a message that are looked at: who writes more has said it by then. */
export const textCharactersMax = 4_000;

/** Cases of one matter that are read; a longer chain of links is cut, oldest first kept. */
export const familyMax = 50;
/** Messages of one matter that are read, newest first. */
export const messagesMax = 2_000;

/** From here on the supervisor is told, within the hour. */
export const supervisorScore = 4;
/** From here on the matter has a named owner, who is asked to call. */
export const ownerScore = 7;
/** How long after the first resolution a matter may still be found to have gone wrong. */
export const outcomeWithin_ms = 30 * DAY_MS;

/** An earlier case that was resolved longer ago is not taken for unfinished. */
export const unfinishedWithin_ms = 30 * DAY_MS;
/** Two mails within this are near each other. */
export const nearWithin_ms = 14 * DAY_MS;
export const subjectAlikeFrom = 0.5;
export const subjectAkinFrom = 0.3;
export const wordsAlikeFrom = 3;
export const proposalsMax = 3;
/** Earlier cases of the person that are compared. */
export const candidatesMax = 50;

/** Matters on the page of escalations. */
export const escalationsMax = 200;

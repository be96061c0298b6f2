import { DAY_MS } from '@earshot/contract/durations.ts';

/** Two weeks later one knows whether it lasted. */
export const surveyAfter_ms = 14 * DAY_MS;
/** An answer can be changed and a question is answered for this long. */
export const surveyOpen_ms = 60 * DAY_MS;
/** Whoever says that it is not right yet hears from somebody on the next day. */
export const lookAgainWithin_ms = DAY_MS;
/** What is read of a message when looking for "no more mail". */
export const noMailCharacters_max = 4_000;
/** Bytes of an answer on the page: one word in a form. */
export const surveyForm_bytes = 1_024;
/** Answers and looks from one address within a quarter of an hour. */
export const surveyTries_max = 60;
export const surveyTries_ms = 15 * 60_000;
/** Gestures that the panel of one case shows. */
export const caseGestures_max = 200;

/** What each role gives without asking, in hundredths, until an administrator says otherwise. */
export const defaultLimits = [
  { role: 'administrator', amount_cents: null, currency: 'EUR' },
  { role: 'supervisor', amount_cents: 20_000, currency: 'EUR' },
  { role: 'agent', amount_cents: 2_500, currency: 'EUR' },
  { role: 'colleague', amount_cents: 0, currency: 'EUR' },
] as const;

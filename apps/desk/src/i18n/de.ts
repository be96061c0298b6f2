import { deArticles } from './de-articles.ts';
import { deCases } from './de-cases.ts';
import { deCase } from './de-case.ts';
import { deCheck } from './de-check.ts';
import { deContacts } from './de-contacts.ts';
import { deGate } from './de-gate.ts';
import { deLive } from './de-live.ts';
import { dePromises } from './de-promises.ts';
import { deSeats } from './de-seats.ts';
import { deSettings } from './de-settings.ts';
import { deTrail } from './de-trail.ts';
import { deTravel } from './de-travel.ts';
import { deShell } from './de-shell.ts';
import type { en, enAll } from './en.ts';

/** The German texts that the first picture needs; the type makes a missing one an error. */
export const de: Record<keyof typeof en, string> = {
  ...deShell,
  ...deGate,
  ...deCases,
};

/** Every German text of the desk. */
export const deAll: Record<keyof typeof enAll, string> = {
  ...de,
  ...deContacts,
  ...deSettings,
  ...deArticles,
  ...deCase,
  ...deTravel,
  ...deTrail,
  ...dePromises,
  ...deSeats,
  ...deLive,
  ...deCheck,
};

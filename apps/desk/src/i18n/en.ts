import { enArticles } from './en-articles.ts';
import { enCases } from './en-cases.ts';
import { enCase } from './en-case.ts';
import { enCheck } from './en-check.ts';
import { enContacts } from './en-contacts.ts';
import { enGate } from './en-gate.ts';
import { enLive } from './en-live.ts';
import { enPromises } from './en-promises.ts';
import { enSeats } from './en-seats.ts';
import { enSettings } from './en-settings.ts';
import { enTrail } from './en-trail.ts';
import { enTravel } from './en-travel.ts';
import { enShell } from './en-shell.ts';

/** The English texts by id that the first picture needs; one file per part of the desk. */
export const en = {
  ...enShell,
  ...enGate,
  ...enCases,
} as const;

/** Every English text of the desk; those of the settings are loaded with them. */
export const enAll = {
  ...en,
  ...enContacts,
  ...enSettings,
  ...enArticles,
  ...enCase,
  ...enTravel,
  ...enTrail,
  ...enPromises,
  ...enSeats,
  ...enLive,
  ...enCheck,
} as const;

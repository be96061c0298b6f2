import { enCasePanel } from './en-case-panel.ts';
import { enCaseScreen } from './en-case-screen.ts';
import { enCases } from './en-cases.ts';
import { enComposer } from './en-composer.ts';
import { enContacts } from './en-contacts.ts';
import { enGate } from './en-gate.ts';
import { enSeats } from './en-seats.ts';
import { enSettings } from './en-settings.ts';
import { enTravel } from './en-travel.ts';
import { enShell } from './en-shell.ts';

/** The English texts by id that the first picture needs; one file per part of the desk. */
export const en = {
  ...enShell,
  ...enGate,
  ...enCases,
  ...enCaseScreen,
  ...enCasePanel,
  ...enComposer,
  ...enContacts,
} as const;

/** Every English text of the desk; those of the settings are loaded with them. */
export const enAll = { ...en, ...enSettings, ...enTravel, ...enSeats } as const;

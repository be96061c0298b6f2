import { deCases } from './de-cases.ts';
import { deContacts } from './de-contacts.ts';
import { deGate } from './de-gate.ts';
import { deShell } from './de-shell.ts';
import type { en } from './en.ts';

/** Every German text of the desk; the type makes a missing one an error. */
export const de: Record<keyof typeof en, string> = {
  ...deShell,
  ...deGate,
  ...deCases,
  ...deContacts,
};

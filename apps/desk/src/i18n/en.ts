import { enCases } from './en-cases.ts';
import { enContacts } from './en-contacts.ts';
import { enGate } from './en-gate.ts';
import { enShell } from './en-shell.ts';

/** Every English text of the desk by id; one file per part of the desk. */
export const en = { ...enShell, ...enGate, ...enCases, ...enContacts } as const;

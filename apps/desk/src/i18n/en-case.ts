import { enCasePanel } from './en-case-panel.ts';
import { enCaseScreen } from './en-case-screen.ts';
import { enComposer } from './en-composer.ts';

/** Texts of the open case; they come with its screen. */
export const enCase = { ...enCaseScreen, ...enCasePanel, ...enComposer } as const;

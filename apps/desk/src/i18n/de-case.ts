import { deCasePanel } from './de-case-panel.ts';
import { deCaseScreen } from './de-case-screen.ts';
import { deComposer } from './de-composer.ts';
import type { enCase } from './en-case.ts';

/** Texte des geöffneten Vorgangs; sie kommen mit seiner Seite. */
export const deCase: Record<keyof typeof enCase, string> = {
  ...deCaseScreen,
  ...deCasePanel,
  ...deComposer,
};

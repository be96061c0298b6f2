import { makeSheet } from './draw.ts';
import laterCss from './later.css?inline';
import { de, en } from './later-texts.ts';
import type { Speech } from './speak.ts';

const styled = new WeakSet<ShadowRoot>();

/** Brings words and style of what is loaded later, once for each panel or form. */
export function bringLater(root: ShadowRoot, speech: Speech): void {
  if (styled.has(root)) return;
  styled.add(root);
  speech.learn(speech.locale.startsWith('de') ? de : en);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, makeSheet(laterCss)];
}

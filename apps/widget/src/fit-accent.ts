import type { WebSettings } from '@earshot/contract/web-contract.ts';
import { makeSheet } from './draw.ts';
import panelCss from './panel.css?inline';
import talkCss from './talk.css?inline';

type Colour = readonly number[];

/** Text of this size needs it (WCAG 2.2, 1.4.3). */
const leastContrast = 4.5;
const white = [255, 255, 255];
const ink = [20, 21, 24];
/** What the panel and what is said by us stand on, as panel.css has it. */
const grounds = {
  light: [white, [244, 244, 242]],
  dark: [
    [27, 28, 32],
    [38, 40, 46],
  ],
};

/** Relative luminance as WCAG 2.2 defines it; contrast is the ratio of two, each raised by 0.05. */
function luminance(colour: Colour): number {
  const [red, green, blue] = colour.map((one) => {
    const share = one / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05;
}

function contrast(one: Colour, other: Colour): number {
  const ratio = luminance(one) / luminance(other);
  return Math.max(ratio, 1 / ratio);
}

/** The colour, moved towards `to` as little as it takes to stand out from all of `others`. */
function strengthen(colour: Colour, to: Colour, others: Colour[], least = leastContrast): Colour {
  for (let share = 0; share < 1; share += 0.02) {
    const next = colour.map((one, index) => Math.round(one + (to[index]! - one) * share));
    if (others.every((other) => contrast(next, other) >= least)) return next;
  }
  return to;
}

/**
 * The colours that follow from an organisation’s accent (#rrggbb), readable whatever it is: the
 * accent as a ground, what stands on it, and the accent as text on the panel.
 */
export function fitAccent(accent: string, scheme: 'light' | 'dark'): Record<string, Colour> {
  const given = [1, 3, 5].map((at) => parseInt(accent.slice(at, at + 2), 16));
  const away = scheme === 'dark' ? white : ink;
  // A button must be seen on the panel as well (WCAG 2.2, 1.4.11).
  const ground = strengthen(given, away, grounds[scheme], 3);
  const on = contrast(ground, white) >= leastContrast ? white : ink;
  return {
    accent: strengthen(ground, on === white ? ink : white, [on]),
    'on-accent': on,
    'accent-text': strengthen(given, away, grounds[scheme]),
  };
}

/** Paints the host in the scheme of the channel, or of the visitor's device where that is meant. */
export function paintHost(host: HTMLElement, root: ShadowRoot, theme: WebSettings['theme']): void {
  const isDark = matchMedia('(prefers-color-scheme: dark)');
  const sheet = new CSSStyleSheet();
  const paint = () => {
    const dark = theme.scheme === 'auto' ? isDark.matches : theme.scheme === 'dark';
    const scheme = dark ? 'dark' : 'light';
    host.dataset['scheme'] = scheme;
    const colours = Object.entries(fitAccent(theme.accent, scheme));
    const lines = colours.map(([name, colour]) => `--${name}:rgb(${colour.join()})`);
    sheet.replaceSync(`:host{${lines.join(';')}}`);
  };
  isDark.addEventListener('change', paint);
  paint();
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, makeSheet(panelCss + talkCss), sheet];
}

import { type Colour, contrastOf, isPaper, parseColour } from './frame-colours.ts';
import { readSafeHtml } from './read-safe-html.ts';

export type FrameTheme = 'light' | 'dark';

/**
 * How the colours of a mail are shown. `own`: as they are, on a light sheet. `plain`: the mail has
 * no ground of its own, so a dark desk shows it dark and drops what would be unreadable there.
 */
export type FrameLook = 'own' | 'plain';

const darkGround: Colour = { red: 0x1b, green: 0x1c, blue: 0x20, alpha: 1 };
/** Text below it is not readable (WCAG 2.2, 1.4.3). */
const readableContrast = 4.5;
/** Words that take the colour from around. */
const inherited = /^(?:inherit|initial|unset|currentcolor|none|auto|windowtext)$/i;

/** A mail keeps its own look if anywhere it paints a ground that is not just white. */
export function decideFrameLook(html: string): FrameLook {
  let look: FrameLook = 'plain';
  readSafeHtml(html, {
    open(_name, attributes) {
      const grounds = [attributes.get('bgcolor'), ...groundsOfStyle(attributes.get('style') ?? '')];
      if (grounds.some((ground) => ground !== undefined && paintsGround(ground))) look = 'own';
    },
    close() {},
    text() {},
  });
  return look;
}

function groundsOfStyle(style: string): string[] {
  return splitStyle(style)
    .filter(([property]) => property === 'background' || property === 'background-color')
    .map(([, value]) => value);
}

function paintsGround(ground: string): boolean {
  if (inherited.test(ground.trim())) return false;
  const colour = parseColour(ground);
  return colour !== null && !isPaper(colour);
}

/** Declarations of a style attribute that the sanitiser let through. */
export function splitStyle(style: string): [property: string, value: string][] {
  return style.split(';').flatMap((declaration): [string, string][] => {
    const colon = declaration.indexOf(':');
    if (colon < 1) return [];
    const property = declaration.slice(0, colon).trim().toLowerCase();
    return [[property, declaration.slice(colon + 1).trim()]];
  });
}

/** Whether text of this colour can be read on the dark desk. */
export function isReadableOnDark(colour: string): boolean {
  const parsed = parseColour(colour);
  return (
    parsed !== null && parsed.alpha > 0.5 && contrastOf(parsed, darkGround) >= readableContrast
  );
}

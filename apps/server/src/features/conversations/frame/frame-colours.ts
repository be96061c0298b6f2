/** Red, green and blue from 0 to 255, and how opaque, from 0 to 1. */
export interface Colour {
  red: number;
  green: number;
  blue: number;
  alpha: number;
}

/** The colours that mails spell as words; others are rare, and unknown ones count as unreadable. */
const namedColours: Readonly<Record<string, string>> = {
  black: '#000000',
  white: '#ffffff',
  red: '#ff0000',
  green: '#008000',
  blue: '#0000ff',
  navy: '#000080',
  gray: '#808080',
  grey: '#808080',
  silver: '#c0c0c0',
  maroon: '#800000',
  purple: '#800080',
  olive: '#808000',
  teal: '#008080',
  orange: '#ffa500',
  yellow: '#ffff00',
  aqua: '#00ffff',
  lime: '#00ff00',
  fuchsia: '#ff00ff',
  darkblue: '#00008b',
  darkgray: '#a9a9a9',
  dimgray: '#696969',
  whitesmoke: '#f5f5f5',
  transparent: '#00000000',
  windowtext: '#000000',
  window: '#ffffff',
};

/** A colour as mails write them: word, hexadecimal, rgb() or rgba(). Null for all else. */
export function parseColour(text: string): Colour | null {
  const value = text.trim().toLowerCase();
  const hex = /^#?([0-9a-f]{3,8})$/.exec(namedColours[value] ?? value)?.[1];
  if (hex !== undefined && !(value in namedColours) && !value.startsWith('#') && hex.length !== 6) {
    return null;
  }
  return hex === undefined ? parseRgb(value) : parseHex(hex);
}

function parseHex(hex: string): Colour | null {
  const digits = hex.length < 5 ? Array.from(hex, (digit) => digit + digit).join('') : hex;
  if (digits.length !== 6 && digits.length !== 8) return null;
  const [red, green, blue, alpha] = [0, 2, 4, 6].map((at) =>
    parseInt(digits.slice(at, at + 2), 16),
  );
  return { red: red!, green: green!, blue: blue!, alpha: digits.length === 8 ? alpha! / 255 : 1 };
}

function parseRgb(value: string): Colour | null {
  const inside = /^rgba?\(([\d\s.,%/]{5,40})\)$/.exec(value)?.[1];
  const numbers = inside?.match(/\d+(?:\.\d+)?%?/g) ?? [];
  if (numbers.length < 3) return null;
  const [red, green, blue] = numbers.map((one) =>
    Math.min(one.endsWith('%') ? (parseFloat(one) * 255) / 100 : parseFloat(one), 255),
  );
  const opaque = numbers[3];
  const alpha = opaque?.endsWith('%') ? parseFloat(opaque) / 100 : Number(opaque ?? 1);
  return { red: red!, green: green!, blue: blue!, alpha };
}

/** Relative luminance, 0 to 1 (WCAG 2.2). */
function luminanceOf({ red, green, blue }: Colour): number {
  const [r, g, b] = [red, green, blue].map((channel) => {
    const value = channel / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

/** Contrast ratio, 1 to 21 (WCAG 2.2). */
export function contrastOf(one: Colour, other: Colour): number {
  const [dark, light] = [luminanceOf(one), luminanceOf(other)].toSorted((a, b) => a - b);
  return (light! + 0.05) / (dark! + 0.05);
}

/** Whether a ground is just paper: white, nearly so, or none at all. */
export function isPaper(colour: Colour): boolean {
  return colour.alpha < 0.1 || luminanceOf(colour) > 0.88;
}

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const css = readFileSync(new URL('tokens.css', import.meta.url), 'utf8');

function readTheme(block: string): Record<string, string> {
  const found = [...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)];
  return Object.fromEntries(found.map((match) => [match[1]!, match[2]!]));
}

const [lightBlock, darkBlock] = css.split(":root[data-mantine-color-scheme='dark']");
const themes = { light: readTheme(lightBlock!), dark: readTheme(darkBlock!) };

/** Relative luminance as WCAG 2.2 defines it. */
function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function contrast(one: string, other: string): number {
  const [low, high] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (high! + 0.05) / (low! + 0.05);
}

const grounds = ['bg', 'surface', 'sunken', 'raised', 'hover', 'selected', 'note'];
const texts = ['text', 'text-2', 'text-3', 'accent-text', 'warn-text', 'bad-text', 'good-text'];
const fills = [
  ['text-on-accent', 'accent'],
  ['text-on-accent', 'accent-hover'],
  ['text-on-accent', 'bad-fill'],
  ['text-on-accent', 'bad-fill-hover'],
  ['warn-text', 'warn-soft'],
  ['bad-text', 'bad-soft'],
  ['text', 'mark'],
  ['text', 'selected-strong'],
];

describe.each(['light', 'dark'] as const)('in the %s theme', (name) => {
  const theme = themes[name];
  test.each(texts)('%s can be read on every ground', (text) => {
    for (const ground of grounds) {
      expect(contrast(theme[text]!, theme[ground]!)).toBeGreaterThanOrEqual(4.5);
    }
  });
  test.each(fills)('%s can be read on %s', (text, fill) => {
    expect(contrast(theme[text]!, theme[fill]!)).toBeGreaterThanOrEqual(4.5);
  });
  test('the edge of a control and the focus ring stand out', () => {
    for (const ground of ['bg', 'surface', 'raised', 'selected']) {
      expect(contrast(theme['focus']!, theme[ground]!)).toBeGreaterThanOrEqual(3);
    }
    expect(contrast(theme['control-line']!, theme['surface']!)).toBeGreaterThanOrEqual(3);
  });
});

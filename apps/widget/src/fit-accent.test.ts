import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitAccent } from './fit-accent.ts';

function luminance(colour: readonly number[]): number {
  const [red, green, blue] = colour.map((one) =>
    one / 255 <= 0.04045 ? one / 255 / 12.92 : ((one / 255 + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue! + 0.05;
}

function contrast(one: readonly number[], other: readonly number[]): number {
  const ratio = luminance(one) / luminance(other);
  return Math.max(ratio, 1 / ratio);
}

const hex = fc
  .integer({ min: 0, max: 0xffffff })
  .map((one) => `#${one.toString(16).padStart(6, '0')}`);
const surfaces = {
  light: [
    [255, 255, 255],
    [244, 244, 242],
  ],
  dark: [
    [27, 28, 32],
    [38, 40, 46],
  ],
};

test('whatever accent an organisation chooses, the chat can be read in both themes', () => {
  fc.assert(
    fc.property(hex, fc.constantFrom('light' as const, 'dark' as const), (accent, scheme) => {
      const colours = fitAccent(accent, scheme);
      expect(contrast(colours['accent']!, colours['on-accent']!)).toBeGreaterThanOrEqual(4.5);
      for (const surface of surfaces[scheme]) {
        expect(contrast(colours['accent-text']!, surface)).toBeGreaterThanOrEqual(4.5);
      }
    }),
    { numRuns: 500 },
  );
});

test('an accent that can be read already stays what it is', () => {
  expect(fitAccent('#3355cf', 'light')).toEqual({
    accent: [51, 85, 207],
    'on-accent': [255, 255, 255],
    'accent-text': [51, 85, 207],
  });
});

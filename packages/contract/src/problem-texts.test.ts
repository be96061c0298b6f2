import { expect, test } from 'vitest';
import { problemCodes } from './problem-codes.ts';
import { problemTextsDe } from './problem-texts-de.ts';

test('whoever is refused something is told so in German and in English', () => {
  const codes = Object.keys(problemCodes);
  // A new code needs its sentence in problem-texts-de.ts.
  expect(codes.filter((code) => !problemTextsDe[code])).toEqual([]);
  expect(codes.filter((code) => !problemCodes[code]!.meaning)).toEqual([]);
  expect(Object.keys(problemTextsDe).filter((code) => !(code in problemCodes))).toEqual([]);
});

test('what a person reads names no field of the interface', () => {
  const technical = Object.entries(problemTextsDe).filter(([, text]) =>
    /facts\.|_|send_anyway|\bcode\b/.test(text),
  );
  expect(technical).toEqual([]);
});

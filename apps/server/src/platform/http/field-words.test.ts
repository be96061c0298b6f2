import { findFieldTextDe } from '@earshot/contract/field-texts-de.ts';
import { operations } from '@earshot/contract/operations.ts';
import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { Invalid } from '../errors.ts';
import type { Locale } from '../i18n/texts.ts';
import { checkInput } from './check-input.ts';

type Inner = { def: Record<string, unknown> & { type: string } };

/** Every schema within a schema, itself among them. */
function* within(schema: Inner, seen: Set<Inner>): Generator<Inner> {
  if (seen.has(schema)) return;
  seen.add(schema);
  yield schema;
  const { def } = schema;
  if (def.type === 'lazy') yield* within((def['getter'] as () => Inner)(), seen);
  const parts = [def, def['shape'], def['options'], def['items']].flatMap((part) =>
    typeof part === 'object' && part !== null ? Object.values(part) : [],
  );
  for (const part of parts) if (isSchema(part)) yield* within(part, seen);
}

function isSchema(part: unknown): part is Inner {
  if (typeof part !== 'object' || part === null || !('def' in part)) return false;
  return typeof part.def === 'object' && part.def !== null && 'type' in part.def;
}

const seen = new Set<Inner>();
const schemas = operations.flatMap(({ params, query, body }) =>
  [params, query, body].flatMap((one) => [...(one ? within(one as never, seen) : [])]),
);

const wrong = [
  undefined,
  null,
  '',
  'x',
  ' – ',
  'ä'.repeat(300),
  'x'.repeat(30_000),
  -1,
  0.5,
  1e15,
  true,
  {},
  [],
  Array.from({ length: 400 }, () => 'x'),
];

function sentences(schema: Inner, locale: Locale): string[] {
  return wrong.flatMap((value) => {
    try {
      checkInput(schema as unknown as z.ZodType, value, 'body', locale);
      return [];
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      return error.fields.map(({ message }) => message);
    }
  });
}

const raw =
  /expected|received|invalid|too (?:small|big)|ungültig|erwartet|zu (?:klein|groß)|[<>]=?\d/i;
const sentence = /^\p{Lu}.*[.?]$/su;

describe('what is said beside a field', () => {
  const english = new Set(schemas.flatMap((one) => sentences(one, 'en')));
  const german = new Set(
    schemas.flatMap((one) => sentences(one, 'de').map((text) => findFieldTextDe(text) ?? text)),
  );

  test('is looked for in every schema of the contract', () => {
    expect(schemas.length).toBeGreaterThan(300);
    expect(english.size).toBeGreaterThan(40);
  });

  test('is a sentence in both languages, and never the schema library’s', () => {
    const odd = (text: string) => raw.test(text) || !sentence.test(text);
    expect([...english].filter(odd)).toEqual([]);
    expect([...german].filter(odd)).toEqual([]);
  });

  test('is German for who reads German', () => {
    expect([...german].filter((text) => english.has(text))).toEqual([]);
  });

  test('names how it is written where there is only one way to write it', () => {
    expect([...english]).not.toContain('This is not written as it must be here.');
  });
});

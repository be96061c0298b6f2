import { compileMessageOrThrow } from '@lingui/message-utils/compileMessage';
import { expect, test } from 'vitest';
import { deAll as de } from './de.ts';
import { enAll as en } from './en.ts';

/** The names that a compiled text fills in, also inside the choices of a plural. */
function placeholders(compiled: unknown): string[] {
  if (!Array.isArray(compiled)) return [];
  return compiled.flatMap((token: unknown) => {
    if (!Array.isArray(token)) return [];
    const [name, , format] = token as [string, unknown, unknown];
    const choices = typeof format === 'object' && format !== null ? Object.values(format) : [];
    return [name, ...choices.flatMap(placeholders)];
  });
}

function namesIn(text: string): string[] {
  return [...new Set(placeholders(compileMessageOrThrow(text)))].toSorted();
}

test('every text of the desk can be shown, in both languages', () => {
  for (const [id, text] of [...Object.entries(en), ...Object.entries(de)]) {
    expect(() => compileMessageOrThrow(text), id).not.toThrow();
    expect(text, `${id}: a straight apostrophe is an escape sign`).not.toContain("'");
  }
});

test('the German catalogue has the ids of the English one, and no others', () => {
  expect(Object.keys(de).toSorted()).toEqual(Object.keys(en).toSorted());
});

test('both languages fill in the same facts', () => {
  for (const [id, text] of Object.entries(en)) {
    const other = de[id as keyof typeof en];
    expect(namesIn(other), id).toEqual(namesIn(text));
  }
});

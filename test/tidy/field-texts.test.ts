import { fieldTextsDe, findFieldTextDe } from '@earshot/contract/field-texts-de.ts';
import { expect, test } from 'vitest';
import { readFieldSentences } from './read-field-sentences.ts';
import { isTest, listSources } from './read-repository.ts';

/** What these say beside a field comes from elsewhere, or reaches no caller. */
const others: Readonly<Record<string, string>> = {
  'packages/contract/src/basic-schema.ts': 'describes what a problem looks like',
  'apps/server/src/platform/http/check-input.ts': 'hands on what the schema library says, in both',
  'apps/server/src/platform/http/problem-details.ts': 'translates',
  'apps/server/src/features/channels/email/send/check-outgoing.ts': 'is read in the log only',
  'apps/server/src/features/channels/decide-channel.ts':
    'puts “It” before words that are read here',
};

const said = listSources(/^(?:apps\/server\/src|packages\/contract\/src)\/.*\.ts$/)
  .filter(({ path }) => !isTest(path))
  .flatMap((file) =>
    readFieldSentences(file).filter(
      ({ text }) => text !== 'It {1}.' && !isElsewhere(file.path, text),
    ),
  );

function isElsewhere(path: string, text: string | null): boolean {
  return path in others && (text === null || !(text in fieldTextsDe));
}

test('every sentence beside a field can be read off the source', () => {
  // Write it as a text, a template, or a constant of the same file.
  expect(said.filter(({ text }) => text === null).map(({ place }) => place)).toEqual([]);
});

test('every sentence beside a field is known in German', () => {
  const missing = said.filter(({ text }) => text !== null && !(text in fieldTextsDe));
  expect(missing.map(({ text, place }) => `${place}: ${text}`)).toEqual([]);
});

test('no German stands for a sentence that is never said', () => {
  const sentences = new Set(said.map(({ text }) => text));
  expect(Object.keys(fieldTextsDe).filter((english) => !sentences.has(english))).toEqual([]);
});

test('the German names the same values as the English', () => {
  const values = (text: string) => [...text.matchAll(/\{\d\}/g)].map(([one]) => one).toSorted();
  const wrong = Object.entries(fieldTextsDe).filter(
    ([english, german]) => values(english).join() !== values(german).join(),
  );
  expect(wrong).toEqual([]);
});

test('a sentence with values is found by any of them, and not by another’s words', () => {
  for (const [english, german] of Object.entries(fieldTextsDe)) {
    const fill = (text: string) =>
      text.replace(/\{(\d)\}/g, (_whole, at: string) => `Wert (${at}).*`);
    expect(findFieldTextDe(fill(english))).toBe(fill(german));
  }
  expect(findFieldTextDe('Nothing of this kind.')).toBeNull();
});

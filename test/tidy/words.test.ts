import { expect, test } from 'vitest';
import { parseSource } from './parse-source.ts';
import { isTest, listFiles, listSources } from './read-repository.ts';

/** What others say for our words (GLOSSARY.md); as whole words of names, in both numbers. */
const foreignWords = /^(?:tickets?|customers?|tenants?|inbox(?:es)?|workspaces?)$/;
/** Of names that people see in the contract and in the database also these. */
const foreignInContract = /^(?:users?|operators?|departments?|companies|company|leads?|chats?)$/;
/** In texts on the screen, as whole words. */
const foreignInEnglish = /\b(?:tickets?|customers?|tenants?|inbox|workspaces?|users?(?! name))\b/i;
const foreignInGerman = /\b(?:Tickets?|Kunden?|Mandant(?:en)?|Posteingang|Benutzern?|Nutzern?)\b/;

/** `openCaseId`, `open_case_id` and `open-case-id` are the same three words. */
function splitName(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .split(/[^a-zA-Z0-9]+/)
    .map((word) => word.toLowerCase());
}

const ours = /^(?:apps|packages)\//;

test('names in the sources use the words of the glossary', () => {
  const sources = listSources(ours).filter(({ path }) => !isTest(path));
  const foreign = sources.flatMap((file) =>
    [...parseSource(file).identifiers, file.name]
      // INBOX is a word of the protocol (RFC 9051).
      .filter((name) => name !== 'INBOX' && splitName(name).some((word) => foreignWords.test(word)))
      .map((name) => `${file.path}: ${name}`),
  );
  expect(foreign).toEqual([]);
});

test('tables, columns, routes and fields use the words of the glossary', () => {
  const migrations = listFiles().filter(({ path }) => /\/migrations\/.*\.sql$/.test(path));
  const statements = migrations.flatMap(({ path, text }) =>
    withoutTexts(text)
      .split(/[^a-z0-9_]+/)
      .map((name) => [path, name] as const),
  );
  const contract = listSources(/^packages\/contract\/src\//).filter(({ path }) => !isTest(path));
  const declared = contract.flatMap((file) => [
    ...[...parseSource(file).identifiers].map((name) => [file.path, name] as const),
    ...[...file.text.matchAll(/path: '([^']+)'/g)].map((match) => [file.path, match[1]!] as const),
  ]);
  const foreign = [...statements, ...declared].filter(
    ([, name]) =>
      name !== 'current_user' &&
      splitName(name).some((word) => foreignWords.test(word) || foreignInContract.test(word)),
  );
  expect(foreign.map(([path, name]) => `${path}: ${name}`)).toEqual([]);
});

function withoutTexts(sql: string): string {
  return sql.replace(/--.*$/gm, '').replace(/'(?:[^']|'')*'/g, '');
}

test('texts on the screen use the words of the glossary, in both languages', () => {
  const catalogues = listSources(/^apps\/(?:desk\/src\/i18n\/|server\/src\/.*-texts\.ts$)/);
  const foreign = catalogues.flatMap(({ path, text }) => {
    const lines = text.split('\n');
    // In a file of both languages the German half comes second.
    const half = lines.findIndex((line) => /^ {2}\},$|^const de\b/.test(line));
    return lines.flatMap((line, index) => {
      const isGerman = /\/de-/.test(path) || (half >= 0 && index > half);
      const values = line.replace(/^\s*(?:'[^']*'|[\w-]+):/, '').match(/'[^']*'|"[^"]*"|`[^`]*`/g);
      const words = isGerman ? foreignInGerman : foreignInEnglish;
      return values?.some((value) => words.test(value))
        ? [`${path}:${index + 1}: ${line.trim()}`]
        : [];
    });
  });
  expect(foreign).toEqual([]);
});

test('a note of what is still to be done names its issue', () => {
  const open = listSources().flatMap(({ path, text }) =>
    text
      .split('\n')
      .map((line, index) => ({ place: `${path}:${index + 1}`, line }))
      .filter(({ line }) => /\/[/*].*\b(?:FIXME|XXX|HACK|TODO(?!\(#\d+\)))\b/.test(line))
      .map(({ place }) => place),
  );
  expect(open.filter((place) => !place.startsWith('test/tidy/'))).toEqual([]);
});

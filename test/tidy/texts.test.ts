import { parseSync, Visitor } from 'oxc-parser';
import { compileMessage } from '@lingui/message-utils/compileMessage';
import { expect, test } from 'vitest';
import { isTest, listSources, type RepositoryFile } from './read-repository.ts';

type Texts = Record<string, string>;

interface Catalogue {
  place: string;
  /** By language, in the order in which the catalogues are given. */
  texts: Readonly<Record<string, Texts>>;
}

/** What each way to make a catalogue gets, in this order. */
const languagesOf: Readonly<Record<string, readonly string[]>> = {
  defineTexts: ['en', 'de'],
  defineContactTexts: ['en', 'de', 'es', 'pt'],
};

/** Texts that stand in constants of a file, by their name. */
function readConstants(file: RepositoryFile): Map<string, Texts> {
  const constants = new Map<string, Texts>();
  new Visitor({
    VariableDeclarator: (node) => {
      if (node.id.type === 'Identifier' && node.init) {
        constants.set(node.id.name, readObject(node.init));
      }
    },
  }).visit(parseSync(file.path, file.text).program);
  return constants;
}

/** The catalogues of a file, written in place, above as constants or in a file of their own. */
function readCatalogues(file: RepositoryFile): Catalogue[] {
  const constants = new Map([...ownFiles, ...readConstants(file)]);
  const found: Catalogue[] = [];
  const read = (node: unknown): Texts => {
    const { type, name } = node as { type: string; name?: string };
    return type === 'Identifier' ? (constants.get(name!) ?? {}) : readObject(node);
  };
  new Visitor({
    CallExpression: (node) => {
      if (node.callee.type !== 'Identifier') return;
      const languages = languagesOf[node.callee.name];
      if (!languages) return;
      const texts = languages.map((language, at) => [language, read(node.arguments[at])]);
      found.push({ place: file.path, texts: Object.fromEntries(texts) as Record<string, Texts> });
    },
  }).visit(parseSync(file.path, file.text).program);
  return found;
}

interface LooseNode {
  type: string;
  expression?: LooseNode;
  properties?: LooseNode[];
  key?: { name?: string; value?: string };
  value?: unknown;
  left?: LooseNode;
  right?: LooseNode;
  quasis?: { value: { cooked: string } }[];
}

function readObject(node: unknown): Record<string, string> {
  const object = node as LooseNode;
  if (object.expression) return readObject(object.expression);
  return Object.fromEntries(
    (object.properties ?? []).flatMap((property) => {
      const key = property.key?.name ?? property.key?.value;
      const text = readText(property.value as LooseNode);
      return key === undefined || text === null ? [] : [[key, text]];
    }),
  );
}

function readText(node: LooseNode): string | null {
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value;
  if (node.type === 'TemplateLiteral')
    return node.quasis!.map(({ value }) => value.cooked).join('');
  if (node.type !== 'BinaryExpression') return null;
  const [left, right] = [readText(node.left!), readText(node.right!)];
  return left === null || right === null ? null : left + right;
}

/** Names that a text fills in, also inside the choices of a plural. */
function placeholdersOf(compiled: unknown): string[] {
  if (!Array.isArray(compiled)) return [];
  return compiled.flatMap((token: unknown) => {
    if (!Array.isArray(token)) return [];
    const [name, , format] = token as [string, unknown, unknown];
    const choices = typeof format === 'object' && format !== null ? Object.values(format) : [];
    return [name, ...choices.flatMap(placeholdersOf)];
  });
}

function namesIn(text: string): string {
  return [...new Set(placeholdersOf(compileMessage(text)))].toSorted().join(', ');
}

const sources = listSources(/^apps\/server\/src\/(?!platform\/i18n\/)/);
const ownFiles = new Map(
  sources
    .filter(({ path }) => /-texts-(?:es|pt)\.ts$/.test(path))
    .flatMap((file) => [...readConstants(file)]),
);
const catalogues = sources
  .filter(({ text }) => /define(?:Contact)?Texts\(/.test(text))
  .flatMap(readCatalogues);

/** Each text beside the English one, in every other language. */
const pairs = catalogues.flatMap(({ place, texts: { en = {}, ...others } }) =>
  Object.entries(others).flatMap(([language, texts]) =>
    [...new Set([...Object.keys(en), ...Object.keys(texts)])].map((id) => ({
      at: `${place}: ${language} ${id}`,
      en: en[id] ?? '',
      text: texts[id] ?? '',
    })),
  ),
);

test('the server speaks German and English, to contacts Spanish and Portuguese too', () => {
  const spoken = catalogues.map(({ texts }) => Object.keys(texts).join(' '));
  expect(spoken.length).toBeGreaterThan(20);
  expect(spoken.filter((one) => one === 'en de es pt').length).toBeGreaterThan(10);
  const empty = catalogues.filter(({ texts }) =>
    Object.values(texts).some((one) => Object.keys(one).length === 0),
  );
  expect(empty.map(({ place }) => place)).toEqual([]);
  expect(pairs.filter(({ en, text }) => en === '' || text === '').map(({ at }) => at)).toEqual([]);
});

test('every language fills in the same facts', () => {
  const wrong = pairs.filter(({ en, text }) => namesIn(en) !== namesIn(text));
  expect(wrong.map(({ at }) => at)).toEqual([]);
});

test('no text is left in the other language', () => {
  const wrong = pairs.filter(({ en, text }) => en === text && /[a-z]{3,} [a-z]{3,}/.test(en));
  expect(wrong.map(({ at }) => at)).toEqual([]);
});

/** In German a case is a “Vorgang” everywhere, on the desk as in mails; “Falls Sie …” is fine. */
const otherWordForCase =
  /(?<!\p{L})(?:Fall|Fälle|Fällen|Fall(?!s)\p{Ll}+|(?:des|eines|dieses|jedes|Ihres|seines) Falls)(?!\p{L})/u;

test('in German a case has one name', () => {
  const server = catalogues.flatMap(({ place, texts }) =>
    Object.values(texts['de'] ?? {}).map((text) => ({ place, text })),
  );
  const desk = listSources(/^apps\/desk\/src\/.*\/de(?:-[\w-]+)?\.ts$/).flatMap(({ path, text }) =>
    text.split('\n').map((line) => ({ place: path, text: line })),
  );
  expect(server.length).toBeGreaterThan(50);
  expect(desk.length).toBeGreaterThan(500);
  const wrong = [...server, ...desk].filter(({ text }) => otherWordForCase.test(text));
  expect(wrong).toEqual([]);
});

test('every text of the desk is shown somewhere', () => {
  const shown = listSources(/^apps\/desk\/src\/(?!i18n\/(?:de|en))/)
    .filter(({ path }) => !isTest(path))
    .map(({ text }) => text)
    .join('\n');
  // Some are put together: t(`role.${role}`).
  const begins = new Set([...shown.matchAll(/`([\w.]+\.)\$\{/g)].map(([, begin]) => begin!));
  const written = new Set([...shown.matchAll(/['"]([\w.]+)['"]/g)].map(([, id]) => id!));
  const isShown = (id: string) =>
    written.has(id) || [...begins].some((begin) => id.startsWith(begin));
  const ids = listSources(/^apps\/desk\/src\/i18n\/en-/).flatMap(({ text }) =>
    [...text.matchAll(/^ {2}'([\w.]+)':/gm)].map(([, id]) => id!),
  );
  expect(ids.length).toBeGreaterThan(1_000);
  expect(ids.filter((id) => !isShown(id))).toEqual([]);
});

import { parseSync, Visitor } from 'oxc-parser';
import { compileMessage } from '@lingui/message-utils/compileMessage';
import { expect, test } from 'vitest';
import { listSources, type RepositoryFile } from './read-repository.ts';

interface Catalogue {
  place: string;
  en: Record<string, string>;
  de: Record<string, string>;
}

/** The catalogues that `defineTexts` gets, written in place or above as constants. */
function readCatalogues(file: RepositoryFile): Catalogue[] {
  const { program } = parseSync(file.path, file.text);
  const constants = new Map<string, Record<string, string>>();
  const found: Catalogue[] = [];
  const read = (node: unknown): Record<string, string> => {
    const { type, name } = node as { type: string; name?: string };
    return type === 'Identifier' ? (constants.get(name!) ?? {}) : readObject(node);
  };
  new Visitor({
    VariableDeclarator: (node) => {
      if (node.id.type === 'Identifier' && node.init) {
        constants.set(node.id.name, readObject(node.init));
      }
    },
    CallExpression: (node) => {
      if (node.callee.type !== 'Identifier' || node.callee.name !== 'defineTexts') return;
      const [en, de] = node.arguments;
      found.push({ place: file.path, en: read(en), de: read(de) });
    },
  }).visit(program);
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

const catalogues = listSources(/^apps\/server\/src\/(?!platform\/i18n\/)/)
  .filter(({ text }) => text.includes('defineTexts('))
  .flatMap(readCatalogues);

test('the server speaks German and English', () => {
  expect(catalogues.length).toBeGreaterThan(5);
  const wrong = catalogues.flatMap(({ place, en, de }) => {
    const ids = new Set([...Object.keys(en), ...Object.keys(de)]);
    return ids.size === 0
      ? [`${place}: no text was found`]
      : [...ids].filter((id) => !en[id] || !de[id]).map((id) => `${place}: ${id}`);
  });
  expect(wrong).toEqual([]);
});

test('both languages fill in the same facts', () => {
  const wrong = catalogues.flatMap(({ place, en, de }) =>
    Object.keys(en)
      .filter((id) => namesIn(en[id]!) !== namesIn(de[id] ?? ''))
      .map((id) => `${place}: ${id}`),
  );
  expect(wrong).toEqual([]);
});

test('no text is left in the other language', () => {
  const wrong = catalogues.flatMap(({ place, en, de }) =>
    Object.keys(en)
      .filter((id) => en[id] === de[id] && /[a-z]{3,} [a-z]{3,}/.test(en[id]!))
      .map((id) => `${place}: ${id}`),
  );
  expect(wrong).toEqual([]);
});

/** In German a case is a “Vorgang” everywhere, on the desk as in mails; “Falls Sie …” is fine. */
const otherWordForCase =
  /(?<!\p{L})(?:Fall|Fälle|Fällen|Fall(?!s)\p{Ll}+|(?:des|eines|dieses|jedes|Ihres|seines) Falls)(?!\p{L})/u;

test('in German a case has one name', () => {
  const server = catalogues.flatMap(({ place, de }) =>
    Object.values(de).map((text) => ({ place, text })),
  );
  const desk = listSources(/^apps\/desk\/src\/.*\/de(?:-[\w-]+)?\.ts$/).flatMap(({ path, text }) =>
    text.split('\n').map((line) => ({ place: path, text: line })),
  );
  expect(server.length).toBeGreaterThan(50);
  expect(desk.length).toBeGreaterThan(500);
  const wrong = [...server, ...desk].filter(({ text }) => otherWordForCase.test(text));
  expect(wrong).toEqual([]);
});

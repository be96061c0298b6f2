import { expect, test } from 'vitest';
import { nouns, operations } from '../../packages/contract/src/operations.ts';
import { problemCodes } from '../../packages/contract/src/problem-codes.ts';
import { parseSource } from './parse-source.ts';
import { isTest, listSources, type RepositoryFile } from './read-repository.ts';

const server = listSources(/^apps\/server\/src\/(?!operate\/)/);

test('an operation is exported under its own id', () => {
  const wrong = nouns.flatMap((noun) =>
    Object.entries(noun as Record<string, unknown>).filter(
      ([name, value]) =>
        operations.includes(value as never) && (value as { id: string }).id !== name,
    ),
  );
  expect(wrong.map(([name]) => name)).toEqual([]);
});

test('no two operations share an id, or a path and method', () => {
  const twice = (keys: string[]) => keys.filter((key, index) => keys.indexOf(key) !== index);
  expect(twice(operations.map(({ id }) => id))).toEqual([]);
  const places = operations.map(
    ({ method, path }) => `${method} ${path.replace(/\{\w+\}/g, '{}')}`,
  );
  expect(twice(places)).toEqual([]);
});

test('an operation that a key may call has a scope, any other has none', () => {
  const wrong = operations.filter(
    ({ access, scope }) => (access === 'member_or_key') !== (scope !== undefined),
  );
  expect(wrong.map(({ id }) => id)).toEqual([]);
});

test('every operation is bound to a policy and an action, exactly once', () => {
  const bound = server
    .filter(({ path }) => !isTest(path))
    .flatMap((file) => parseSource(file).calls.filter(({ callee }) => callee === 'route'))
    .map(({ argument }) => argument.split('.').at(-1)!);
  const counts = Map.groupBy(bound, (id) => id);
  const wrong = operations
    .map(({ id }) => ({ id, times: counts.get(id)?.length ?? 0 }))
    .filter(({ times }) => times !== 1);
  expect(wrong.map(({ id, times }) => `${id}: bound ${times} times`)).toEqual([]);
});

test('every operation is called by a test through HTTP', () => {
  const words = new Set(
    listSources(/^(?:apps|packages)\/.*\.http\.test\.ts$/).flatMap((file) => [
      ...parseSource(file).identifiers,
    ]),
  );
  expect(operations.map(({ id }) => id).filter((id) => !words.has(id))).toEqual([]);
});

/** Rules may answer with a code of a union, such as `type LinkRefusal = 'same_contact' | ...`. */
function listRefusals({ path, text }: RepositoryFile): string[] {
  if (!path.endsWith('-rules.ts')) return [];
  const unions = [...text.matchAll(/^export type \w*Refusal =([^;]+);/gm)].map(
    (match) => match[1]!,
  );
  return unions.flatMap((union) => [...union.matchAll(/'([a-z_]+)'/g)].map((match) => match[1]!));
}

test('every reason to refuse is explained in the contract, and none that is never given', () => {
  const sources = server.filter(({ path }) => !isTest(path));
  const given = sources.flatMap((file) => [
    ...parseSource(file)
      .calls.filter(({ callee, argument }) => callee === 'Refused' && /^[a-z_]+$/.test(argument))
      .map(({ argument }) => argument),
    ...listRefusals(file),
  ]);
  const variables = new Set(['refusal', 'code', 'reason']);
  const codes = new Set(given.filter((code) => !variables.has(code)));
  const ofForm = ['invalid', 'too_large', 'unknown_media_type', 'fault'];
  expect([...codes].filter((code) => !(code in problemCodes)).toSorted()).toEqual([]);
  const known = Object.keys(problemCodes);
  const idle = known.filter((code) => !codes.has(code) && !ofForm.includes(code));
  expect(idle).toEqual([]);
});

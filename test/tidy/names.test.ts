import { expect, test } from 'vitest';
import { parseSource } from './parse-source.ts';
import { isTest, listFiles, listSources } from './read-repository.ts';

/** Names that say nothing; as the verb of an action or the role of a file. */
const emptyVerbs = ['handle', 'process', 'manage'];
const emptyRoles = ['util', 'utils', 'helper', 'helpers', 'common', 'misc', 'data', 'info'];
/** Files that tools or the rules themselves look for by this very name, in many places. */
const sharedNames = new Set([
  'public.ts',
  'package.json',
  'index.html',
  'vite.config.ts',
  'README.md',
  'LICENSE',
  'main.ts',
  'main.tsx',
  'run',
]);
const ownFiles = () =>
  listFiles().filter(({ path }) => /^(?:apps|packages|test|bootstrap)\//.test(path));

test('a file is called in kebab-case', () => {
  const kebab = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+)*$/;
  const migration = /^\d{4}_[a-z0-9_]+\.sql$/;
  const wrong = ownFiles().filter(
    ({ name }) => !kebab.test(name) && !migration.test(name) && !sharedNames.has(name),
  );
  expect(wrong.map(({ path }) => path)).toEqual([]);
});

test('a file is found by its name alone', () => {
  const named = ownFiles().filter(
    ({ name, path }) =>
      /\.(?:tsx?|mjs|css)$/.test(name) && !sharedNames.has(name) && !path.includes('/fixtures/'),
  );
  const twice = [...Map.groupBy(named, ({ name }) => name)].filter(([, files]) => files.length > 1);
  expect(twice.map(([, files]) => files.map(({ path }) => path))).toEqual([]);
});

test('a file is named by what is in it', () => {
  const empty = listSources(/^(?:apps|packages|test)\//).filter(({ name }) => {
    const words = name.split('.')[0]!.split('-');
    return (
      emptyVerbs.includes(words[0]!) ||
      emptyRoles.includes(words.at(-1)!) ||
      (words.length > 1 && emptyRoles.includes(words[0]!))
    );
  });
  expect(empty.map(({ path }) => path)).toEqual([]);
});

test('a function is named by what it does', () => {
  const empty = listSources(/^(?:apps|packages)\//).flatMap((file) =>
    parseSource(file)
      .exports.filter(({ name }) =>
        /^(?:handle|process|manage)[A-Z]|(?:Util|Utils|Helper|Helpers|Misc|Info)$/.test(name),
      )
      .map(({ name }) => `${file.path}: ${name}`),
  );
  expect(empty).toEqual([]);
});

test('what is called get never answers with nothing; what may is called find', () => {
  const wrong = listSources(/^apps\/server\/src\//)
    .filter(({ path }) => !isTest(path))
    .flatMap((file) =>
      parseSource(file)
        .exports.filter(
          ({ name, answers }) => /^get[A-Z]/.test(name) && /\b(?:null|undefined)>?$/.test(answers),
        )
        .map(({ name, answers }) => `${file.path}: ${name} answers ${answers}`),
    );
  expect(wrong).toEqual([]);
});

test('an action is exported under the name of its file', () => {
  const verbs =
    /^(?:accept|add|assign|cancel|change|create|delete|draw-in|forward|invite|merge|move|reply|retry|revoke|store|sweep|transfer|undo|update)-/;
  const roles =
    /-(?:address|jobs|limits|listeners|policy|routes|rules|store|tables|target|texts|types|views)$/;
  const wrong = listSources(/^apps\/server\/src\/features\//)
    .map((file) => ({ file, stem: file.name.split('.')[0]! }))
    .filter(({ file, stem }) => !isTest(file.path) && verbs.test(stem) && !roles.test(stem))
    .filter(({ file, stem }) => {
      const action = stem.replace(/-([a-z])/g, (_all, letter: string) => letter.toUpperCase());
      return !parseSource(file).exports.some(({ name }) => name === action);
    });
  expect(wrong.map(({ file }) => file.path)).toEqual([]);
});

test('every exported function says in a sentence what it means', () => {
  const silent = listSources(/^(?:apps\/server|packages\/(?:contract|sdk))\/src\//)
    .filter(({ path }) => !isTest(path))
    .flatMap((file) =>
      parseSource(file)
        .exports.filter(({ isFunction, hasComment }) => isFunction && !hasComment)
        .map(({ name }) => `${file.path}: ${name}`),
    );
  expect(silent).toEqual([]);
});

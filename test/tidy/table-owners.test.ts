import { describe, expect, test } from 'vitest';
import { parseSource } from './parse-source.ts';
import { isTest, listFiles, listSources, type RepositoryFile } from './read-repository.ts';

/** Table to the slice that owns it, by the first word of its comment. */
const owners = new Map(
  listFiles()
    .filter(({ path }) => /\/migrations\/.*\.sql$/.test(path))
    .flatMap(({ text }) => [...text.matchAll(/comment on table (\w+) is\s+'([\w-]+):/g)])
    .map((match) => [match[1]!, match[2]!]),
);
const created = listFiles()
  .filter(({ path }) => /\/migrations\/.*\.sql$/.test(path))
  .flatMap(({ text }) => [...text.matchAll(/^create table (?:if not exists )?(\w+)/gm)])
  .map((match) => match[1]!);

const features = listSources(/^apps\/server\/src\/(?:features|platform)\//).filter(
  ({ path }) => !isTest(path),
);

function ownerOf(file: RepositoryFile): string {
  const [, , , place, slice] = file.path.split('/');
  return place === 'platform' ? 'platform' : slice!;
}

function known(names: Iterable<string>): string[] {
  return [...new Set(names)].filter((name) => owners.has(name));
}

/** Tables that the file changes, by SQL or by calls of the query builder. */
function listWritten(file: RepositoryFile): string[] {
  const { sql, calls } = parseSource(file);
  const bySql = sql.flatMap((text) =>
    [...text.matchAll(/\b(?:insert\s+into|update|delete\s+from|merge\s+into)\s+(\w+)/gi)].map(
      (m) => m[1]!,
    ),
  );
  const byCall = calls
    .filter(({ callee }) =>
      /^(?:insertInto|updateTable|deleteFrom|mergeInto|replaceInto)$/.test(callee),
    )
    .map(({ argument }) => argument.split(' ')[0]!);
  return known([...bySql, ...byCall]);
}

/** Tables that the file reads. */
function listRead(file: RepositoryFile): string[] {
  const { sql, calls } = parseSource(file);
  const bySql = sql.flatMap((text) =>
    [...text.replace(/delete\s+from/gi, '').matchAll(/\b(?:from|join|using)\s+(\w+)/gi)].map(
      (m) => m[1]!,
    ),
  );
  const byCall = calls
    .filter(({ callee }) =>
      /^(?:selectFrom|(?:inner|left|right|full|cross)Join|using)$/.test(callee),
    )
    .map(({ argument }) => argument.split(' ')[0]!);
  return known([...bySql, ...byCall]);
}

describe('a table', () => {
  test('says in its comment which slice it belongs to', () => {
    expect(created.filter((name) => !owners.has(name))).toEqual([]);
  });

  test('is written by its own slice only', () => {
    const wrong = features.flatMap((file) =>
      listWritten(file)
        .filter((table) => owners.get(table) !== ownerOf(file))
        .map((table) => `${file.path} writes ${table} of ${owners.get(table)}`),
    );
    expect(wrong).toEqual([]);
  });

  test('is written in a store', () => {
    const wrong = features
      .filter(({ path }) => path.includes('/features/') && !path.endsWith('-store.ts'))
      .flatMap((file) => listWritten(file).map((table) => `${file.path} writes ${table}`));
    expect(wrong).toEqual([]);
  });

  test('of another slice is read only by a view, whose head names it', () => {
    const wrong = features
      .filter(({ path }) => path.includes('/features/'))
      .flatMap((file) => {
        const [head] = /^(?:\/\/ reads.*\n(?:\/\/ .*\n)*)?/i.exec(file.text)!;
        const body = file.text.slice(head.length);
        const named = known(head.split(/[^a-z_]+/));
        const isView = file.path.endsWith('-views.ts');
        const hidden = listRead(file)
          .filter((table) => owners.get(table) !== ownerOf(file))
          .filter((table) => !isView || !named.includes(table));
        const idle = named.filter((table) => !new RegExp(`\\b${table}\\b`).test(body));
        return [
          ...hidden.map((table) => `${file.path} reads ${table} of ${owners.get(table)}`),
          ...idle.map((table) => `${file.path} names ${table} and does not read it`),
        ];
      });
    expect(wrong).toEqual([]);
  });
});

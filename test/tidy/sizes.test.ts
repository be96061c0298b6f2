import { posix } from 'node:path';
import { expect, test } from 'vitest';
import { parseSource } from './parse-source.ts';
import { countLines, isTest, listFiles, listSources } from './read-repository.ts';

const mostLines = 400;
const mostTestLines = 600;
const mostFunctionLines = 70;
const mostColumns = 100;
const mostFilesOfSlice = 24;

test('a file can be read in one go', () => {
  const sources = listFiles()
    .filter(({ path }) => /\.(?:tsx?|mjs|css|sql)$/.test(path))
    // What a program writes nobody reads in one go.
    .filter(({ text }) => !/^\/\/ Written by \S+ .*Do not edit\./.test(text));
  const long = sources
    .map(({ path, text }) => ({ path, lines: countLines(text) }))
    .filter(({ path, lines }) => lines > (isTest(path) ? mostTestLines : mostLines))
    .filter(({ path }) => !path.includes('/migrations/'));
  expect(long.map(({ path, lines }) => `${path}: ${lines} lines`)).toEqual([]);
});

test('a function fits on a screen; those declared inside it count for themselves', () => {
  const long = listSources()
    .filter(({ path }) => !isTest(path))
    .flatMap((file) => parseSource(file).functions.map((one) => ({ ...one, path: file.path })))
    .filter(({ ownLines }) => ownLines > mostFunctionLines)
    .map(({ path, line, name, ownLines }) => `${path}:${line}: ${name} has ${ownLines} lines`);
  expect(long).toEqual([]);
});

test('a line fits beside another window, unless one text in it cannot be broken', () => {
  const literal = /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`[^`]*`|\/(?:[^/\\]|\\.)+\/[dgimsuvy]*/g;
  const isUnbreakable = (line: string) => {
    const longest = Math.max(0, ...(line.match(literal) ?? []).map((text) => text.length));
    return line.length - longest <= mostColumns && longest > mostColumns / 4;
  };
  const wide = listSources().flatMap((file) =>
    file.text
      .split('\n')
      .map((line, index) => ({ number: index + 1, line }))
      .filter(({ line }) => Array.from(line).length > mostColumns && !isUnbreakable(line))
      .filter(({ number }) => !parseSource(file).textLines.has(number))
      .map(({ number, line }) => `${file.path}:${number}: ${line.length} columns`),
  );
  expect(wide).toEqual([]);
});

test('a folder of a slice can be taken in at a glance', () => {
  const inFeatures = listSources(/^apps\/server\/src\/features\//).filter(
    ({ path }) => !isTest(path),
  );
  const folders = Map.groupBy(inFeatures, ({ path }) => posix.dirname(path));
  const full = [...folders].filter(([, files]) => files.length > mostFilesOfSlice);
  expect(full.map(([folder, files]) => `${folder}: ${files.length} files`)).toEqual([]);
});

import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative } from 'node:path';

export const repositoryDir = join(import.meta.dirname, '../..');

/** One text file of the repository; its path has forward slashes. */
export interface RepositoryFile {
  readonly path: string;
  readonly name: string;
  readonly text: string;
}

/** Made by machines or brought by npm: not ours to judge. */
const leftOut = new Set([
  'node_modules',
  '.git',
  '.node',
  '.cache',
  'data',
  'dist',
  'dist.new',
  'dist.old',
  'coverage',
]);
const textTypes = new Set([
  '.ts',
  '.tsx',
  '.mjs',
  '.js',
  '.json',
  '.sql',
  '.css',
  '.html',
  '.md',
  '.yml',
  '.yaml',
  '.sh',
  '',
]);

let remembered: readonly RepositoryFile[] | undefined;

/** Every text file of the repository, read once. */
export function listFiles(): readonly RepositoryFile[] {
  remembered ??= listBelow(repositoryDir);
  return remembered;
}

function listBelow(folder: string): RepositoryFile[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (leftOut.has(entry.name)) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return listBelow(path);
    if (!entry.isFile() || !textTypes.has(extname(entry.name))) return [];
    const shown = relative(repositoryDir, path).replaceAll('\\', '/');
    return [{ path: shown, name: entry.name, text: readFileSync(path, 'utf8') }];
  });
}

/** Source files in TypeScript or JavaScript whose path fits. */
export function listSources(where: RegExp = /^/): readonly RepositoryFile[] {
  return listFiles().filter(({ path }) => /\.(?:tsx?|mjs)$/.test(path) && where.test(path));
}

/** Whether a file is a test or exists only for tests. */
export function isTest(path: string): boolean {
  return /\.(?:test|e2e)\.tsx?$/.test(path) || /^(?:test|packages\/testkit)\//.test(path);
}

/** Number of lines; a line end at the end of the file begins none. */
export function countLines(text: string): number {
  return text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
}

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readLockfile } from '../run/complete-lockfile.ts';
import { listFiles, repositoryDir } from './read-repository.ts';

/** What programs of others are made from stays free for them; the product itself is AGPL. */
const licenceOf = (folder: string) =>
  /^(?:packages\/(?:contract|sdk|web)|apps\/widget|examples\/\w+)$/.test(folder)
    ? 'MIT'
    : 'AGPL-3.0-or-later';
/** Licences that may be combined with the AGPL. */
const compatible =
  /^\(?(?:MIT|MIT-0|ISC|0BSD|BSD-[23]-Clause|Apache-2\.0|CC0-1\.0|CC-BY-[34]\.0|Unlicense|BlueOak-1\.0\.0|Python-2\.0|MPL-2\.0|PostgreSQL|EUPL-1\.[12]\+?|WTFPL|Zlib)\b/;

const manifests = listFiles()
  .filter(({ name }) => name === 'package.json')
  .map(({ path, text }) => ({ path, ...(JSON.parse(text) as Manifest) }));

interface Manifest {
  license?: string;
  private?: boolean;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}

describe('a package of ours', () => {
  test('says under which licence it is given', () => {
    const wrong = manifests.filter(
      ({ path, license }) => license !== licenceOf(path.replace(/\/?package\.json$/, '')),
    );
    expect(wrong.map(({ path, license }) => `${path}: ${license}`)).toEqual([]);
  });

  test('comes with the text of its licence', () => {
    const folders = ['.', 'packages/contract', 'packages/sdk', 'packages/web', 'apps/widget'];
    expect(folders.filter((one) => !existsSync(join(repositoryDir, one, 'LICENSE')))).toEqual([]);
  });

  test('names each dependency by one exact version', () => {
    const loose = manifests.flatMap(
      ({ path, dependencies, devDependencies, optionalDependencies }) =>
        Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies })
          .filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version) && version !== '*')
          .map(([name, version]) => `${path}: ${name} ${version}`),
    );
    expect(loose).toEqual([]);
  });
});

test('what we build upon may be combined with our licence', () => {
  const installed = Object.keys(readLockfile().packages).filter(
    (path) =>
      path.startsWith('node_modules/') && existsSync(join(repositoryDir, path, 'package.json')),
  );
  const wrong = installed.flatMap((path) => {
    const text = readFileSync(join(repositoryDir, path, 'package.json'), 'utf8');
    const { license, private: isOurs } = JSON.parse(text) as Manifest;
    if (isOurs && path.startsWith('node_modules/@earshot/')) return [];
    return compatible.test(String(license)) ? [] : [`${path}: ${JSON.stringify(license)}`];
  });
  expect(wrong).toEqual([]);
});

describe('the repository', () => {
  const secrets = new RegExp(
    [
      '-----BEGIN [A-Z ]*PRIVATE KEY-----\\s+[A-Za-z0-9+/=\\s]{100}',
      'gh[pousr]_[A-Za-z0-9]{36}',
      'AKIA[0-9A-Z]{16}',
      'xox[abprs]-[0-9]{10}',
      'sk-[A-Za-z0-9]{32}',
    ].join('|'),
  );
  const homes = /(?:\/home|\/Users)\/[a-z][a-z0-9_-]+\//;

  test('holds no secret', () => {
    const found = listFiles().filter(({ text }) => secrets.test(text));
    expect(found.map(({ path }) => path)).toEqual([]);
  });

  test('knows nothing of the machine that it was written on', () => {
    // A short place, such as /app, may be a word of a text.
    const here = repositoryDir.length > 8 ? repositoryDir : '\u0000';
    const found = listFiles().filter(({ text }) => homes.test(text) || text.includes(here));
    expect(found.map(({ path }) => path)).toEqual([]);
  });
});

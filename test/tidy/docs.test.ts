import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { kindFacts } from '../../apps/server/src/features/channels/kit/kind-facts.ts';
import { listFiles, repositoryDir } from './read-repository.ts';

/** Where names in a how-to begin that do not begin at the root. */
const places: Record<string, readonly string[]> = {
  'docs/how-to/add-a-channel.md': [
    'apps/server/src/features/channels',
    'apps/server/src/features/web/forms',
  ],
};

const pages = listFiles().filter(({ path }) => path in places);

test('a how-to that is followed literally names files that are there', () => {
  const missing = pages.flatMap(({ path, text }) => {
    const named = [...text.matchAll(/`([\w./-]+\/[\w.-]+|[\w-]+\.(?:ts|md))`/g)].map(
      ([, name]) => name!,
    );
    expect(named.length).toBeGreaterThan(20);
    const roots = ['', ...places[path]!];
    return named
      .filter((name) => !name.startsWith('/'))
      .filter((name) => !roots.some((root) => existsSync(join(repositoryDir, root, name))))
      .map((name) => `${path}: ${name}`);
  });
  expect(pages).toHaveLength(Object.keys(places).length);
  expect(missing).toEqual([]);
});

test('the page about channels says of each kind what the product says', () => {
  const page = listFiles().find(({ path }) => path === 'docs/operate/channels.md')!;
  const rows = Object.entries(kindFacts).map(([kind, { verifiedBy, against }]) => {
    const row = page.text.split('\n').find((line) => line.startsWith(`| ${kind} |`));
    return row?.endsWith(`| ${verifiedBy}: ${against.en} |`) ?? false;
  });
  expect(rows).toEqual(rows.map(() => true));
});

test('what shows a kind of channel to work is there to be run', () => {
  const named = Object.values(kindFacts).flatMap(({ shownBy }) => shownBy);
  expect(named.filter((path) => !existsSync(join(repositoryDir, path)))).toEqual([]);
});

describe('the page about the architecture', () => {
  const page = listFiles().find(({ path }) => path === 'ARCHITECTURE.md')!;
  const paths = listFiles().map(({ path }) => path);

  test('names files that are there', () => {
    const named = [...page.text.matchAll(/`([\w./-]+\.(?:ts|md))`/g)].map(([, name]) => name!);
    expect(named.length).toBeGreaterThan(20);
    const patterns = /^x-\w+\.ts$/;
    const missing = named.filter(
      (name) => !patterns.test(name) && !paths.some((path) => `/${path}`.endsWith(`/${name}`)),
    );
    expect(missing).toEqual([]);
  });

  test('shows every slice, package and application', () => {
    const program = /^(?:apps\/server\/src\/features\/([\w-]+)|(?:packages|apps)\/([\w-]+))\//;
    const folders = paths.flatMap((path) => {
      const [, slice, name] = program.exec(path) ?? [];
      return slice ?? name ?? [];
    });
    const missing = [...new Set(folders)].filter((name) => !page.text.includes(`${name}/`));
    expect(missing).toEqual([]);
  });
});

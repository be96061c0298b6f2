import { posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseSource, type SourceImport } from './parse-source.ts';
import { isTest, listSources, type RepositoryFile } from './read-repository.ts';

/**
 * The order of the slices, lowest first; those of one line do not know each other. Tier 1 of
 * ARCHITECTURE.md is spelled out: keys keep the audit that accounts write to, and so on.
 */
const tiers = [
  ['keys'],
  ['accounts'],
  ['members', 'contacts', 'consents'],
  ['sessions'],
  ['channels', 'moderation', 'articles'],
  ['conversations'],
  ['deliveries'],
  ['promises', 'links'],
  ['cases'],
  ['tasks', 'reply-check', 'routing'],
  ['trail', 'recoveries', 'canned-texts', 'case-pages', 'web'],
  ['listening', 'community', 'ideas', 'ratings', 'engagement'],
  ['worklists', 'automations', 'integrations', 'analytics', 'privacy'],
  ['demo'],
];
const serverDir = 'apps/server/src/';
const featuresDir = `${serverDir}features/`;
/** The only files that know every feature. */
const composition =
  /^apps\/server\/src\/(?:app|compose-[a-z]+|open-inlets|main)\.ts$|\/src\/operate\//;
/** A door, not a wall: what a slice shows of itself stays a choice. */
const mostPublicNames = 12;
/**
 * Languages rather than parts that could be exchanged: SQL in stores and views, and the words in
 * which contracts and settings are written.
 */
const languages = new Set(['kysely', 'zod']);

interface Link extends SourceImport {
  from: string;
}

function listLinks(where: RegExp): Link[] {
  return listSources(where)
    .filter(({ path }) => !isTest(path))
    .flatMap((file: RepositoryFile) =>
      parseSource(file).imports.map((one) => ({ ...one, from: file.path })),
    );
}

function featureOf(path: string): string | null {
  return path.startsWith(featuresDir) ? path.slice(featuresDir.length).split('/')[0]! : null;
}

function tierOf(feature: string): number {
  return tiers.findIndex((tier) => tier.includes(feature));
}

function show(links: readonly Link[]): string[] {
  return links.map(({ from, request }) => `${from} imports ${request}`);
}

describe('in the server', () => {
  const links = listLinks(/^apps\/server\/src\//);

  test('the platform knows no feature', () => {
    const wrong = links.filter(
      ({ from, path }) =>
        from.startsWith(`${serverDir}platform/`) && path !== null && featureOf(path) !== null,
    );
    expect(show(wrong)).toEqual([]);
  });

  test('every slice has its place in the order', () => {
    const inSlices = listSources(/^apps\/server\/src\/features\/[^/]+\//);
    const slices = new Set(inSlices.map(({ path }) => featureOf(path)!));
    expect([...slices].filter((slice) => tierOf(slice) < 0)).toEqual([]);
  });

  test('a feature knows only the lower ones, and those only by public.ts', () => {
    const wrong = links.filter(({ from, path }) => {
      const own = featureOf(from);
      const other = path === null ? null : featureOf(path);
      if (own === null || other === null || own === other) return false;
      return tierOf(other) >= tierOf(own) || posix.basename(path!) !== 'public.ts';
    });
    expect(show(wrong)).toEqual([]);
  });

  test('a feature does not know how it is composed', () => {
    const wrong = links.filter(
      ({ from, path }) => path !== null && composition.test(path) && !composition.test(from),
    );
    expect(show(wrong)).toEqual([]);
  });

  test(`what a slice shows of itself is chosen: at most ${mostPublicNames} functions`, () => {
    const shown = listLinks(/^apps\/server\/src\/features\/[^/]+\/public\.ts$/);
    const bySlice = Map.groupBy(
      shown.filter(({ isType }) => !isType),
      ({ from }) => from,
    );
    const wide = [...bySlice].map(
      ([from, one]) => [from, one.flatMap(({ names }) => names)] as const,
    );
    expect(wide.filter(([, names]) => names.includes('*')).map(([from]) => from)).toEqual([]);
    const many = wide.filter(([, names]) => names.length > mostPublicNames);
    expect(many.map(([from, names]) => `${from}: ${names.length} names`)).toEqual([]);
  });

  test('rules are pure: no platform, no clock, no chance', () => {
    const rules = listSources(/^apps\/server\/src\/features\/.*-rules\.ts$/);
    const impure = rules.flatMap((file) => {
      const { imports, identifiers } = parseSource(file);
      const taken = imports.filter(
        ({ isType, path, request }) =>
          !isType &&
          (path
            ? !/-(?:rules|limits)\.ts$/.test(path)
            : !/^(?:node:(?:crypto|net|url)$|@earshot\/contract\/)/.test(request)),
      );
      const chance = ['Math.random', 'Date.now', 'new Date()', 'performance.now'].filter((one) =>
        file.text.includes(one),
      );
      const random = [...identifiers].filter((name) => /^random[A-Z]/.test(name));
      return [...taken.map(({ request }) => request), ...chance, ...random].map(
        (what) => `${file.path} uses ${what}`,
      );
    });
    expect(impure).toEqual([]);
  });

  test('routes have no SQL', () => {
    const wrong = listSources(/^apps\/server\/src\/.*-routes\.ts$/).filter((file) => {
      const { imports, sql } = parseSource(file);
      return (
        sql.length > 0 ||
        imports.some(({ request }) => request === 'kysely') ||
        /\btx\.db\b/.test(file.text)
      );
    });
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });

  test('a package from outside is used in one file or one folder', () => {
    const outside = links.filter(
      ({ path, request, isType }) =>
        path === null && !isType && !/^(?:node:|@earshot\/)/.test(request),
    );
    const byPackage = Map.groupBy(outside, ({ request }) => packageOf(request));
    const spread = [...byPackage]
      .filter(([name]) => !languages.has(name))
      .map(([name, uses]) => [name, new Set(uses.map(({ from }) => posix.dirname(from)))] as const)
      .filter(([, folders]) => folders.size > 1);
    expect(spread.map(([name, folders]) => `${name}: ${[...folders].join(', ')}`)).toEqual([]);
  });
});

function packageOf(request: string): string {
  return request
    .split('/')
    .slice(0, request.startsWith('@') ? 2 : 1)
    .join('/');
}

describe('between the packages', () => {
  /** The command line works beside a server or in its place, by what is made for that. */
  const mayReach: Record<string, RegExp> = {
    'apps/cli': /^apps\/server\/src\/operate\/|^package\.json$/,
    'apps/server': /^package\.json$/,
  };
  const mayImport: Record<string, RegExp> = {
    'packages/contract': /^zod$/,
    'packages/web': /^@earshot\/contract\//,
    'packages/sdk': /^@earshot\/(?:contract|web)\//,
    'packages/ui': /^(?!@earshot\/)/,
    'apps/desk': /^(?!@earshot\/(?:server|testkit|cli))/,
    'apps/cli': /^(?!@earshot\/(?:desk|ui))/,
    'apps/widget': /^@earshot\/(?:contract|web)\//,
    'apps/server': /^(?!@earshot\/(?!contract\/))/,
  };

  test.each(Object.entries(mayImport))('%s imports only what it may', (folder, allowed) => {
    const wrong = listLinks(new RegExp(`^${folder}/src/`)).filter(({ request, path }) => {
      if (path !== null) return !path.startsWith(`${folder}/`) && !mayReach[folder]?.test(path);
      return !request.startsWith('node:') && !allowed.test(request);
    });
    expect(show(wrong)).toEqual([]);
  });
});

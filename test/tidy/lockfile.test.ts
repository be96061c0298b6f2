import { expect, test } from 'vitest';
import { completeLockfile, listMissingOptional, readLockfile } from '../run/complete-lockfile.ts';

test('a fresh clone can be installed: the lockfile names the builds for every platform', () => {
  const missing = listMissingOptional(readLockfile()).map(({ name }) => name);
  expect(missing, 'run: node test/run/complete-lockfile.ts').toEqual([]);
});

test('nothing from outside npm can slip in, and nothing is fetched without a known hash', () => {
  const entries = Object.entries(readLockfile().packages).filter(
    ([path, entry]) => path.startsWith('node_modules/') && entry.version !== undefined,
  );
  const withoutHash = entries.filter(([, entry]) => !entry.integrity && !entry.optional);
  expect(withoutHash.map(([path]) => path)).toEqual([]);
});

test('completing adds what is missing, for the platform in the name, and changes nothing else', () => {
  const lock = {
    packages: {
      'node_modules/tool': {
        version: '1.2.0',
        dev: true,
        optionalDependencies: { '@tool/linux-x64-gnu': '1.2.0', '@tool/win32-arm64': '1.2.0' },
      },
      'node_modules/@tool/linux-x64-gnu': { version: '1.2.0', optional: true },
    },
  };
  const complete = completeLockfile(lock);
  expect(complete.packages).toEqual({
    ...lock.packages,
    'node_modules/@tool/win32-arm64': {
      version: '1.2.0',
      dev: true,
      optional: true,
      cpu: ['arm64'],
      os: ['win32'],
    },
  });
  expect(completeLockfile(complete)).toEqual(complete);
});

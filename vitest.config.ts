import { defineConfig } from 'vitest/config';

const outside = ['**/node_modules/**', '**/dist/**', '**/.node/**', '**/data/**'];
const notRules = ['**/*.http.test.ts', '**/*.peer.test.ts', 'test/tidy/**'];

/**
 * Real programs on a shared machine may be late once; on a developer’s machine a flaky test shows
 * itself at once and is mended.
 */
const retriesInCi = process.env['CI'] ? 1 : 0;

/**
 * The kinds of tests, one project each (`npx vitest run --project http`):
 *
 * - rules: pure, no input or output, beside the file they test
 * - http:  a slice through its HTTP interface on a real PostgreSQL
 * - tidy:  the written rules about the source text
 * - mail:  real programs on the other side (PostgreSQL, Dovecot, Postfix)
 * - e2e:   the built product in Chromium
 *
 * Threads without isolation: modules are loaded once a worker, which is what makes a run fast.
 * A test file that changes module state must put it back.
 */
export default defineConfig({
  test: {
    pool: 'threads',
    isolate: false,
    passWithNoTests: true,
    projects: [
      {
        test: {
          name: 'rules',
          pool: 'threads',
          isolate: false,
          include: ['{apps,packages,test}/**/*.test.{ts,tsx}'],
          exclude: [...outside, ...notRules],
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'tidy',
          pool: 'threads',
          isolate: false,
          include: ['test/tidy/**/*.test.ts'],
          exclude: outside,
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'http',
          retry: retriesInCi,
          pool: 'threads',
          isolate: false,
          include: ['{apps,packages}/**/*.http.test.ts'],
          exclude: outside,
          globalSetup: ['packages/testkit/src/postgres/global-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'mail',
          retry: retriesInCi,
          pool: 'threads',
          isolate: false,
          fileParallelism: false,
          include: ['{apps,packages}/**/*.peer.test.ts'],
          exclude: outside,
          globalSetup: ['packages/testkit/src/postgres/global-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'e2e',
          retry: retriesInCi,
          pool: 'forks',
          fileParallelism: false,
          include: ['test/e2e/**/*.e2e.ts'],
          exclude: outside,
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});

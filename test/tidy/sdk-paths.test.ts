import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { renderPaths } from '../../packages/sdk/render-paths.ts';

test('the paths that the SDK ships are those of the contract', async () => {
  const file = new URL('../../packages/sdk/src/operation-paths.ts', import.meta.url);
  const stale =
    'packages/sdk/src/operation-paths.ts is stale: run `npm run generate -w @earshot/sdk`.';
  expect(readFileSync(file, 'utf8') === (await renderPaths()), stale).toBe(true);
});

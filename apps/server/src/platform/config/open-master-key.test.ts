import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openMasterKey } from './open-master-key.ts';
import { readConfig } from './read-config.ts';

const folder = mkdtempSync(join(tmpdir(), 'earshot-key-'));
afterAll(() => rmSync(folder, { recursive: true }));

const configAt = (name: string) => readConfig({ EARSHOT_DATA: join(folder, name) });

test('the key is made once, readable by nobody else, and found again', async () => {
  const config = configAt('first');
  const made = await openMasterKey(config);
  expect(made).toHaveLength(32);
  expect(statSync(config.masterKeyFile).mode & 0o777).toBe(0o600);
  expect(await openMasterKey(config)).toEqual(made);
  expect(readdirSync(config.dataDir)).toEqual(['master.key']);
});

test('two processes that start at the same time get the same key', async () => {
  const config = configAt('race');
  const keys = await Promise.all([openMasterKey(config), openMasterKey(config)]);
  expect(keys[0]).toEqual(keys[1]);
});

test('a damaged key stops the start and is never replaced', async () => {
  const config = configAt('damaged');
  await openMasterKey(config);
  writeFileSync(config.masterKeyFile, 'abc');
  await expect(openMasterKey(config)).rejects.toThrow('Put the file back from a backup');
});

test('a set key is used and nothing is written', async () => {
  const config = readConfig({
    EARSHOT_DATA: join(folder, 'set'),
    MASTER_KEY: '01'.repeat(32),
  });
  expect(await openMasterKey(config)).toEqual(Buffer.alloc(32, 1));
  expect(readdirSync(folder)).not.toContain('set');
});

import { mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openFileStorage } from './file-storage.ts';

const home = await mkdtemp(join(tmpdir(), 'earshot-storage-'));
afterAll(() => rm(home, { recursive: true, force: true }));

async function openEmpty() {
  const root = await mkdtemp(join(home, 'files-'));
  return { root, storage: await openFileStorage(root) };
}

test('the same bytes lie once, however many put them at the same time', async () => {
  const { root, storage } = await openEmpty();
  const bytes = Buffer.from('It boils and boils.');
  const stored = await Promise.all(Array.from({ length: 50 }, () => storage.put(bytes)));
  expect(new Set(stored.map(({ sha256 }) => sha256.toString('hex'))).size).toBe(1);
  const listed: string[] = [];
  for await (const name of storage.list()) listed.push(name);
  expect(listed).toHaveLength(1);
  expect(await storage.read(stored[0]!.sha256)).toEqual(bytes);
  expect(await readdir(join(root, 'incoming'))).toEqual([]);
});

test('a file that was cut short from outside is made whole by whoever puts it again', async () => {
  const { storage } = await openEmpty();
  const bytes = Buffer.alloc(10_000, 'x');
  const { sha256 } = await storage.put(bytes);
  await truncate(storage.pathOf(sha256), 100);
  await storage.put(bytes);
  expect(await storage.read(sha256)).toEqual(bytes);
});

test('what cannot be written leaves nothing behind that would keep a disk full', async () => {
  const { root, storage } = await openEmpty();
  const bytes = Buffer.from('never stored');
  const { sha256 } = await (await openEmpty()).storage.put(bytes);
  // A file stands where the folder was.
  const folder = dirname(storage.pathOf(sha256));
  await rm(folder, { recursive: true });
  await writeFile(folder, 'in the way');
  await expect(storage.put(bytes)).rejects.toThrow(/ENOTDIR/);
  expect(await storage.has(sha256)).toBe(false);
  expect(await readdir(join(root, 'incoming'))).toEqual([]);
});

import { DAY_MS } from '@earshot/contract/durations.ts';
import { mkdtemp, readdir, rename, rm, truncate, utimes, writeFile } from 'node:fs/promises';
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
  expect(await Array.fromAsync(storage.list())).toHaveLength(1);
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

const yesterday = () => new Date(Date.now() - DAY_MS);

test('a file is removed once nobody put it for long, and put again it is whole', async () => {
  const { storage } = await openEmpty();
  const bytes = Buffer.from('Nobody needs it.');
  const { sha256 } = await storage.put(bytes);
  expect(await storage.remove(sha256, yesterday())).toBe(false);
  const old = new Date(Date.now() - 2 * DAY_MS);
  await utimes(storage.pathOf(sha256), old, old);
  await storage.put(bytes);
  expect(await storage.remove(sha256, yesterday())).toBe(false);
  await utimes(storage.pathOf(sha256), old, old);
  expect(await storage.remove(sha256, yesterday())).toBe(true);
  expect(await storage.has(sha256)).toBe(false);
  expect(await storage.remove(sha256, yesterday())).toBe(false);
  await storage.put(bytes);
  expect(await storage.read(sha256)).toEqual(bytes);
});

test('whoever puts a file while it is removed has it afterwards', async () => {
  const { storage } = await openEmpty();
  for (let round = 0; round < 200; round += 1) {
    const bytes = Buffer.from(`round ${round}`);
    const { sha256 } = await storage.put(bytes);
    const old = new Date(Date.now() - 2 * DAY_MS);
    await utimes(storage.pathOf(sha256), old, old);
    await Promise.all([storage.put(bytes), storage.remove(sha256, yesterday())]);
    expect(await storage.read(sha256)).toEqual(bytes);
  }
});

test('a death between the two steps of a removal loses nothing that was put meanwhile', async () => {
  const { root, storage } = await openEmpty();
  const { sha256 } = await storage.put(Buffer.from('put anew'));
  await rename(storage.pathOf(sha256), join(root, 'incoming', sha256.toString('hex')));
  const again = await openFileStorage(root);
  expect((await again.read(sha256)).toString()).toBe('put anew');
});

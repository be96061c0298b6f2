import { mkdtempSync, readFileSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { identityOf } from '../postgres/find-processes.ts';
import { findRunningServer, lockDataDir } from './lock-data-dir.ts';

const home = mkdtempSync(join(tmpdir(), 'earshot-lock-'));
afterAll(() => rmSync(home, { recursive: true }));

let folders = 0;

/** A data folder whose lock says what is given. */
function folderLockedBy(holder: Record<string, unknown> | string): string {
  const folder = mkdtempSync(join(home, `${++folders}-`));
  const text = typeof holder === 'string' ? holder : JSON.stringify(holder);
  writeFileSync(join(folder, 'earshot.lock'), text);
  return folder;
}

const parent = {
  pid: process.ppid,
  identity: identityOf(process.ppid),
  host: hostname(),
  startedAt: '2026-11-21T10:00:00Z',
  url: 'http://127.0.0.1:3000',
};

describe('a data folder in use', () => {
  test('is refused to a second server, naming process and address', async () => {
    const refusal = lockDataDir(folderLockedBy(parent));
    await expect(refusal).rejects.toThrow(`process ${process.ppid}`);
    await expect(refusal).rejects.toThrow('open http://127.0.0.1:3000');
    await expect(refusal).rejects.toMatchObject({ exitCode: 75 });
  });

  test('is refused while its holder on another machine shows signs of life', async () => {
    const folder = folderLockedBy({ ...parent, host: 'another' });
    await expect(lockDataDir(folder)).rejects.toThrow('on the machine another');
    const old = new Date(Date.now() - 60_000);
    utimesSync(join(folder, 'earshot.lock'), old, old);
    const lock = await lockDataDir(folder);
    lock.release();
  });

  test('can be found by the command line, with the address it announced', async () => {
    const folder = join(home, 'announced');
    const lock = await lockDataDir(folder);
    lock.announce('http://127.0.0.1:4711');
    expect(findRunningServer(folder)).toMatchObject({
      pid: process.pid,
      url: 'http://127.0.0.1:4711',
    });
    lock.release();
    expect(findRunningServer(folder)).toBeNull();
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('a lock that nobody holds any more', () => {
  test.each([
    ['of a process that is gone', { ...parent, pid: 2 ** 22 - 7 }],
    ['of an earlier process with the same number', { ...parent, identity: 'before' }],
    ['of an earlier life of this very number', { ...parent, pid: process.pid, identity: 'x' }],
  ])('%s is replaced, and said', async (_title, holder) => {
    const folder = folderLockedBy(holder);
    expect(findRunningServer(folder)).toBeNull();
    const lock = await lockDataDir(folder);
    expect(lock.recovered).toContain(`process ${holder.pid}`);
    expect(readFileSync(join(folder, 'earshot.lock'), 'utf8')).toContain(`${process.pid}`);
    lock.release();
  });

  test.each([[''], ['{"pid":'], ['null'], ['[]']])('%j is replaced', async (text) => {
    const folder = folderLockedBy(text);
    const lock = await lockDataDir(folder);
    expect(findRunningServer(folder)?.pid).toBe(process.pid);
    lock.release();
  });
});

test('of many that start at the same time exactly one gets the folder', async () => {
  const folder = folderLockedBy({ ...parent, identity: 'before' });
  const results = await Promise.allSettled(Array.from({ length: 12 }, () => lockDataDir(folder)));
  const winners = results.filter((result) => result.status === 'fulfilled');
  expect(winners).toHaveLength(1);
  for (const winner of winners) winner.value.release();
});

test('releasing never removes the lock of somebody else', async () => {
  const folder = join(home, 'replaced');
  const lock = await lockDataDir(folder);
  writeFileSync(join(folder, 'earshot.lock'), JSON.stringify(parent));
  lock.release();
  expect(readdirSync(folder)).toEqual(['earshot.lock']);
});

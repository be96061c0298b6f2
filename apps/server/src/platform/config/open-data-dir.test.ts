import { existsSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openDataDir } from './open-data-dir.ts';

const home = mkdtempSync(join(tmpdir(), 'earshot-open-'));
afterAll(() => rmSync(home, { recursive: true }));

test('a data folder is made with the folders above it, and opened again', () => {
  const folder = join(home, 'a', 'b', 'data');
  openDataDir(folder);
  openDataDir(folder);
  expect(statSync(folder).isDirectory()).toBe(true);
});

test('one below a file, or behind a link that leads nowhere, is refused with what to do', () => {
  writeFileSync(join(home, 'file'), '');
  symlinkSync(join(home, 'nowhere'), join(home, 'link'));
  for (const folder of [join(home, 'file'), join(home, 'file', 'data'), join(home, 'link')]) {
    expect(() => openDataDir(folder)).toThrow('Set EARSHOT_DATA to a folder');
  }
});

test.runIf(existsSync('/proc/self'))('one where no folder can be made is refused at once', () => {
  expect(() => openDataDir('/proc/earshot/data')).toThrow('no folder can be made in /proc');
});

import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, describe, expect, test } from 'vitest';
import { readTarFile } from '../../bootstrap/read-tar-file.mjs';
import { takeTurn } from '../../bootstrap/take-turn.mjs';
import { repositoryDir } from './run-program.ts';

const home = mkdtempSync(join(tmpdir(), 'earshot-bootstrap-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** Starts bootstrap.mjs as a person does and tells how it ended. */
function start(words: string[], env: Record<string, string> = {}) {
  return spawnSync(process.execPath, ['bootstrap.mjs', ...words], {
    cwd: repositoryDir,
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
}

describe('the way in', () => {
  test('a command that does not exist is answered with those that do', () => {
    const { status, stderr } = start(['strat']);
    expect(stderr).toContain('There is no command "strat". Commands: start,');
    expect(status).toBe(64);
  });

  test('is plain JavaScript that an old Node understands, without any package', () => {
    const parts = readdirSync(join(repositoryDir, 'bootstrap')).map((name) => `bootstrap/${name}`);
    const files = ['bootstrap.mjs', 'earshot.mjs', ...parts];
    const newer = /\.(toSorted|toReversed|with|findLast|groupBy)\(|import\.meta\.dirname|using /;
    for (const file of files) {
      const text = readFileSync(join(repositoryDir, file), 'utf8');
      const imports = [...text.matchAll(/from '([^']+)'/g)].map((match) => match[1] ?? '');
      expect(imports.filter((name) => !/^(node:|\.\/)/.test(name))).toEqual([]);
      expect(text).not.toMatch(newer);
    }
  });
});

describe('taking Node out of its package', () => {
  const archive = join(home, 'package.tgz');
  const big = Buffer.alloc(300_000, 'Earshot ');
  mkdirSync(join(home, 'package', 'bin'), { recursive: true });
  writeFileSync(join(home, 'package', 'README.md'), 'first, and no multiple of 512');
  writeFileSync(join(home, 'package', 'bin', 'node'), big);
  spawnSync('tar', ['-czf', archive, '-C', home, 'package/README.md', 'package/bin']);

  test('gives exactly the bytes that went in', async () => {
    await readTarFile(archive, 'package/bin/node', join(home, 'node'));
    expect(readFileSync(join(home, 'node')).equals(big)).toBe(true);
  });

  test('says when the archive was cut off or does not hold it', async () => {
    const missing = readTarFile(archive, 'package/bin/npm', join(home, 'npm'));
    await expect(missing).rejects.toThrow('package/bin/npm is not whole');
    const cut = join(home, 'cut.tgz');
    writeFileSync(cut, readFileSync(archive).subarray(0, 400));
    await expect(readTarFile(cut, 'package/bin/node', join(home, 'half'))).rejects.toThrow(
      'unexpected end of file',
    );
  });
});

describe('two starts at the same time', () => {
  test('do the slow work one after the other', async () => {
    const root = join(home, 'turns');
    const seen: string[] = [];
    const work = (name: string) => async () => {
      seen.push(`${name} begins`);
      await pause(50);
      seen.push(`${name} ends`);
    };
    await Promise.all([takeTurn(root, work('one')), takeTurn(root, work('two'))]);
    expect(seen).toEqual(['one begins', 'one ends', 'two begins', 'two ends']);
    expect(existsSync(join(root, '.node', 'turn'))).toBe(false);
  });

  test('a start that was killed in the middle does not block the next', async () => {
    const root = join(home, 'killed');
    const module = join(repositoryDir, 'bootstrap', 'take-turn.mjs');
    const program = `
      const { takeTurn } = await import(${JSON.stringify(module)});
      await takeTurn(${JSON.stringify(root)}, () => {
        console.log('mine');
        return new Promise((resolve) => setTimeout(resolve, 60_000));
      });`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', program]);
    const gone = new Promise((resolve) => child.once('exit', resolve));
    await new Promise((resolve) => child.stdout.once('data', resolve));
    child.kill('SIGKILL');
    await gone;
    expect(await takeTurn(root, async () => 'next')).toBe('next');
  });
});

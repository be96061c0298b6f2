import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli, runServer } from '@earshot/testkit/cli/run-cli.ts';
import { afterAll, describe, expect, test } from 'vitest';

/** The embedded PostgreSQL is made, started and stopped several times. */
const SLOW_MS = 180_000;
const home = await mkdtemp(join(tmpdir(), 'earshot-cli-peer-'));
// As root PostgreSQL runs as another account, which must reach its folder in here.
await chmod(home, 0o755);
const env = { EARSHOT_DATA: join(home, 'data') };
const password = 'der Kessel pfeift laut';
afterAll(() => rm(home, { recursive: true, force: true }));

const isThere = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );

async function isAtRest(): Promise<boolean> {
  const files = ['earshot.lock', 'postgres/postmaster.pid'].map((name) =>
    isThere(join(env.EARSHOT_DATA, name)),
  );
  return (await Promise.all(files)).every((found) => !found);
}

describe('the command line on an embedded PostgreSQL', { timeout: SLOW_MS }, () => {
  test('fills a folder that is not there yet with the named world, and leaves it at rest', async () => {
    const made = await runCli(env, ['demo', '--password-stdin', '--json'], `${password}\n`);
    expect(made).toMatchObject({ code: 0 });
    expect(JSON.parse(made.stdout)).toMatchObject({ password });
    expect(await isAtRest()).toBe(true);
    const again = await runCli(env, ['demo', '--no-start']);
    expect(again.code).toBe(1);
    expect(again.stderr).toContain('set up already');
  });

  test('works beside the server, which people then sign in to', async () => {
    const server = await runServer(env);
    try {
      const key = await runCli(env, ['key', 'create', '--name', 'Probe', '--scopes', 'all']);
      expect(key).toMatchObject({ code: 0 });
      const headers = { authorization: `Bearer ${key.stdout.trim()}` };
      const answer = await fetch(`${server.url}/api/v1/cases?limit=200`, { headers });
      const { items } = (await answer.json()) as { items: unknown[] };
      expect(items.length).toBeGreaterThan(50);
      const backup = await runCli(env, ['backup', join(home, 'demo.tar.gz'), '--json']);
      expect(JSON.parse(backup.stdout)).toMatchObject({ verified: true, missing_files: [] });
      expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
    } finally {
      await server.stop();
    }
  });

  test('restores into a folder that is not there yet, without a server', async () => {
    const there = { EARSHOT_DATA: join(home, 'there') };
    const restored = await runCli(there, ['restore', join(home, 'demo.tar.gz'), '--json']);
    expect(restored).toMatchObject({ code: 0 });
    expect(JSON.parse(restored.stdout)).toMatchObject({ key: 'other', waiting_messages: 0 });
    expect(restored.stderr).toContain('The master key here is another one');
    const report = await runCli(there, ['doctor', '--deep', '--json']);
    const { findings } = JSON.parse(report.stdout) as { findings: { id: string; state: string }[] };
    const failed = findings.filter((finding) => finding.state === 'fail');
    const ids = failed.map((finding) => finding.id).toSorted();
    expect(ids).toEqual(['chat.channel', 'form.channel', 'mail.channel']);
    const key = await readFile(join(env.EARSHOT_DATA, 'master.key'));
    await writeFile(join(there.EARSHOT_DATA, 'master.key'), key, { mode: 0o600 });
    expect(await runCli(there, ['doctor', '--deep'])).toMatchObject({ code: 0 });
  });
});

import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { isRoot } from './choose-account.ts';
import { isPostgresIn, listPostgresIn } from './find-processes.ts';
import { findPostmasterFile } from './postmaster-file.ts';
import { startEmbeddedPostgres } from './start-embedded-postgres.ts';
import type { EmbeddedPostgres } from './start-embedded-postgres.ts';
import type { PostgresChange } from './watch-postmaster.ts';

const home = mkdtempSync(join(tmpdir(), 'earshot-postgres-'));
// A temporary folder is closed to others; as root PostgreSQL runs as another account.
chmodSync(home, 0o755);
const dataDir = join(home, 'data');
const clusterDir = join(dataDir, 'postgres');
const said: string[] = [];
const log = { info: (text: string) => said.push(text), warn: (text: string) => said.push(text) };
const started: EmbeddedPostgres[] = [];

async function start(folder = dataDir, changes: PostgresChange[] = []): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres({
    dataDir: folder,
    log,
    onRestart: (change) => changes.push(change),
  });
  started.push(postgres);
  return postgres;
}

async function ask(url: string, sql: string): Promise<pg.QueryResultRow[]> {
  const client = new pg.Client(url);
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!(await isTrue())) {
    if (Date.now() > deadline) throw new Error('it did not happen within 20 s');
    await pause(20);
  }
}

async function pidOf(): Promise<number> {
  const file = await findPostmasterFile(clusterDir);
  if (file === null) throw new Error('PostgreSQL has no state file');
  return file.pid;
}

/** Starts PostgreSQL in another server process and kills that process, as `kill -9` does. */
async function leaveOrphan(): Promise<number> {
  const module = join(import.meta.dirname, 'start-embedded-postgres.ts');
  const program = `
    const { startEmbeddedPostgres } = await import(${JSON.stringify(module)});
    const log = { info() {}, warn() {} };
    await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)}, log });
    console.log('ready');
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = new Promise((resolve) => child.once('exit', resolve));
  await new Promise((resolve) => child.stdout.once('data', resolve));
  child.kill('SIGKILL');
  await gone;
  return pidOf();
}

beforeAll(async () => {
  const postgres = await start();
  await ask(postgres.url, "create table kept as select 'Lena Vogt' as name");
  await postgres.stop();
});

afterEach(async () => {
  await Promise.all(started.splice(0).map((postgres) => postgres.stop()));
});

afterAll(() => rmSync(home, { recursive: true, force: true }));

const isKept = [{ name: 'Lena Vogt' }];

describe('an ordinary start', () => {
  test('finds what was kept and takes less than 0.7 s', async () => {
    const startedAt_ms = performance.now();
    const postgres = await start();
    expect(performance.now() - startedAt_ms).toBeLessThan(700);
    expect(postgres.recovered).toBeNull();
    expect(await ask(postgres.url, 'table kept')).toEqual(isKept);
  });

  test('serves through the socket too', async () => {
    const { socketUrl } = await start();
    expect(await ask(socketUrl ?? '', 'table kept')).toEqual(isKept);
  });

  test('refuses whoever does not know the password', async () => {
    const { url } = await start();
    const stranger = new URL(url);
    stranger.password = 'guessed';
    await expect(ask(stranger.href, 'table kept')).rejects.toThrow('password');
  });

  test('speaks UTF-8, checks its pages and sorts German names with ICU', async () => {
    const { url } = await start();
    const sql = `select current_setting('server_encoding') as encoding,
      current_setting('data_checksums') as checksums, current_setting('fsync') as fsync,
      array(select n from unnest(array['Zorn','Ärger','Zaun']) n order by n collate "de-x-icu") as names`;
    expect(await ask(url, sql)).toEqual([
      { encoding: 'UTF8', checksums: 'on', fsync: 'on', names: ['Ärger', 'Zaun', 'Zorn'] },
    ]);
  });

  test('keeps PostgreSQL out of the reach of Ctrl-C in the terminal', async () => {
    await start();
    const stat = readFileSync(`/proc/${await pidOf()}/stat`, 'utf8').split(') ')[1] ?? '';
    const [, , group, session] = stat.split(' ').map(Number);
    expect([group, session]).toEqual([await pidOf(), await pidOf()]);
  });

  test('gives PostgreSQL nothing of the environment, which holds secrets', async () => {
    process.env['EARSHOT_TEST_SECRET'] = 'hunter2';
    await start();
    delete process.env['EARSHOT_TEST_SECRET'];
    expect(readFileSync(`/proc/${await pidOf()}/environ`, 'utf8')).not.toContain('hunter2');
  });

  test('leaves nothing running after stop', async () => {
    const postgres = await start();
    await postgres.stop();
    expect(listPostgresIn(clusterDir)).toEqual([]);
    expect(existsSync(join(clusterDir, 'postmaster.pid'))).toBe(false);
  });
});

describe('after an end without order', () => {
  test('[L11] a killed PostgreSQL comes back on the same port with all that was committed', async () => {
    const changes: PostgresChange[] = [];
    const postgres = await start(dataDir, changes);
    await ask(postgres.url, "insert into kept values ('Mr. Aydin')");
    process.kill(await pidOf(), 'SIGKILL');
    await until(() => changes.some((change) => change.state === 'back'));
    expect(changes.map((change) => change.state)).toEqual(['lost', 'back']);
    expect(await ask(postgres.url, 'select count(*)::int as n from kept')).toEqual([{ n: 2 }]);
    await ask(postgres.url, "delete from kept where name = 'Mr. Aydin'");
  });

  test('a PostgreSQL killed twice comes back twice', async () => {
    const changes: PostgresChange[] = [];
    await start(dataDir, changes);
    for (let kills = 1; kills <= 2; kills++) {
      process.kill(await pidOf(), 'SIGKILL');
      await until(() => changes.filter((change) => change.state === 'back').length === kills);
    }
    expect(changes.map((change) => change.state)).toEqual(['lost', 'back', 'lost', 'back']);
  });

  test('[L11] a PostgreSQL whose server was killed is taken over as it is', async () => {
    const orphan = await leaveOrphan();
    const postgres = await start();
    expect(await pidOf()).toBe(orphan);
    expect(postgres.recovered).toContain(`process ${orphan}`);
    expect(await ask(postgres.url, 'table kept')).toEqual(isKept);
    await postgres.stop();
    expect(isPostgresIn(orphan, clusterDir)).toBe(false);
  });

  test('a PostgreSQL that was taken over and then dies is restarted too', async () => {
    const orphan = await leaveOrphan();
    const changes: PostgresChange[] = [];
    const postgres = await start(dataDir, changes);
    process.kill(orphan, 'SIGKILL');
    await until(() => changes.some((change) => change.state === 'back'));
    expect(changes.map((change) => change.state)).toEqual(['lost', 'back']);
    expect(await ask(postgres.url, 'table kept')).toEqual(isKept);
  });

  test('an orphan that no longer answers is ended and replaced', async () => {
    const orphan = await leaveOrphan();
    const file = join(clusterDir, 'postmaster.pid');
    writeFileSync(file, readFileSync(file, 'utf8').replace('ready', 'stopping'));
    const postgres = await start();
    expect(await pidOf()).not.toBe(orphan);
    expect(postgres.recovered).toContain('was ended');
    expect(await ask(postgres.url, 'table kept')).toEqual(isKept);
  });

  test('[L11] server and PostgreSQL both killed: the next start recovers from the log', async () => {
    const orphan = await leaveOrphan();
    process.kill(orphan, 'SIGKILL');
    await until(() => !isPostgresIn(orphan, clusterDir));
    const postgres = await start();
    expect(postgres.recovered).toContain('recovers from its log');
    expect(await ask(postgres.url, 'table kept')).toEqual(isKept);
  });

  test('a stale state file that names a living stranger does not stop the start', async () => {
    const lines = [process.ppid, clusterDir, '1700000000', '5432', clusterDir, '127.0.0.1'];
    writeFileSync(join(clusterDir, 'postmaster.pid'), `${lines.join('\n')}\n  1 1\nready\n`);
    const postgres = await start();
    expect(postgres.recovered).toContain('was not stopped in order');
    expect(await ask(postgres.url, 'table kept')).toEqual(isKept);
  });

  test('a making that was interrupted leaves nothing in the way', async () => {
    const folder = join(home, 'interrupted');
    mkdirSync(join(folder, 'postgres.new', 'base'), { recursive: true });
    const postgres = await start(folder);
    expect(await ask(postgres.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(existsSync(join(folder, 'postgres.new'))).toBe(false);
  });

  test('a lost password file is made anew', async () => {
    rmSync(join(dataDir, 'postgres.password'));
    const postgres = await start();
    expect(postgres.recovered).toContain('it has a new one');
    expect(await ask(postgres.url, 'table kept')).toEqual(isKept);
  });
});

describe('what cannot be used is refused in words', () => {
  test('a database of another major version', async () => {
    const path = join(clusterDir, 'PG_VERSION');
    const version = readFileSync(path, 'utf8');
    writeFileSync(path, '17\n');
    await expect(start()).rejects.toThrow('was written by PostgreSQL 17');
    writeFileSync(path, version);
  });

  test('settings that PostgreSQL does not understand, with its own words', async () => {
    const path = join(clusterDir, 'postgresql.conf');
    writeFileSync(path, "include 'earshot.conf'\nshared_buffers = many\n");
    await expect(start()).rejects.toThrow(/did not start .*shared_buffers/s);
    writeFileSync(path, "include 'earshot.conf'\n");
  });

  test('a data folder that is a file', async () => {
    writeFileSync(join(home, 'file'), '');
    await expect(start(join(home, 'file'))).rejects.toThrow('it is a file');
  });

  test('a data folder whose database was moved away and lost', async () => {
    const folder = join(home, 'moved');
    mkdirSync(folder);
    writeFileSync(join(folder, 'postgres.location'), join(home, 'nowhere'));
    await expect(start(folder)).rejects.toThrow('Put that folder back from a backup');
  });
});

describe.runIf(isRoot())('as root', () => {
  test('a data folder below a closed home keeps its database where PostgreSQL can reach it', async () => {
    const closed = join(home, 'closed');
    mkdirSync(closed, { mode: 0o700 });
    const folder = join(closed, 'data');
    const first = await start(folder);
    const place = readFileSync(join(folder, 'postgres.location'), 'utf8').trim();
    expect(place).toMatch(/^\/var\/lib\/earshot\//);
    expect(said.filter((line) => line.includes(place))).toHaveLength(1);
    await ask(first.url, "create table kept as select 'Lena Vogt' as name");
    await first.stop();
    const second = await start(folder);
    expect(await ask(second.url, 'table kept')).toEqual(isKept);
    expect(said.filter((line) => line.includes(place))).toHaveLength(1);
    await second.stop();
    rmSync(join(place, '..'), { recursive: true });
  });
});

import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { setTimeout as pause } from 'node:timers/promises';
import { type ClonedDatabase, cloneDatabase } from '@earshot/testkit/postgres/clone-database.ts';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listTables, openOwnerClient } from '../db/copy-tables.ts';
import { migrationsDir, readMigrations } from '../db/migrate.ts';
import { newId } from '../ids.ts';
import { type FileStorage, openFileStorage } from '../storage/file-storage.ts';
import { checkBackup } from './check-backup.ts';
import { restoreBackup } from './restore-backup.ts';
import { openSealedMasterKey } from './seal-master-key.ts';
import { writeBackup } from './write-backup.ts';

const masterKey = randomBytes(32);
const awkward = ['\\N', 'tab\tand\nline', 'back\\slash', 'Ä €ß 😀', '"{},(null)', ''];
const quiet = () => undefined;
let home: string;
let source: ClonedDatabase;
let storage: FileStorage;
let channelId: string;
const clones: ClonedDatabase[] = [];

async function clone(): Promise<ClonedDatabase> {
  const made = await cloneDatabase();
  clones.push(made);
  return made;
}

async function query(url: string, sql: string, values: unknown[] = []): Promise<pg.QueryResult> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return await client.query(sql, values);
  } finally {
    await client.end();
  }
}

const accountId = newId();

async function addReceipt(url: string, subject: string): Promise<void> {
  const stored = await storage.put(
    Buffer.from(`Subject: ${subject}\n\n${randomBytes(40).toString('hex')}`),
  );
  await query(
    url,
    `insert into receipts (account_id, id, channel_id, source, external_key, sha256, size_bytes, envelope)
     values ($1, $2, $3, 'import', $4, $5, $6, $7)`,
    [
      accountId,
      newId(),
      channelId,
      subject,
      stored.sha256,
      stored.sizeBytes,
      JSON.stringify({ from: subject, to: awkward }),
    ],
  );
}

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'earshot-backup-'));
  storage = await openFileStorage(join(home, 'files'));
  source = await clone();
  channelId = newId();
  const at = source.ownerUrl;
  await query(
    at,
    `insert into accounts (id, name, locale, time_zone) values ($1, 'Falk', 'de', 'Europe/Berlin')`,
    [accountId],
  );
  await query(
    at,
    `insert into channel_accounts (account_id, id, kind, name, address, locale, secrets)
     values ($1, $2, 'email', $3, 'support@falk.example', 'de', $4)`,
    [accountId, channelId, awkward.join('|'), randomBytes(50)],
  );
  for (const subject of awkward) await addReceipt(at, subject);
  const caseId = newId();
  await query(
    at,
    `insert into cases (account_id, id, number, subject, channel_id, tags, custom)
     values ($1, $2, 1, 'Wasserkocher', $3, $4, '{"a": [1, null, "ü"]}')`,
    [accountId, caseId, channelId, awkward],
  );
  await query(
    at,
    `insert into notes (account_id, id, case_id, body_text, search)
     values ($1, $2, $3, 'Deckel klemmt', search_vector('de', 'Der Deckel des Kochers klemmt'))`,
    [accountId, newId(), caseId],
  );
});

afterAll(async () => {
  await Promise.all(clones.map((made) => made.drop()));
  await rm(home, { recursive: true, force: true });
});

function backUp(name: string, more: Partial<Parameters<typeof writeBackup>[0]> = {}) {
  return writeBackup({
    ownerUrl: source.ownerUrl,
    storage,
    masterKey,
    path: join(home, name),
    version: '0.1.0',
    passphrase: null,
    overwrite: false,
    now: new Date(),
    onProgress: quiet,
    ...more,
  });
}

async function restoreInto(url: string, name: string, files = 'restored') {
  return restoreBackup({
    ownerUrl: url,
    storage: await openFileStorage(join(home, files)),
    path: join(home, name),
    startTables: ['installation'],
    onProgress: quiet,
  });
}

/** Every row of every table as text, in an order of its own. */
async function dump(url: string): Promise<Record<string, string[]>> {
  const client = await openOwnerClient(url);
  try {
    const all: Record<string, string[]> = {};
    for (const { name } of await listTables(client)) {
      const { rows } = await client.query<{ row: string }>(
        `select t::text as row from "${name}" t order by 1`,
      );
      all[name] = rows.map(({ row }) => row);
    }
    return all;
  } finally {
    await client.end();
  }
}

async function hashesIn(kept: FileStorage): Promise<string[]> {
  return (await Array.fromAsync(kept.list())).toSorted();
}

describe('a backup', () => {
  test.each(['round.tar.gz', 'round.tar.zst', 'round.tar'])(
    'as %s brings back every row and every file',
    async (name) => {
      const written = await backUp(name);
      expect(written.manifest.missing_files).toEqual([]);
      const target = await clone();
      const restored = await restoreInto(target.ownerUrl, name, `${name}.files`);
      expect(restored.migrated).toEqual([]);
      expect(await dump(target.ownerUrl)).toEqual(await dump(source.ownerUrl));
      const kept = await openFileStorage(join(home, `${name}.files`));
      expect(await hashesIn(kept)).toEqual(await hashesIn(storage));
      const foreignKeys = `select count(*) from pg_constraint where contype = 'f'`;
      const [here, there] = await Promise.all([
        query(target.ownerUrl, foreignKeys),
        query(source.ownerUrl, foreignKeys),
      ]);
      expect(here.rows).toEqual(there.rows);
    },
  );

  test('made while mail comes in shows one moment: each receipt with its file', async () => {
    let writing = true;
    let stored = 0;
    const writer = (async () => {
      for (; writing; stored++) await addReceipt(source.ownerUrl, `live ${stored}`);
    })();
    while (stored < 3) await pause(5);
    const written = await backUp('live.tar.gz').finally(() => (writing = false));
    await writer;
    expect(written.manifest.missing_files).toEqual([]);
    const target = await clone();
    await restoreInto(target.ownerUrl, 'live.tar.gz', 'live.files');
    const rows = (await dump(target.ownerUrl))['receipts']!;
    expect(rows.length).toBe(written.manifest.files.count);
    expect(rows.length).toBeGreaterThan(awkward.length);
    const all = new Set((await dump(source.ownerUrl))['receipts']);
    expect(rows.filter((row) => !all.has(row))).toEqual([]);
  });

  test('is never written over another file unless asked to', async () => {
    await writeFile(join(home, 'taken.tar.gz'), 'mine');
    await expect(backUp('taken.tar.gz')).rejects.toThrow('already there');
    expect(await readFile(join(home, 'taken.tar.gz'), 'utf8')).toBe('mine');
    await backUp('taken.tar.gz', { overwrite: true });
    await checkBackup(join(home, 'taken.tar.gz'));
  });

  test('into a folder that is not there is refused in words', async () => {
    await expect(backUp('nowhere/x.tar.gz')).rejects.toThrow('its folder does not exist');
  });

  test('says which file the storage has lost, and keeps all the others', async () => {
    const lost = await storage.put(Buffer.from('lost'));
    const target = await clone();
    const broken = await clone();
    await backUp('before.tar.gz');
    await restoreInto(broken.ownerUrl, 'before.tar.gz', 'broken.files');
    const kept = await openFileStorage(join(home, 'broken.files'));
    await query(broken.ownerUrl, `update receipts set sha256 = $1 where external_key = ''`, [
      lost.sha256,
    ]);
    const written = await backUp('broken.tar.gz', { ownerUrl: broken.ownerUrl, storage: kept });
    expect(written.manifest.missing_files).toEqual([
      { sha256: lost.sha256.toString('hex'), problem: 'missing' },
    ]);
    await restoreInto(target.ownerUrl, 'broken.tar.gz', 'broken2.files');
    expect(await dump(target.ownerUrl)).toEqual(await dump(broken.ownerUrl));
  });

  test('carries the master key only under a passphrase', async () => {
    await backUp('plain.tar');
    const bytes = await readFile(join(home, 'plain.tar'));
    expect(bytes.includes(masterKey)).toBe(false);
    expect(bytes.includes(masterKey.toString('hex'))).toBe(false);
    await backUp('keyed.tar', { passphrase: 'pferd batterie klammer' });
    const { sealedKey } = await checkBackup(join(home, 'keyed.tar'));
    expect(openSealedMasterKey(sealedKey!, 'pferd batterie klammer')).toEqual(masterKey);
    expect(openSealedMasterKey(sealedKey!, 'falsch')).toBeNull();
  });
});

describe('a restore refuses', () => {
  const before = new Map<string, Buffer>();
  beforeAll(async () => {
    await backUp('whole.tar.gz');
    before.set('gz', await readFile(join(home, 'whole.tar.gz')));
    before.set('tar', gunzipSync(before.get('gz')!));
  });

  async function refusalOf(bytes: Buffer): Promise<string> {
    await writeFile(join(home, 'bad.tar.gz'), bytes);
    const target = await clone();
    const emptyDump = await dump(target.ownerUrl);
    const error = await restoreInto(target.ownerUrl, 'bad.tar.gz', 'bad.files').then(
      () => null,
      (reason: Error) => reason,
    );
    expect(error?.name).toBe('BackupRefused');
    expect(await dump(target.ownerUrl)).toEqual(emptyDump);
    return error!.message;
  }

  test('one that is cut off, wherever', async () => {
    const whole = before.get('gz')!;
    for (const part of [0.01, 0.5, 0.99]) {
      const cut = whole.subarray(0, Math.floor(whole.length * part));
      expect(await refusalOf(cut)).toMatch(/ends in the middle|damaged/);
    }
    const tar = before.get('tar')!;
    expect(await refusalOf(tar.subarray(0, tar.length - 1024))).toContain('ends in the middle');
    expect(await refusalOf(Buffer.alloc(0))).toContain('ends in the middle');
  });

  test('one whose rows or files were changed', async () => {
    for (const [from, to] of [
      ['support@falk.example', 'support@evil.example'],
      ['Subject: Ä', 'Subject: Ü'],
    ] as const) {
      const tar = Buffer.from(before.get('tar')!);
      const at = tar.indexOf(from);
      expect(at).toBeGreaterThan(0);
      tar.write(to, at);
      expect(await refusalOf(gzipSync(tar))).toContain('was changed');
    }
  });

  test('what is no backup', async () => {
    expect(await refusalOf(randomBytes(10_000))).toMatch(/no backup|damaged/);
    expect(await refusalOf(gzipSync(randomBytes(10_000)))).toMatch(/no backup|damaged/);
  });

  test('a file that is not there, or a folder', async () => {
    const { ownerUrl } = await clone();
    await expect(restoreInto(ownerUrl, 'none.tar.gz')).rejects.toThrow('there is no such file');
    await expect(restoreInto(ownerUrl, '.')).rejects.toThrow('it is a folder');
  });

  test('to overwrite an installation in use', async () => {
    const at = await dump(source.ownerUrl);
    await expect(restoreInto(source.ownerUrl, 'whole.tar.gz')).rejects.toThrow('is not empty');
    expect(await dump(source.ownerUrl)).toEqual(at);
  });
});

describe('a backup of an older version', () => {
  test('is brought up to the present schema', async () => {
    const older = join(home, 'older-migrations');
    const newer = join(home, 'newer-migrations');
    const { cp } = await import('node:fs/promises');
    await cp(migrationsDir, older, { recursive: true });
    await cp(migrationsDir, newer, { recursive: true });
    const next = String((await readMigrations()).length + 1).padStart(4, '0');
    await writeFile(
      join(newer, `${next}_colour.sql`),
      `alter table accounts add column colour text not null default 'blue'`,
    );
    await backUp('older.tar.gz', { overwrite: true });
    const target = await clone();
    const kept = await openFileStorage(join(home, 'older.files'));
    const options = { storage: kept, path: join(home, 'older.tar.gz'), onProgress: quiet };
    const restored = await restoreBackup({
      ...options,
      ownerUrl: target.ownerUrl,
      migrationsDir: newer,
      startTables: ['installation'],
    });
    expect(restored.migrated).toEqual([`${next}_colour`]);
    const { rows } = await query(target.ownerUrl, 'select name, colour from accounts');
    expect(rows).toEqual([{ name: 'Falk', colour: 'blue' }]);

    await backUp('newer.tar.gz', { ownerUrl: target.ownerUrl, storage: kept });
    const other = await clone();
    await expect(restoreInto(other.ownerUrl, 'newer.tar.gz')).rejects.toThrow('newer Earshot');
    // An installation that a newer program started, and a backup from before it.
    await query(target.ownerUrl, 'truncate accounts cascade');
    await query(target.ownerUrl, 'delete from installation');
    await restoreBackup({
      ...options,
      ownerUrl: target.ownerUrl,
      migrationsDir: newer,
      startTables: ['installation'],
    });
    const again = await query(target.ownerUrl, 'select name, colour from accounts');
    expect(again.rows).toEqual([{ name: 'Falk', colour: 'blue' }]);
  });
});

import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { cloneDatabase } from '@earshot/testkit/postgres/clone-database.ts';
import {
  finish,
  type RunningServer,
  runCli,
  runServer,
  startCli,
} from '@earshot/testkit/cli/run-cli.ts';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

/** A process of Node starts in half a second, PostgreSQL within two, on a busy machine. */
const SLOW_MS = 120_000;
vi.setConfig({ testTimeout: SLOW_MS, hookTimeout: SLOW_MS });
const password = 'der Kessel pfeift laut';
const address = 'service@falk.example';

const home = await mkdtemp(join(tmpdir(), 'earshot-cli-'));
const clone = await cloneDatabase();
const env = { EARSHOT_DATA: join(home, 'data'), DATABASE_URL: clone.ownerUrl };

afterAll(async () => {
  await clone.drop();
  await rm(home, { recursive: true, force: true });
});

const run = (args: string[], input?: string) => runCli(env, args, input);

async function runJson(args: string[], input?: string): Promise<Record<string, unknown>> {
  const result = await run([...args, '--json'], input);
  expect(result).toMatchObject({ code: 0 });
  return JSON.parse(result.stdout) as Record<string, unknown>;
}

async function makeMails(folder: string, count: number, prefix: string): Promise<string> {
  const path = join(home, folder);
  await mkdir(path, { recursive: true });
  for (let at = 0; at < count; at++) {
    const lines = [
      `From: Lena Vogt <lena${at}@vogt.example>`,
      `To: ${address}`,
      `Subject: Kocher ${prefix} ${at}`,
      `Message-ID: <${prefix}${at}@vogt.example>`,
      'Date: Mon, 2 Nov 2026 10:00:00 +0100',
      '',
      `Guten Tag, er pfeift nicht. ${prefix} ${at}`,
      '',
    ];
    await writeFile(join(path, `${String(at).padStart(4, '0')}.eml`), lines.join('\r\n'));
  }
  return path;
}

describe('the command line without an installation', () => {
  test('shows what there is, and ends with 64 where it was typed wrongly', async () => {
    const help = await run(['--help']);
    expect(help).toMatchObject({ code: 0, stderr: '' });
    expect(help.stdout).toContain('import mail');
    const wrong: [string[], string][] = [
      [[], ''],
      [['nonsense'], 'There is no command "nonsense"'],
      [['setup', '--account', 'A', '--email', 'e@a.example'], '--password-stdin'],
      [['channel', 'add', 'fax', '--address', 'a@a.example'], 'the kind "email" only'],
      [['import', 'mail', '--to', address], 'Which files'],
    ];
    const results = await Promise.all(wrong.map(([args]) => run(args)));
    results.forEach((result, at) => {
      expect([wrong[at]![0], result.code]).toEqual([wrong[at]![0], 64]);
      expect(result.stderr).toContain(wrong[at]![1]);
    });
  });

  test('prints the contract', async () => {
    const { code, stdout } = await run(['openapi']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ openapi: '3.1.0' });
  });

  test('says that it is not set up', async () => {
    const result = await run(['key', 'list']);
    expect(result.code).toBe(1);
    expect(result.stderr).toContain('has no account yet');
  });
});

describe('setting up', () => {
  test.each([
    ['an empty password', ['--email', 'ito@falk.example'], '', 'There is no password'],
    ['two lines', ['--email', 'ito@falk.example'], 'a\nb\n', 'more than one line'],
    ['a short password', ['--email', 'ito@falk.example'], 'kurz\n', 'password:'],
    ['a guessable one', ['--email', 'ito@falk.example'], 'passwort123\n', 'guessed'],
    ['bytes that are no text', ['--email', 'ito@falk.example'], '\xff\xfe', 'password'],
    ['an address that is none', ['--email', 'ito'], `${password}\n`, 'email:'],
    ['a language that is none', ['--email', 'i@f.example', '--locale', 'fr'], password, 'locale:'],
  ])('is refused in words for %s', async (_, args, input, words) => {
    const bytes = input.startsWith('\xff')
      ? Buffer.from(input, 'latin1').toString('latin1')
      : input;
    const result = await run(['setup', '--account', 'Falk', '--password-stdin', ...args], bytes);
    expect(result.code).toBe(1);
    expect(result.stderr).toContain(words);
    expect(result.stderr).not.toContain('at file:');
  });

  test('makes account, administrator and channel, once', async () => {
    const args = ['setup', '--account', 'Falk', '--email', 'Kenji.Ito@falk.example'];
    const more = ['--password-stdin', '--channel', address, '--locale', 'de'];
    const made = await runJson([...args, ...more], `${password}\n`);
    expect(Object.keys(made)).toEqual(['account_id', 'member_id', 'url']);
    const { items } = (await runJson(['channel', 'list'])) as { items: { address: string }[] };
    expect(items.map((channel) => channel.address)).toEqual([address]);
    const again = await run([...args, ...more], password);
    expect(again.code).toBe(1);
    expect(again.stderr).toContain('set up already');
  });
});

describe('with an installation', () => {
  test('keys are made, listed and revoked; the key alone stands on standard output', async () => {
    const made = await run([
      'key',
      'create',
      '--name',
      'Shop',
      '--scopes',
      'cases:read,cases:write',
    ]);
    expect(made).toMatchObject({ code: 0 });
    expect(made.stdout).toMatch(/^es_[a-z0-9]{10}_[\w-]{43}\n$/);
    const list = await run(['key', 'list']);
    expect(list.stdout).toContain('cases:read,cases:write');
    expect(list.stdout).not.toContain(made.stdout.trim());
    const all = await runJson(['key', 'create', '--name', 'All', '--scopes', 'all']);
    expect((all['scopes'] as string[]).length).toBeGreaterThan(10);
    const wrong = await run(['key', 'create', '--name', 'x', '--scopes', 'cases:fly']);
    expect(wrong).toMatchObject({ code: 1 });
    expect(wrong.stderr).toContain('There is no scope cases:fly');
    expect(await run(['key', 'revoke', 'Shop'])).toMatchObject({ code: 0 });
    const again = await run(['key', 'revoke', 'Shop']);
    expect(again.stderr).toContain('No key in use fits "Shop"');
  });

  test('members are invited and get a link for a new password', async () => {
    const invite = ['member', 'invite', '--email', 'mia@falk.example', '--name', 'Mia Brandt'];
    const made = await run(invite);
    expect(made.stdout).toMatch(/^http:\/\/127\.0\.0\.1:3000\/invitation#[\w-]{43}\n$/);
    const team = await run([...invite, '--team', 'Nix']);
    expect(team.stderr).toContain('There is no team "Nix"');
    const reset = await run(['member', 'reset-link', 'kenji.ito@FALK.example']);
    expect(reset.stdout).toMatch(/\/password-reset#[\w-]{43}\n$/);
    const nobody = await run(['member', 'reset-link', 'nobody@falk.example']);
    expect(nobody).toMatchObject({ code: 1 });
  });

  test('channels are added and tried; a password is never taken from nowhere', async () => {
    const url = 'imap://hilfe@127.0.0.1:1/INBOX?security=none';
    const add = ['channel', 'add', 'email', '--address', 'hilfe@falk.example', '--imap-url', url];
    const without = await run(add);
    expect(without.code).toBe(64);
    expect(without.stderr).toContain('--password-stdin');
    const channel = await runJson([...add, '--password-stdin', '--no-confirmation'], 'geheim');
    expect(channel).toMatchObject({
      imap: { host: '127.0.0.1', port: 1, security: 'none', login: 'hilfe' },
      settings: { confirmation: false },
    });
    expect(JSON.stringify(channel)).not.toContain('geheim');
    const tried = await run(['channel', 'test', 'hilfe@falk.example']);
    expect(tried.code).toBe(1);
    expect(tried.stdout).toContain('FAIL  Mailbox: 127.0.0.1 cannot be reached');
    const taken = await run(['channel', 'add', 'email', '--address', 'Hilfe@falk.example']);
    expect(taken.stderr).toContain('already belongs to another channel');
  });

  test('nothing of a secret or a stack is shown where a setting is wrong', async () => {
    const result = await runCli({ ...env, PORT: 'x' }, ['key', 'list']);
    expect(result.code).toBe(78);
    expect(result.stderr).toContain('PORT is not a port number');
    const gone = { ...env, DATABASE_URL: 'postgres://me:geheim@127.0.0.1:1/none' };
    const away = await runCli(gone, ['key', 'list']);
    expect(away.code).not.toBe(0);
    expect(away.stdout + away.stderr).not.toContain('geheim');
  });
});

describe('an import', () => {
  test('accounts for everything it read, also the second time', async () => {
    const folder = await makeMails('mails', 12, 'a');
    await writeFile(join(folder, 'notes.txt'), 'no mail at all\n');
    const first = await runJson(['import', 'mail', folder, '--to', address]);
    expect(first).toEqual({
      read: 13,
      receipts: 12,
      cases: 12,
      conversations: 12,
      held: 0,
      failed: 1,
      duplicates: 0,
    });
    const second = await run(['import', 'mail', folder, folder, '--to', `Service+x@falk.example`]);
    expect(second.code).toBe(0);
    expect(second.stdout).toContain('26 read: 0 new, 24 there already, 2 failed.');
    expect(second.stderr).toContain('notes.txt: not a mail');
  });

  test('goes on where it was interrupted', async () => {
    const folder = await makeMails('many', 400, 'b');
    const child = startCli(env, ['import', 'mail', folder, '--to', address]);
    const result = finish(child);
    await waitFor(async () => (await countReceipts()) > 30);
    child.kill('SIGINT');
    expect((await result).code).toBe(130);
    const stored = (await countReceipts()) - 12;
    expect(stored).toBeLessThan(400);
    const second = await runJson(['import', 'mail', folder, '--to', address]);
    expect(second).toMatchObject({ read: 400, failed: 0 });
    expect((second['receipts'] as number) + (second['duplicates'] as number)).toBe(400);
    expect(second['duplicates']).toBeGreaterThanOrEqual(stored);
    expect(await countReceipts()).toBe(412);
  });

  test('is refused for an address that is not ours, and for paths that are not there', async () => {
    const strange = await run(['import', 'mail', home, '--to', 'who@elsewhere.example']);
    expect(strange.code).toBe(1);
    expect(strange.stderr).toContain('earshot channel add email --address who@elsewhere.example');
    const absent = await run(['import', 'mail', join(home, 'nothing'), '--to', address]);
    expect(absent.stderr).toContain('There is nothing at');
  });
});

describe('beside a running server', () => {
  let server: RunningServer | undefined;
  beforeAll(async () => {
    server = await runServer(env);
  }, SLOW_MS);
  afterAll(() => server?.stop());

  test('a key works at once, and an import is understood by the server', async () => {
    const key = (await run(['key', 'create', '--name', 'now', '--scopes', 'all'])).stdout.trim();
    const headers = { authorization: `Bearer ${key}` };
    const folder = await makeMails('live', 5, 'c');
    const counts = await runJson(['import', 'mail', folder, '--to', address]);
    expect(counts).toMatchObject({ read: 5, receipts: 5, cases: 5, failed: 0 });
    const found = await fetch(`${server!.url}/api/v1/cases?q=${encodeURIComponent('Kocher c 3')}`, {
      headers,
    });
    const { items } = (await found.json()) as { items: { subject: string }[] };
    expect(items.map((item) => item.subject)).toContain('Kocher c 3');
  });

  test('links lead to it, and a restore is refused', async () => {
    const reset = await run(['member', 'reset-link', 'kenji.ito@falk.example']);
    expect(reset.stdout).toContain(server!.url);
    const refused = await run(['restore', join(home, 'x.tar.gz')]);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('stop the server');
  });

  test('the doctor finds it well', async () => {
    const result = await run(['doctor', '--deep', '--json']);
    const report = JSON.parse(result.stdout) as Report;
    expect(report.findings.filter((finding) => finding.state === 'fail')).toEqual(
      report.findings.filter((finding) => finding.text.startsWith('Channel hilfe@')),
    );
    const ids = report.findings.map((finding) => finding.id);
    expect(ids).toContain('database.fence');
    expect(ids).toContain('server.health');
  });

  test('a backup is made while it works, and restored elsewhere with its key', async () => {
    const file = join(home, 'earshot.tar.gz');
    await writeFile(join(home, 'phrase'), 'pferd batterie klammer\n');
    const phrase = ['--passphrase-file', join(home, 'phrase')];
    const made = await runJson(['backup', file, '--with-key', ...phrase]);
    expect(made).toMatchObject({ verified: true, with_key: true, missing_files: [] });
    const other = await cloneDatabase();
    try {
      const there = { EARSHOT_DATA: join(home, 'there'), DATABASE_URL: other.ownerUrl };
      const wrong = await runCli(
        there,
        ['restore', file, '--passphrase-stdin'],
        'nicht der richtige Satz',
      );
      expect(wrong.stderr).toContain('does not open');
      const restored = await runCli(there, ['restore', file, ...phrase, '--json']);
      expect(restored).toMatchObject({ code: 0 });
      expect(JSON.parse(restored.stdout)).toMatchObject({ key: 'restored', rows: made['rows'] });
      const keys = [env, there].map(({ EARSHOT_DATA }) =>
        readFile(join(EARSHOT_DATA, 'master.key'), 'utf8'),
      );
      expect((await Promise.all(keys)).at(0)).toBe(await keys[1]);
      const again = await runCli(there, ['restore', file]);
      expect(again.stderr).toContain('is not empty');
      const list = await runCli(there, ['channel', 'list']);
      expect(list.stdout).toContain(address);
      const report = await runCli(there, ['doctor', '--deep', '--json']);
      expect((JSON.parse(report.stdout) as Report).failed).toBe(0);
    } finally {
      await other.drop();
    }
  });

  test('a backup without a key says where the key must be kept', async () => {
    const file = join(home, 'plain.tar.zst');
    const result = await run(['backup', file]);
    expect(result.code).toBe(0);
    expect(result.stderr).toContain('The master key is NOT in the backup');
    expect((await run(['backup', file])).stderr).toContain('--force');
    expect(await run(['backup', file, '--force'])).toMatchObject({ code: 0 });
    const weak = await run(['backup', file, '--force', '--with-key', '--passphrase-stdin'], 'kurz');
    expect(weak.stderr).toContain('shorter than');
  });
});

describe('the doctor', () => {
  test('names files that are lost and changed, and what to do', async () => {
    const data = join(home, 'damaged');
    await cp(env.EARSHOT_DATA, data, { recursive: true });
    const files = join(data, 'files');
    const hashes = (await query(`select encode(sha256, 'hex') as hash from receipts limit 2`)).map(
      (row) => row['hash'] as string,
    );
    const [lost, changed] = hashes.map((hash) => join(files, hash.slice(0, 2), hash));
    await rm(lost!);
    await writeFile(changed!, 'changed');
    const result = await runCli({ ...env, EARSHOT_DATA: data }, ['doctor', '--deep', '--json']);
    expect(result.code).toBe(1);
    const { findings } = JSON.parse(result.stdout) as Report;
    const found = (id: string) => findings.find((finding) => finding.id === id);
    expect(found('storage.complete')).toMatchObject({ state: 'fail' });
    expect(found('storage.complete')!.text).toContain(hashes[0]);
    expect(found('storage.whole')!.text).toContain(hashes[1]);
    expect(found('storage.whole')!.remedy).toContain('backup');
  });

  test('notices a fence that was taken down, and failed work', async () => {
    await query('alter table notes disable row level security');
    await query(
      `update receipts set state = 'failed' where ctid = (select min(ctid) from receipts)`,
    );
    const result = await run(['doctor']);
    await query('alter table notes enable row level security');
    expect(result.code).toBe(1);
    expect(result.stdout).toContain('FAIL  No fence between accounts on: notes.');
    expect(result.stdout).toContain('FAIL  Mails that could not be taken up: 1');
  });
});

interface Report {
  failed: number;
  findings: { id: string; state: string; text: string; remedy?: string }[];
}

async function query(sql: string): Promise<Record<string, unknown>[]> {
  const { default: pg } = await import('pg');
  const client = new pg.Client(clone.ownerUrl);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function countReceipts(): Promise<number> {
  return Number((await query('select count(*) as count from receipts'))[0]!['count']);
}

async function waitFor(isTrue: () => Promise<boolean>): Promise<void> {
  while (!(await isTrue())) await pause(20);
}

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { settingNotes } from './config-schema.ts';
import { describeConfig } from './describe-config.ts';
import { ConfigRefused, publicUrlAt, readConfig } from './read-config.ts';

const folder = mkdtempSync(join(tmpdir(), 'earshot-config-'));
afterAll(() => rmSync(folder, { recursive: true }));

function fileWith(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

function refusalOf(env: Record<string, string>): ConfigRefused {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigRefused) return error;
    throw error;
  }
  throw new Error('the settings were accepted');
}

describe('settings that are right', () => {
  test('an operator who sets nothing gets a desk on this machine only', () => {
    expect(readConfig({})).toEqual({
      port: 3000,
      host: '127.0.0.1',
      dataDir: resolve('./data'),
      publicUrl: 'http://127.0.0.1:3000',
      publicUrlIsSet: false,
      databaseUrl: null,
      smtpInPort: 2525,
      smtpInHost: '127.0.0.1',
      lmtpPort: null,
      smtpUrl: null,
      logLevel: 'info',
      masterKey: null,
      masterKeyFile: resolve('./data/master.key'),
      trustProxy: false,
      metricsPort: null,
    });
  });

  test('an empty value counts as unset, as container files write it', () => {
    expect(readConfig({ PORT: '', SMTP_URL: ' ', DATABASE_URL: '' })).toEqual(readConfig({}));
  });

  test('every setting can be read from a file, trimmed', () => {
    const config = readConfig({
      DATABASE_URL_FILE: fileWith('database', 'postgres://a:b@db.example/earshot\n'),
      PORT_FILE: fileWith('port', ' 8080\n\n'),
      MASTER_KEY_FILE: fileWith('key', `${'0f'.repeat(32)}\n`),
    });
    expect(config.databaseUrl).toBe('postgres://a:b@db.example/earshot');
    expect(config.port).toBe(8080);
    expect(Buffer.from(config.masterKey ?? []).toString('hex')).toBe('0f'.repeat(32));
  });

  test('mail follows the address of the desk unless it has its own', () => {
    expect(readConfig({ HOST: '::1' }).smtpInHost).toBe('::1');
    expect(readConfig({ HOST: '::1', SMTP_IN_HOST: '0.0.0.0' }).smtpInHost).toBe('0.0.0.0');
  });

  test('a listener can be switched off or take any free port', () => {
    expect(readConfig({ SMTP_IN_PORT: 'off' }).smtpInPort).toBeNull();
    expect(readConfig({ SMTP_IN_PORT: '0', METRICS_PORT: '0' })).toMatchObject({
      smtpInPort: 0,
      metricsPort: 0,
    });
  });

  test.each([
    [{ HOST: '0.0.0.0' }, 'http://localhost:3000'],
    [{ HOST: '::1', PORT: '80' }, 'http://[::1]'],
    [{ PUBLIC_URL: 'https://Desk.Example.org/' }, 'https://desk.example.org'],
  ])('the address people open under %j is %s', (env, address) => {
    expect(readConfig(env).publicUrl).toBe(address);
  });

  test('on any free port the address is known once the server listens', () => {
    expect(publicUrlAt(readConfig({ PORT: '0' }), 4711)).toBe('http://127.0.0.1:4711');
    const behindProxy = readConfig({ PORT: '0', PUBLIC_URL: 'https://desk.example.org' });
    expect(publicUrlAt(behindProxy, 4711)).toBe('https://desk.example.org');
  });

  test.each([
    ['off', false],
    ['2', 2],
    ['10.0.0.0/8, ::1', ['10.0.0.0/8', '::1']],
    ['loopback', ['loopback']],
  ])('TRUST_PROXY=%s', (text, value) => {
    expect(readConfig({ TRUST_PROXY: text }).trustProxy).toEqual(value);
  });

  test('a master key may be written in base64', () => {
    const key = Buffer.alloc(32, 7);
    expect(readConfig({ MASTER_KEY: key.toString('base64') }).masterKey).toEqual(key);
  });
});

describe('settings that are wrong', () => {
  test.each([
    ['PORT', '70000', 'is not a port number between 0 and 65535'],
    ['PORT', 'http', 'is not a port number'],
    ['PORT', '-1', 'is not a port number'],
    ['PORT', '3e3', 'is not a port number'],
    ['HOST', 'my host', 'is not an IP address or a host name'],
    ['HOST', '999', 'is not an IP address'],
    ['PUBLIC_URL', 'desk.example.org', 'is not an http:// or https:// address'],
    ['PUBLIC_URL', 'https://example.org/desk', 'has something after the host'],
    ['PUBLIC_URL', 'https://ito@example.org', 'contains a user name'],
    ['DATABASE_URL', 'mysql://db/earshot', 'is not a postgres:// address'],
    ['DATABASE_URL', 'postgres://db', 'does not name a database'],
    ['SMTP_IN_PORT', 'none', 'is neither a port number'],
    ['SMTP_URL', 'mail.example.org:25', 'is not an smtp:// or smtps:// address'],
    ['SMTP_URL', 'smtp://', 'is not an smtp:// or smtps:// address'],
    ['LOG_LEVEL', 'loud', 'is not one of trace, debug, info'],
    ['MASTER_KEY', 'secret', 'is not 32 bytes'],
    ['TRUST_PROXY', 'true', 'is neither "off"'],
    ['TRUST_PROXY', '0', 'is neither "off"'],
    ['METRICS_PORT', '99999', 'is neither a port number'],
  ])('%s=%s is refused and the reason said', (name, value, reason) => {
    const refusal = refusalOf({ [name]: value });
    expect(refusal.problems).toHaveLength(1);
    expect(refusal.message).toContain(`${name} ${reason}`);
    expect(refusal.exitCode).toBe(78);
  });

  test('the operator sees all problems at once, each with an example', () => {
    const refusal = refusalOf({ PORT: 'x', HOST: '!', SMTP_URL: 'x', SMTP_URL_FILE: '/x' });
    expect(refusal.message.split('\n')).toEqual([
      'Earshot cannot start: 3 settings are wrong.',
      '  SMTP_URL is set twice, as SMTP_URL and as SMTP_URL_FILE; keep one.',
      '    Example: smtps://earshot:secret@mail.example.org:465',
      '  PORT is not a port number between 0 and 65535.',
      '    Example: 3000',
      '  HOST is not an IP address or a host name.',
      '    Example: 127.0.0.1',
    ]);
  });

  test('a missing or empty file is named', () => {
    const missing = refusalOf({ MASTER_KEY_FILE: join(folder, 'nowhere') });
    expect(missing.message).toContain('there is no such file');
    const empty = refusalOf({ MASTER_KEY_FILE: fileWith('empty', '\n') });
    expect(empty.message).toContain('is empty');
    const isFolder = refusalOf({ MASTER_KEY_FILE: folder });
    expect(isFolder.message).toContain('it is a folder');
  });

  test('two listeners on one port are refused before anything starts', () => {
    const refusal = refusalOf({ PORT: '2525' });
    expect(refusal.message).toContain('SMTP_IN_PORT is 2525, which PORT already uses');
  });

  test('no refusal repeats a secret', () => {
    const refusal = refusalOf({
      MASTER_KEY: 'hunter2',
      SMTP_URL: 'smtpx://a:hunter2@b',
      DATABASE_URL: 'x://a:hunter2@b/c',
    });
    expect(refusal.message).not.toContain('hunter2');
  });
});

describe('what is printed', () => {
  test('the description of the settings holds no secret', () => {
    const config = readConfig({
      DATABASE_URL: 'postgres://earshot:hunter2@db.example/earshot?password=hunter2',
      SMTP_URL: 'smtps://earshot:hunter2@mail.example:465',
      MASTER_KEY: 'ab'.repeat(32),
    });
    const text = describeConfig(config).join('\n');
    expect(text).toContain('database: postgres://earshot:***@db.example/earshot');
    expect(text).not.toMatch(/hunter2|abab/);
  });

  test('every example in the notes is itself accepted', () => {
    for (const [name, { example }] of Object.entries(settingNotes)) {
      if (name === 'MASTER_KEY') continue;
      expect(() => readConfig({ [name]: example })).not.toThrow();
    }
  });
});

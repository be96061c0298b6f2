import { spawn } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartRefused } from '../config/start-refused.ts';
import type { ClusterPlace } from './place-cluster.ts';
import { presentSettings } from './postgres-settings.ts';
import type { ClusterUse } from './postgres-settings.ts';

/** The role that owns the cluster and the database that Earshot keeps everything in. */
export const ownerRole = 'earshot';
export const databaseName = 'earshot';

/** Environment for the programs of PostgreSQL: nothing of ours, which holds secrets. */
export const plainEnvironment = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' } as const;

/** True when a cluster was made here in full; a half-made one lies under another name. */
export function hasCluster(place: ClusterPlace): boolean {
  return existsSync(join(place.clusterDir, 'PG_VERSION'));
}

/** Throws `StartRefused` when the cluster was written by another major version of PostgreSQL. */
export function checkClusterVersion(place: ClusterPlace): void {
  const found = readFileSync(join(place.clusterDir, 'PG_VERSION'), 'utf8').trim();
  if (found === place.binaries.major) return;
  throw new StartRefused(
    `The database in ${place.clusterDir} was written by PostgreSQL ${found}; this Earshot brings ` +
      `PostgreSQL ${place.binaries.major}. Make a backup with the Earshot that wrote it and ` +
      'restore that here.',
  );
}

/**
 * Makes a cluster with the role `earshot` and the database `earshot`. It is built under another
 * name and renamed at the end, so an interruption leaves nothing that looks like a cluster.
 */
export async function createCluster(
  place: ClusterPlace,
  password: string,
  use: ClusterUse,
): Promise<void> {
  const draft = `${place.clusterDir}.new`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  if (place.account) chownSync(draft, place.account.uid, place.account.gid);
  const inDraft = { ...place, clusterDir: draft };
  await runInitdb(inDraft, use);
  writeOwned(inDraft, 'postgresql.conf', "include 'earshot.conf'\n");
  writeOwned(inDraft, 'pg_hba.conf', accessRules);
  writeSettings(inDraft, use);
  await runSingleUser(inDraft, [
    `alter role ${ownerRole} password '${password}';`,
    `create database ${databaseName};`,
  ]);
  renameSync(draft, place.clusterDir);
}

/** Sets a new password for the owner role. The cluster must not be running. */
export async function setOwnerPassword(place: ClusterPlace, password: string): Promise<void> {
  await runSingleUser(place, [`alter role ${ownerRole} password '${password}';`]);
}

/** Writes the settings file anew, so that an existing cluster gets the settings of this version. */
export function writeSettings(place: ClusterPlace, use: ClusterUse): void {
  writeOwned(place, 'earshot.conf', presentSettings(use));
}

/** Everyone needs the password, also through the socket; nobody comes from another machine. */
const accessRules = `local all all scram-sha-256
host all all 127.0.0.1/32 scram-sha-256
`;

async function runInitdb(place: ClusterPlace, use: ClusterUse): Promise<void> {
  const flags = [
    `--pgdata=${place.clusterDir}`,
    `--username=${ownerRole}`,
    '--encoding=UTF8',
    // The built-in provider sorts by code point, the same on every machine and after every
    // upgrade of the operating system; people's names are sorted with an ICU collation in queries.
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    // A page that a failing disk changed is noticed when it is read.
    '--data-checksums',
    // Nothing listens yet; the access rules are replaced before anything does.
    '--auth=trust',
    '--no-instructions',
  ];
  if (use === 'tests') flags.push('--no-sync');
  await runProgram(place, place.binaries.initdb, flags, '');
}

/** Runs statements, one a line, in a PostgreSQL without network and without authentication. */
async function runSingleUser(place: ClusterPlace, statements: readonly string[]): Promise<void> {
  const flags = ['--single', '-D', place.clusterDir, 'postgres'];
  const output = await runProgram(
    place,
    place.binaries.postgres,
    flags,
    `${statements.join('\n')}\n`,
  );
  // Single-user mode goes on after an error and ends with 0.
  if (/\b(ERROR|FATAL|PANIC):/.test(output)) {
    throw new StartRefused(`The database could not be prepared:\n${presentOutput(output)}`);
  }
}

function writeOwned(place: ClusterPlace, name: string, text: string): void {
  const path = join(place.clusterDir, name);
  writeFileSync(path, text, { mode: 0o600 });
  if (place.account) chownSync(path, place.account.uid, place.account.gid);
}

async function runProgram(
  place: ClusterPlace,
  program: string,
  flags: readonly string[],
  input: string,
): Promise<string> {
  const child = spawn(program, flags, {
    cwd: '/',
    env: plainEnvironment,
    stdio: 'pipe',
    ...(place.account ? { uid: place.account.uid, gid: place.account.gid } : {}),
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  // The program may end before it read everything; its exit code tells why.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const code = await new Promise<number | string>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exitCode, signal) => resolve(exitCode ?? signal ?? 'nothing'));
  });
  if (code === 0) return output;
  throw new StartRefused(
    `The database could not be made: ${program} ended with ${code}.\n${presentOutput(output)}`,
  );
}

function presentOutput(output: string): string {
  const lines = output.trim().split('\n').slice(-8);
  return lines.map((line) => `  ${line}`).join('\n');
}

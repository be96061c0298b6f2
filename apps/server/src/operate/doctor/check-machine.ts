import { stat, statfs } from 'node:fs/promises';
import type { Config } from '../../platform/config/read-config.ts';
import { fail, type Finding, ok, warn } from './doctor-finding.ts';

const GB = 1_000_000_000;
/** Below it a large mail and PostgreSQL’s log may fill the disk within minutes. */
const FREE_FAIL_BYTES = GB;
const FREE_WARN_BYTES = 5 * GB;
const NODE_MAJOR_MIN = 24;

/** The program, the disk and the key file. */
export async function* checkMachine(config: Config, version: string): AsyncGenerator<Finding> {
  yield checkNode(version);
  yield await checkDisk(config.dataDir);
  yield await checkKeyFile(config);
}

function checkNode(version: string): Finding {
  const major = Number(process.versions.node.split('.')[0]);
  const text = `Earshot ${version} on Node.js ${process.versions.node} (${process.platform}).`;
  if (major >= NODE_MAJOR_MIN) return ok('machine.program', text);
  return fail(
    'machine.program',
    text,
    `Start it with npx earshot, which brings Node.js ${NODE_MAJOR_MIN}.`,
  );
}

async function checkDisk(dataDir: string): Promise<Finding> {
  const { bavail, bsize, blocks } = await statfs(dataDir);
  const free_bytes = bavail * bsize;
  const share = blocks === 0 ? 0 : Math.round((bavail / blocks) * 100);
  const text = `${(free_bytes / GB).toFixed(1)} GB (${share} %) are free on the disk of ${dataDir}.`;
  const remedy =
    'Make room, or move EARSHOT_DATA to a larger disk: without room mail is not accepted.';
  if (free_bytes < FREE_FAIL_BYTES) return fail('machine.disk', text, remedy);
  return free_bytes < FREE_WARN_BYTES
    ? warn('machine.disk', text, remedy)
    : ok('machine.disk', text);
}

async function checkKeyFile(config: Config): Promise<Finding> {
  const id = 'machine.master_key';
  if (config.masterKey !== null) return ok(id, 'The master key comes from MASTER_KEY.');
  const path = config.masterKeyFile;
  const found = await stat(path).catch(() => null);
  if (found === null) {
    return fail(id, `There is no master key at ${path}.`, 'Put it back from where you keep it.');
  }
  if (process.platform !== 'win32' && (found.mode & 0o077) !== 0) {
    return warn(id, `Other accounts may read the master key ${path}.`, `chmod 600 ${path}`);
  }
  return ok(id, `The master key lies in ${path}, readable by this account alone.`);
}

import { randomBytes } from 'node:crypto';
import { link, open, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { masterKeySize_bytes } from './config-schema.ts';
import { openDataDir } from './open-data-dir.ts';
import type { Config } from './read-config.ts';
import { StartRefused, startExitCodes } from './start-refused.ts';

/**
 * The 32 bytes that secrets are encrypted with: the set one, else the one in `masterKeyFile`,
 * which is made once (mode 0600, on the disk before it is used). Throws `StartRefused` when the
 * file holds something else, because a new key would make every stored secret unreadable.
 */
export async function openMasterKey(config: Config): Promise<Uint8Array> {
  if (config.masterKey !== null) return config.masterKey;
  const path = config.masterKeyFile;
  return (await findKey(path)) ?? (await createKey(path));
}

async function findKey(path: string): Promise<Uint8Array | null> {
  let text: string;
  try {
    text = (await readFile(path, 'utf8')).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  if (/^[a-f\d]+$/.test(text) && text.length === masterKeySize_bytes * 2) {
    return Buffer.from(text, 'hex');
  }
  throw new StartRefused(
    `The master key in ${path} is damaged: it must be ${masterKeySize_bytes * 2} hexadecimal ` +
      'digits. Put the file back from a backup; a new key cannot read the stored secrets.',
    startExitCodes.config,
  );
}

async function createKey(path: string): Promise<Uint8Array> {
  openDataDir(dirname(path));
  const key = randomBytes(masterKeySize_bytes);
  const draft = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  const file = await open(draft, 'wx', 0o600);
  try {
    await file.writeFile(`${key.toString('hex')}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  try {
    // A link, unlike a rename, fails when another process made the key meanwhile.
    await link(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(draft, { force: true });
  }
  const folder = await open(dirname(path), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
  const stored = await findKey(path);
  if (stored === null) throw new Error(`The master key vanished from ${path} while it was made.`);
  return stored;
}

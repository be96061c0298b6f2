import { readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const packBrotli = promisify(brotliCompress);
const packGzip = promisify(gzip);

/** Pictures and fonts are compressed in themselves. */
const worthwhile = new Set(['.js', '.css', '.html', '.svg', '.json', '.webmanifest']);
/** Below it the headers of an answer weigh more than what is saved. */
const smallestFile_bytes = 1024;
/** 9 is within 5 % of the best and takes a tenth of its time. */
const brotliQuality = 9;

/**
 * Writes `name.br` and `name.gz` beside every text file of a folder that has none or an older one.
 * Returns how many files it wrote. Throws where the folder cannot be written.
 */
export async function compressFolder(root: string): Promise<number> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  let written = 0;
  for (const entry of entries) {
    if (!entry.isFile() || !worthwhile.has(extname(entry.name))) continue;
    const path = join(entry.parentPath, entry.name);
    const { size, mtimeMs } = await stat(path);
    if (size < smallestFile_bytes || (await isNewer(`${path}.br`, mtimeMs))) continue;
    const bytes = await readFile(path);
    const parameters = { [constants.BROTLI_PARAM_QUALITY]: brotliQuality };
    await replace(`${path}.gz`, await packGzip(bytes));
    await replace(`${path}.br`, await packBrotli(bytes, { params: parameters }));
    written += 2;
  }
  return written;
}

async function isNewer(path: string, since_ms: number): Promise<boolean> {
  return stat(path).then(
    ({ mtimeMs }) => mtimeMs >= since_ms,
    () => false,
  );
}

/** A reader sees the old file or the new one, never half of it. */
async function replace(path: string, bytes: Buffer): Promise<void> {
  const draft = `${path}.${process.pid}.draft`;
  await writeFile(draft, bytes);
  await rename(draft, path);
}

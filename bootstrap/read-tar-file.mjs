import { createReadStream, createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';

const block_bytes = 512;

/**
 * Writes one file out of a gzipped tar archive (POSIX ustar: blocks of 512 bytes, a header with the
 * name at 0, the octal size at 124 and the prefix at 345) to `target`. Throws when it is not in it.
 */
export async function readTarFile(archive, name, target) {
  let rest = Buffer.alloc(0);
  /** Bytes of the present entry, with its padding, still to come. */
  let entryLeft_bytes = 0;
  /** Bytes of the wanted file still to come; null while we have not met it. */
  let fileLeft_bytes = null;
  const output = createWriteStream(target);
  for await (const piece of createReadStream(archive).pipe(createGunzip())) {
    rest = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
    while (rest.length > 0) {
      if (entryLeft_bytes > 0) {
        const part = rest.subarray(0, entryLeft_bytes);
        if (fileLeft_bytes) {
          const content = part.subarray(0, fileLeft_bytes);
          fileLeft_bytes -= content.length;
          if (!output.write(content)) await new Promise((resolve) => output.once('drain', resolve));
        }
        entryLeft_bytes -= part.length;
        rest = rest.subarray(part.length);
        continue;
      }
      if (fileLeft_bytes === 0 || rest.length < block_bytes) break;
      const size_bytes = parseInt(readText(rest, 124, 12), 8) || 0;
      const prefix = readText(rest, 345, 155);
      const path = prefix ? `${prefix}/${readText(rest, 0, 100)}` : readText(rest, 0, 100);
      if (path === name) fileLeft_bytes = size_bytes;
      entryLeft_bytes = Math.ceil(size_bytes / block_bytes) * block_bytes;
      rest = rest.subarray(block_bytes);
    }
    if (fileLeft_bytes === 0) break;
  }
  output.end();
  await finished(output);
  if (fileLeft_bytes !== 0) throw new Error(`${name} is not whole in ${archive}`);
}

function readText(buffer, start, length) {
  const field = buffer.subarray(start, start + length);
  const end = field.indexOf(0);
  return field.subarray(0, end === -1 ? length : end).toString('utf8');
}

import { readFileSync } from 'node:fs';
import { CommandFailed } from './explain-failure.ts';
import { tell } from './tell.ts';

/** Longer input is no password. */
const SECRET_BYTES_MAX = 64 * 1024;

/**
 * The secret from standard input up to its end, without the line break at its end. Never asked for
 * on the command line, where every account of the machine can read it.
 */
export async function readSecretFromStdin(what: string): Promise<string> {
  if (process.stdin.isTTY) tell(`Type the ${what}, then Enter and Ctrl-D:`);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of process.stdin) {
    chunks.push(chunk as Buffer);
    size += (chunk as Buffer).length;
    if (size > SECRET_BYTES_MAX)
      throw new CommandFailed(`The ${what} on standard input is too long.`);
  }
  return checkSecret(Buffer.concat(chunks), what, 'standard input');
}

/** The secret that is the content of a file. */
export function readSecretFromFile(path: string, what: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw new CommandFailed(`The ${what} cannot be read from ${path}: ${(error as Error).message}`);
  }
  return checkSecret(bytes, what, path);
}

function checkSecret(bytes: Buffer, what: string, source: string): string {
  const text = bytes.toString('utf8').replace(/\r?\n$/, '');
  if (text === '') throw new CommandFailed(`There is no ${what} on ${source}.`);
  if (!Buffer.from(text).equals(bytes.subarray(0, Buffer.byteLength(text)))) {
    throw new CommandFailed(`The ${what} on ${source} is not text in UTF-8.`);
  }
  if (/[\r\n\0]/.test(text)) {
    throw new CommandFailed(`The ${what} on ${source} has more than one line.`);
  }
  return text;
}

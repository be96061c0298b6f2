import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** One file of a Maildir. */
export interface MaildirEntry {
  readonly path: string;
  /** Letters behind `:2,` such as S (seen), R (answered), T (trashed), D (draft). */
  readonly flags: string;
  /** From the file name, which begins with the seconds of the delivery. */
  readonly receivedAt: Date | null;
}

/** Whether a folder has the three subfolders that make a Maildir. */
export async function isMaildir(folder: string): Promise<boolean> {
  for (const name of ['cur', 'new', 'tmp']) {
    if (!(await isFolder(join(folder, name)))) return false;
  }
  return true;
}

/** The mails of one Maildir (cur and new; tmp holds halves), oldest delivery first. */
export async function listMaildir(folder: string): Promise<MaildirEntry[]> {
  const names: { readonly place: string; readonly name: string }[] = [];
  for (const place of ['cur', 'new']) {
    for (const entry of await readdir(join(folder, place), { withFileTypes: true })) {
      if (entry.isFile() && !entry.name.startsWith('.')) names.push({ place, name: entry.name });
    }
  }
  // Without the flags, which change while somebody reads; so the order stays the same.
  names.sort(
    (a, b) => compareText(baseOf(a.name), baseOf(b.name)) || compareText(a.place, b.place),
  );
  return names.map(({ place, name }) => ({
    path: join(folder, place, name),
    flags: /[:;!]2,([A-Za-z]*)$/.exec(name)?.[1] ?? '',
    receivedAt: readDelivery(name),
  }));
}

/** The name of a Maildir file without its flags: what stays the same over its life. */
export function baseOf(name: string): string {
  return name.replace(/[:;!]2,[A-Za-z]*$/, '');
}

/** Order of the bytes, the same on every machine and in every language. */
export function compareText(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function readDelivery(name: string): Date | null {
  const seconds = /^(\d{9,11})\./.exec(name)?.[1];
  return seconds === undefined ? null : new Date(Number(seconds) * 1000);
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isDirectory();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EACCES') return false;
    throw error;
  }
}

import { readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** An account of the operating system that PostgreSQL runs as instead of root. */
export interface SystemAccount {
  readonly uid: number;
  readonly gid: number;
  readonly name: string;
}

/** Numbers of the account without rights where there is no list of accounts to look them up. */
const nobody: SystemAccount = { uid: 65_534, gid: 65_534, name: 'nobody' };

/** True when we are root, as which PostgreSQL refuses to run. */
export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/**
 * The account for a new cluster when we are root: the owner of the first of `folders` that does
 * not belong to root, else an account named earshot, else nobody.
 */
export function chooseAccount(folders: readonly string[]): SystemAccount {
  for (const folder of folders) {
    const owner = findOwner(folder);
    if (owner !== null && owner.uid !== 0) return owner;
  }
  const accounts = readAccounts();
  return (
    accounts.find((account) => account.name === 'earshot') ??
    accounts.find((account) => account.name === 'nobody') ??
    nobody
  );
}

/** The account that owns the folder, or null when there is no such folder. */
export function findOwner(folder: string): SystemAccount | null {
  const stat = statSync(folder, { throwIfNoEntry: false });
  if (!stat) return null;
  const known = readAccounts().find((account) => account.uid === stat.uid);
  return { uid: stat.uid, gid: stat.gid, name: known?.name ?? String(stat.uid) };
}

/** True when the account may walk down to `path` and enter or execute it (by mode bits). */
export function canReach(account: SystemAccount, path: string): boolean {
  const steps: string[] = [];
  for (let step = realpathSync(path); ; step = dirname(step)) {
    steps.push(step);
    if (step === dirname(step)) break;
  }
  return steps.every((step) => mayExecute(account, step));
}

function mayExecute(account: SystemAccount, path: string): boolean {
  const { mode, uid, gid } = statSync(path);
  if (uid === account.uid) return (mode & 0o100) !== 0;
  if (gid === account.gid) return (mode & 0o010) !== 0;
  return (mode & 0o001) !== 0;
}

function readAccounts(): SystemAccount[] {
  let text: string;
  try {
    text = readFileSync('/etc/passwd', 'utf8');
  } catch {
    return []; // a container without a list of accounts; the numbers work all the same
  }
  return text.split('\n').flatMap((line) => {
    const [name, , uid, gid] = line.split(':');
    return name && uid && gid ? [{ name, uid: Number(uid), gid: Number(gid) }] : [];
  });
}

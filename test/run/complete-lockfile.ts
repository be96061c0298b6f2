import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** One package as package-lock.json (version 3) notes it. */
interface LockEntry {
  version?: string;
  integrity?: string;
  dev?: boolean;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  engines?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}

interface Lockfile {
  packages: Record<string, LockEntry>;
}

const lockPath = join(import.meta.dirname, '..', '..', 'package-lock.json');

/** The lockfile of this repository. */
export function readLockfile(): Lockfile {
  return JSON.parse(readFileSync(lockPath, 'utf8')) as Lockfile;
}

/**
 * Optional packages (builds for other platforms) that a package names and the lockfile leaves out.
 * npm leaves them out when the registry in use does not hold them, and then `npm ci` refuses the
 * lockfile everywhere: "Missing: ... from lock file".
 */
export function listMissingOptional(lock: Lockfile): { parent: string; name: string }[] {
  return Object.entries(lock.packages).flatMap(([parent, entry]) =>
    Object.keys(entry.optionalDependencies ?? {})
      .filter((name) => !isInLock(lock, parent, name))
      .map((name) => ({ parent, name })),
  );
}

/** Adds an entry, as npm would have written it, for each optional package that was left out. */
export function completeLockfile(lock: Lockfile): Lockfile {
  const packages = { ...lock.packages };
  for (const { parent, name } of listMissingOptional(lock)) {
    const owner = packages[parent] ?? {};
    const version = owner.optionalDependencies?.[name]?.replace(/^[\^~]/, '') ?? '';
    packages[`node_modules/${name}`] = {
      version,
      ...(owner.dev ? { dev: true } : {}),
      optional: true,
      ...platformOf(name),
      ...(owner.engines ? { engines: owner.engines } : {}),
    };
  }
  const sorted = Object.entries(packages).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return { ...lock, packages: Object.fromEntries(sorted) };
}

function isInLock(lock: Lockfile, parent: string, name: string): boolean {
  for (let folder = parent; ;) {
    if (`${folder === '' ? '' : `${folder}/`}node_modules/${name}` in lock.packages) return true;
    if (folder === '') return false;
    const above = folder.lastIndexOf('/node_modules/');
    folder = above === -1 ? '' : folder.slice(0, above);
  }
}

const systems = ['android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony'];
const processors = ['arm64', 'arm', 'ia32', 'loong64', 'ppc64', 'riscv64', 's390x', 'x64'];

/** Which platform a package is for, by the words of its name: binding-linux-arm64-musl. */
function platformOf(name: string): Pick<LockEntry, 'os' | 'cpu' | 'libc'> {
  const words = (name.split('/').at(-1) ?? name).split('-');
  const os = [...systems, 'win32'].filter((system) => words.includes(system));
  const cpu = processors.filter((processor) => words.includes(processor));
  const isMusl = words.some((word) => word.startsWith('musl'));
  const isGlibc = os.includes('linux') && words.some((word) => word.startsWith('gnu'));
  const libc = isMusl ? ['musl'] : isGlibc ? ['glibc'] : [];
  return {
    ...(cpu.length > 0 ? { cpu } : {}),
    ...(libc.length > 0 ? { libc } : {}),
    ...(os.length > 0 ? { os } : {}),
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  writeFileSync(lockPath, `${JSON.stringify(completeLockfile(readLockfile()), null, 2)}\n`);
}

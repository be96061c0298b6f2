import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { runProgram } from './run-program.ts';

/** apt waits this long for another apt to finish. */
const lockTimeout_s = 300;
const within_ms = 15 * 60_000;

/** Debian asks this file whether it may start what it installs; 101 means never. */
const policyPath = '/usr/sbin/policy-rc.d';

const quiet = {
  DEBIAN_FRONTEND: 'noninteractive',
  DEBIAN_PRIORITY: 'critical',
};

/** True where packages can be installed: root on Debian or a relative of it. */
export function canInstallDebianPackages(): boolean {
  return process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}

/**
 * Installs Debian packages without starting any service and without asking. `answers` go to
 * debconf first. Returns null, or in a few words why it did not work.
 */
export async function installDebianPackages(
  names: readonly string[],
  answers: readonly string[] = [],
): Promise<string | null> {
  const hasOwnPolicy = existsSync(policyPath);
  if (!hasOwnPolicy) writeFileSync(policyPath, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    for (const answer of answers) {
      const script = `printf '%s\\n' "$1" | debconf-set-selections`;
      await run('debconf', ['sh', '-c', script, 'sh', answer]);
    }
    if (await install(names)) return null;
    // The lists of packages may be missing or too old.
    await run('apt-update', ['apt-get', ...waitForLock, '-o', 'Acquire::Retries=3', 'update']);
    if (await install(names)) return null;
    return `apt-get install ${names.join(' ')} failed`;
  } finally {
    if (!hasOwnPolicy) rmSync(policyPath, { force: true });
  }
}

const waitForLock = ['-o', `DPkg::Lock::Timeout=${lockTimeout_s}`];

async function install(names: readonly string[]): Promise<boolean> {
  const flags = ['install', '--yes', '--no-install-recommends'];
  return run('apt-install', ['apt-get', ...waitForLock, ...flags, ...names]);
}

async function run(name: string, command: readonly string[]): Promise<boolean> {
  return (await runProgram(name, command, { env: quiet, within_ms })).code === 0;
}

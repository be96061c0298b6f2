import { spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** Which real mail programs tests can use here, and why not. */
export interface MailPeers {
  readonly dovecot: boolean;
  readonly postfix: boolean;
  /** In a sentence each, what is missing; empty where all is there. */
  readonly missing: readonly string[];
}

let found: MailPeers | null = null;

/**
 * Looks for Dovecot 2.3 and Postfix (Debian packages dovecot-imapd, dovecot-lmtpd, postfix), once
 * unless `again` says that something was installed meanwhile.
 */
export function peersAvailable(options: { readonly again?: boolean } = {}): MailPeers {
  if (options.again) found = null;
  found ??= findPeers();
  return found;
}

function findPeers(): MailPeers {
  const missing: string[] = [];
  const version = runQuietly('dovecot', ['--version']);
  const dovecot = version?.startsWith('2.3.') ?? false;
  if (!dovecot) missing.push(`Dovecot 2.3 is needed, found ${version?.trim() ?? 'none'}.`);
  const isPostfixHere = runQuietly('postconf', ['-d', 'mail_version']) !== null;
  const isRoot = process.getuid?.() === 0;
  if (!isPostfixHere) missing.push('Postfix is not installed.');
  else if (!isRoot) missing.push('Postfix can only be started by root.');
  return { dovecot, postfix: isPostfixHere && isRoot, missing };
}

/** Output of a short command, or null where it is missing or fails. */
export function runQuietly(command: string, args: readonly string[]): string | null {
  const result = spawnSync(command, args, { encoding: 'utf8', timeout: 30_000 });
  return result.error === undefined && result.status === 0 ? result.stdout : null;
}

/** Output of a short command; throws with its words where it fails. */
export function runOrThrow(command: string, args: readonly string[]): string {
  const result = spawnSync(command, args, { encoding: 'utf8', timeout: 60_000 });
  if (result.error === undefined && result.status === 0) return result.stdout;
  const words = result.error?.message ?? `${result.stdout}${result.stderr}`;
  throw new Error(`${command} ${args.join(' ')} failed: ${words.trim()}`);
}

/**
 * A port of the loopback that nobody listens on at this moment, for programs that cannot take 0.
 */
export async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Waits until `isTrue` says so; throws `what` after the time is over. */
export async function waitUntil(
  what: string,
  isTrue: () => boolean | Promise<boolean>,
  most_ms = 15_000,
): Promise<void> {
  const end = Date.now() + most_ms;
  while (Date.now() < end) {
    if (await isTrue()) return;
    await pause(25);
  }
  throw new Error(`Waited ${most_ms} ms in vain: ${what}`);
}

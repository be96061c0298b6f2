import { spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findChildren, isAlive } from './find-children.ts';
import { findFreePort, waitUntil } from './mail-programs.ts';

/** Debian's "nobody": owns the mails of the test server where we are root. */
const nobody = 65_534;
/** After this a server that is being stopped is killed. */
const patience_ms = 200;
let delivered = 0;

export interface DovecotOptions {
  /** Login and password of each mailbox. */
  readonly users: Readonly<Record<string, string>>;
  /** Where tokens are checked (RFC 7662); with it users sign in by OAuth 2 as well. */
  readonly introspectionUrl?: string;
  /** Capabilities that the server hides, such as `IDLE` or `UIDPLUS`. */
  readonly without?: readonly string[];
}

/** A real IMAP and LMTP server with its own files. */
export interface Dovecot {
  readonly imapPort: number;
  readonly lmtpPort: number;
  /** Puts a mail into the inbox as a delivery would, also while the server is stopped. */
  deliver(user: string, raw: string | Buffer): void;
  /** Makes a delivered mail unreadable for the server, by a word in it; undone by `mendMails`. */
  breakMail(user: string, word: string): void;
  mendMails(user: string): void;
  /** Files in the inbox. */
  countMails(user: string): number;
  /** Makes the server forget its UIDs: UIDVALIDITY changes. Needs a stopped server. */
  forgetUids(user: string): void;
  stop(): Promise<void>;
  start(): Promise<void>;
  /** SIGSTOP: connections stay open and nobody answers. */
  freeze(): void;
  thaw(): void;
  /** Ends every session at once, as a crash would. */
  dropSessions(): void;
  readLog(): string;
  /** Stops and removes everything. */
  remove(): Promise<void>;
}

/**
 * Starts Dovecot 2.3 on free ports of the loopback; no systemd, no file outside its temp folder.
 */
export async function startDovecot(options: DovecotOptions): Promise<Dovecot> {
  const home = mkdtempSync(join(tmpdir(), 'earshot-dovecot-'));
  chmodSync(home, 0o755);
  const ports = { imap: await findFreePort(), lmtp: await findFreePort() };
  const config = writeConfig(home, options, ports);
  for (const user of Object.keys(options.users)) makeMaildir(home, user);
  const server = new DovecotServer(home, config, ports);
  await server.start();
  return server;
}

class DovecotServer implements Dovecot {
  readonly imapPort: number;
  readonly lmtpPort: number;
  readonly #home: string;
  readonly #config: string;
  #frozen: number[] = [];

  constructor(home: string, config: string, ports: { imap: number; lmtp: number }) {
    this.#home = home;
    this.#config = config;
    this.imapPort = ports.imap;
    this.lmtpPort = ports.lmtp;
  }

  async start(): Promise<void> {
    const child = spawn('dovecot', ['-c', this.#config], { stdio: ['ignore', 'ignore', 'pipe'] });
    let words = '';
    child.stderr.on('data', (chunk: Buffer) => (words += chunk.toString()));
    const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
    if (code !== 0) throw new Error(`Dovecot did not start: ${words}${this.readLog()}`);
    await waitUntil('Dovecot says its number', () => this.#master() !== null);
    await waitUntil('Dovecot listens', () => canConnect(this.imapPort));
  }

  async stop(): Promise<void> {
    const master = this.#master();
    if (master === null) return;
    this.thaw();
    const all = [master, ...findChildren(master)];
    process.kill(master, 'SIGTERM');
    const end = Date.now() + patience_ms;
    while (Date.now() < end && isAlive(master)) await pause(10);
    // It waits for its log process for seconds; nothing of a test is in there.
    for (const pid of all) if (isAlive(pid)) process.kill(pid, 'SIGKILL');
    await waitUntil('Dovecot stops', () => !all.some(isAlive));
    // A dead process that init has not buried yet would pass for a running server.
    rmSync(join(this.#home, 'run', 'master.pid'), { force: true });
  }

  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.#home, { recursive: true, force: true });
  }

  deliver(user: string, raw: string | Buffer): void {
    delivered += 1;
    const name = `${Date.now()}.M${delivered}P${process.pid}.test`;
    const inbox = join(this.#home, 'mail', user);
    const draft = join(inbox, 'tmp', name);
    writeFileSync(draft, raw);
    own(draft);
    renameSync(draft, join(inbox, 'new', name));
  }

  breakMail(user: string, word: string): void {
    for (const path of this.#listMails(user)) {
      if (!readFileSync(path).includes(word)) continue;
      if (isRoot()) chownSync(path, 0, 0);
      chmodSync(path, 0);
    }
  }

  mendMails(user: string): void {
    for (const path of this.#listMails(user)) {
      chmodSync(path, 0o600);
      own(path);
    }
  }

  countMails(user: string): number {
    return this.#listMails(user).length;
  }

  #listMails(user: string): string[] {
    const inbox = join(this.#home, 'mail', user);
    return ['new', 'cur'].flatMap((name) =>
      readdirSync(join(inbox, name)).map((file) => join(inbox, name, file)),
    );
  }

  forgetUids(user: string): void {
    const inbox = join(this.#home, 'mail', user);
    for (const name of readdirSync(inbox)) {
      if (name.startsWith('dovecot')) rmSync(join(inbox, name), { recursive: true });
    }
  }

  freeze(): void {
    const master = this.#master();
    if (master === null) throw new Error('Dovecot is not running.');
    this.#frozen = [master, ...findChildren(master)];
    for (const pid of this.#frozen) process.kill(pid, 'SIGSTOP');
  }

  thaw(): void {
    for (const pid of this.#frozen) if (isAlive(pid)) process.kill(pid, 'SIGCONT');
    this.#frozen = [];
  }

  dropSessions(): void {
    const master = this.#master();
    if (master === null) return;
    for (const pid of findChildren(master)) {
      if (!readFileSync(`/proc/${pid}/cmdline`, 'latin1').startsWith('dovecot/imap\0')) continue;
      process.kill(pid, 'SIGKILL');
    }
  }

  readLog(): string {
    const file = join(this.#home, 'dovecot.log');
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  }

  #master(): number | null {
    const file = join(this.#home, 'run', 'master.pid');
    if (!existsSync(file)) return null;
    const pid = Number(readFileSync(file, 'utf8'));
    return isAlive(pid) ? pid : null;
  }
}

function writeConfig(
  home: string,
  options: DovecotOptions,
  ports: { imap: number; lmtp: number },
): string {
  const lines = Object.entries(options.users).map(
    ([user, password]) => `${user}:{PLAIN}${password}`,
  );
  const users = join(home, 'users');
  writeFileSync(users, `${lines.join('\n')}\n`);
  const config = join(home, 'dovecot.conf');
  writeFileSync(config, presentConfig(home, users, options, ports));
  return config;
}

function presentConfig(
  home: string,
  users: string,
  options: DovecotOptions,
  ports: { imap: number; lmtp: number },
): string {
  const owner = isRoot() ? nobody : (process.getuid?.() ?? nobody);
  const group = isRoot() ? nobody : (process.getgid?.() ?? nobody);
  const self = isRoot() ? '' : presentOwnUser();
  return `
base_dir = ${home}/run
state_dir = ${home}/run
log_path = ${home}/dovecot.log
protocols = imap lmtp
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain login${options.introspectionUrl ? ' oauthbearer xoauth2' : ''}
auth_failure_delay = 0
auth_verbose = yes
mail_location = maildir:${home}/mail/%u
mail_uid = ${owner}
mail_gid = ${group}
first_valid_uid = 1
first_valid_gid = 1
mail_max_userip_connections = 50
${presentCapabilities(options.without ?? [])}
passdb {
  driver = passwd-file
  args = scheme=PLAIN username_format=%u ${users}
}
${presentOauth(home, options.introspectionUrl)}
userdb {
  driver = static
  args = uid=${owner} gid=${group} home=${home}/mail/%u allow_all_users=yes
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${ports.imap}
  }
  inet_listener imaps {
    port = 0
  }
}
service lmtp {
  inet_listener lmtp {
    address = 127.0.0.1
    port = ${ports.lmtp}
  }
}
service stats {
  chroot =
}
service anvil {
  chroot =
  # Without this every refused login makes the next one wait longer.
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
${self}
`;
}

function presentCapabilities(without: readonly string[]): string {
  if (without.length === 0) return '';
  const usual =
    'IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE IDLE SORT THREAD=REFERENCES MULTIAPPEND ' +
    'UNSELECT CHILDREN NAMESPACE UIDPLUS LIST-EXTENDED I18NLEVEL=1 CONDSTORE QRESYNC ESEARCH ' +
    'ESORT SEARCHRES WITHIN CONTEXT=SEARCH LIST-STATUS BINARY MOVE SPECIAL-USE LITERAL+';
  const left = usual.split(' ').filter((name) => !without.includes(name));
  return `imap_capability = ${left.join(' ')}`;
}

function presentOauth(home: string, introspectionUrl: string | undefined): string {
  if (introspectionUrl === undefined) return '';
  const file = join(home, 'oauth2.conf');
  const settings = [
    `introspection_url = ${introspectionUrl}`,
    'introspection_mode = post',
    'username_attribute = username',
    'active_attribute = active',
    'active_value = true',
  ];
  writeFileSync(file, `${settings.join('\n')}\n`);
  return `passdb {\n  driver = oauth2\n  mechanisms = xoauth2 oauthbearer\n  args = ${file}\n}`;
}

function presentOwnUser(): string {
  const name = process.env['USER'] ?? 'nobody';
  return `default_internal_user = ${name}\ndefault_login_user = ${name}\n`;
}

function makeMaildir(home: string, user: string): void {
  const mail = join(home, 'mail');
  for (const folder of [mail, join(mail, user), ...inboxFolders(join(mail, user))]) {
    if (!existsSync(folder)) mkdirSync(folder);
    own(folder);
  }
}

function inboxFolders(inbox: string): string[] {
  return ['cur', 'new', 'tmp'].map((name) => join(inbox, name));
}

function own(path: string): void {
  if (isRoot()) chownSync(path, nobody, nobody);
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

function canConnect(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePort, runOrThrow, runQuietly, waitUntil } from './mail-programs.ts';

/** Where mail for one domain goes. */
export interface PostfixRoute {
  readonly port: number;
  readonly protocol?: 'smtp' | 'lmtp';
}

export interface PostfixOptions {
  /** Domain to next hop on the loopback. */
  readonly routes: Readonly<Record<string, PostfixRoute>>;
}

/** A real mail server with its own queue. */
export interface Postfix {
  readonly smtpPort: number;
  /** Mails that wait in the queue. */
  countQueue(): number;
  /** Tries everything that waits at once. */
  flush(): void;
  readLog(): string;
  /** Stops and removes everything. */
  remove(): Promise<void>;
}

/**
 * Starts Postfix on a free port of the loopback: it takes mail from this machine, retries every
 * second or two, tells the next hop the client's address (XFORWARD) and sends delivery reports.
 */
export async function startPostfix(options: PostfixOptions): Promise<Postfix> {
  const home = mkdtempSync(join(tmpdir(), 'earshot-postfix-'));
  chmodSync(home, 0o755);
  const smtpPort = await findFreePort();
  const config = join(home, 'etc');
  for (const name of ['etc', 'queue', 'data']) mkdirSync(join(home, name));
  chownSync(join(home, 'data'), Number(runOrThrow('id', ['-u', 'postfix'])), 0);
  const routes = Object.entries(options.routes).map(
    ([domain, { protocol = 'smtp', port }]) => `${domain} ${protocol}:[127.0.0.1]:${port}`,
  );
  writeFileSync(join(config, 'transport'), `${routes.join('\n')}\n`);
  writeFileSync(join(config, 'main.cf'), presentMain(home, Object.keys(options.routes)));
  writeFileSync(join(config, 'master.cf'), presentMaster(smtpPort));
  runOrThrow('postfix', ['-c', config, 'start']);
  const log = join(home, 'mail.log');
  await waitUntil(
    'Postfix starts',
    () => existsSync(log) && readFileSync(log, 'utf8').includes('daemon started'),
  );
  return {
    smtpPort,
    countQueue: () => countFiles(join(home, 'queue')),
    flush: () => void runQuietly('postqueue', ['-c', config, '-f']),
    readLog: () => readFileSync(log, 'utf8'),
    remove: async () => {
      runQuietly('postfix', ['-c', config, 'stop']);
      await waitUntil(
        'Postfix stops',
        () => runQuietly('postfix', ['-c', config, 'status']) === null,
      );
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** Counted by looking, because asking the program would take more time than the deliveries. */
function countFiles(queue: string): number {
  let count = 0;
  for (const name of ['maildrop', 'incoming', 'active', 'deferred', 'hold']) {
    const entries = readdirSync(join(queue, name), { recursive: true, withFileTypes: true });
    count += entries.filter((entry) => entry.isFile()).length;
  }
  return count;
}

function presentMain(home: string, domains: readonly string[]): string {
  return `
compatibility_level = 3.6
queue_directory = ${home}/queue
data_directory = ${home}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
maillog_file = ${home}/mail.log
maillog_file_prefixes = ${home}
myhostname = mta.test
mydestination =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
relay_domains = ${domains.join(', ')}
transport_maps = texthash:${home}/etc/transport
alias_maps =
alias_database =
disable_dns_lookups = yes
smtp_host_lookup = native
smtp_send_xforward_command = yes
lmtp_send_xforward_command = yes
smtpd_authorized_xforward_hosts = 127.0.0.0/8
smtp_tls_security_level = may
minimal_backoff_time = 1s
maximal_backoff_time = 2s
queue_run_delay = 1s
smtp_destination_concurrency_failed_cohort_limit = 0
message_size_limit = 209715200
mailbox_size_limit = 0
smtpd_client_connection_rate_limit = 0
smtpd_client_connection_count_limit = 0
`;
}

function presentMaster(port: number): string {
  return `
127.0.0.1:${port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
lmtp unix - - n - - lmtp
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
local unix - n n - - local
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
`.trimStart();
}

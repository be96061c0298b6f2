/** Who the cluster is for: an installation that must not lose anything, or a run of tests. */
export type ClusterUse = 'installation' | 'tests';

/** Name, value and the reason, which is also written into the file for the operator. */
type Setting = readonly [name: string, value: string, reason: string];

const forAll: readonly Setting[] = [
  ['shared_buffers', '128MB', 'small machine; the cache of the file system does the rest'],
  ['effective_cache_size', '512MB', 'what the file system will cache on such a machine'],
  ['work_mem', '8MB', 'lists are short (keyset pages); 60 connections must fit'],
  ['maintenance_work_mem', '64MB', 'building an index and vacuuming, one at a time'],
  ['jit', 'off', 'compiling takes longer than our short queries run'],
  ['random_page_cost', '1.1', 'solid-state disks'],
  ['max_worker_processes', '4', 'small machine'],
  ['max_parallel_workers_per_gather', '1', 'one long report must not take every core'],
  ['autovacuum_max_workers', '2', 'small machine'],
  ['max_logical_replication_workers', '0', 'not used: one process less'],
  ['timezone', "'UTC'", 'times are stored and computed in UTC, shown in the zone of the reader'],
  ['log_timezone', "'UTC'", 'as in the log of the server'],
  ['lc_messages', "'C'", 'the log is read by programs too'],
  ['log_error_verbosity', 'terse', 'the detail of an error quotes rows, that is personal data'],
  ['log_min_error_statement', 'panic', 'a statement may hold personal data'],
  ['log_parameter_max_length_on_error', '0', 'parameters are personal data'],
  ['password_encryption', "'scram-sha-256'", 'never md5'],
  ['unix_socket_permissions', '0700', 'only the account of the server'],
  ['cluster_name', "'earshot'", 'recognisable in a list of processes'],
];

const forInstallation: readonly Setting[] = [
  ['max_connections', '60', 'web and worker pools, the command line, a spare for a person'],
  ['fsync', 'on', 'what was accepted must survive a power cut'],
  ['full_page_writes', 'on', 'a page torn by a power cut is repaired'],
  ['synchronous_commit', 'on', 'mail is acknowledged only after the commit is on the disk'],
  ['wal_compression', 'on', 'full-page images shrink to about half: less to write'],
  ['wal_level', 'replica', 'a backup while running needs it'],
  ['max_wal_size', '1GB', 'checkpoints every few minutes, not every few seconds, on an import'],
  ['checkpoint_timeout', '10min', 'fewer full-page images; replay stays under a minute'],
  ['log_checkpoints', 'off', 'quiet when nothing is wrong'],
  ['idle_in_transaction_session_timeout', "'5min'", 'a hung process must not hold up vacuum'],
];

const forTests: readonly Setting[] = [
  ['max_connections', '200', 'many small pools on many databases at the same time'],
  ['fsync', 'off', 'test data may be lost'],
  ['full_page_writes', 'off', 'test data may be lost'],
  ['synchronous_commit', 'off', 'test data may be lost'],
  ['wal_level', 'minimal', 'copying a template writes less'],
  ['max_wal_senders', '0', 'wal_level = minimal asks for it'],
  ['autovacuum', 'off', 'a test must not depend on when a background process runs'],
  ['max_wal_size', '2GB', 'no checkpoint in the middle of a run'],
  ['checkpoint_timeout', '1h', 'no checkpoint in the middle of a run'],
];

/** The file that is included first in postgresql.conf, so that an operator's lines there win. */
export function presentSettings(use: ClusterUse): string {
  const settings = [...forAll, ...(use === 'tests' ? forTests : forInstallation)];
  const lines = settings.map(([name, value, reason]) => `${name} = ${value}  # ${reason}`);
  return [
    '# Written by Earshot at every start. Put your own settings into postgresql.conf, below the',
    '# line that includes this file: they win.',
    ...lines,
    '',
  ].join('\n');
}

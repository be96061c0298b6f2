import type { Config } from './read-config.ts';

/** The settings in force as lines "name: value" for the log and `doctor`, without any secret. */
export function describeConfig(config: Config): string[] {
  const database = config.databaseUrl === null ? 'embedded' : hidePassword(config.databaseUrl);
  const proxies =
    config.trustProxy === false
      ? 'off'
      : typeof config.trustProxy === 'number'
        ? String(config.trustProxy)
        : config.trustProxy.join(', ');
  return [
    `desk: ${config.publicUrl} (listening on ${config.host} port ${config.port})`,
    `data: ${config.dataDir}`,
    `database: ${database}`,
    `mail in: ${presentPort(config.smtpInPort, config.smtpInHost)}`,
    `mail in by LMTP: ${presentPort(config.lmtpPort, config.smtpInHost)}`,
    `mail out: ${config.smtpUrl === null ? 'messages wait' : hidePassword(config.smtpUrl)}`,
    `log level: ${config.logLevel}`,
    `master key: ${config.masterKey === null ? config.masterKeyFile : 'from the environment'}`,
    `trusted proxies: ${proxies}`,
    `metrics: ${presentPort(config.metricsPort, config.host)}`,
  ];
}

/** The address without its password and without parameters, which may hold secrets too. */
export function hidePassword(address: string): string {
  const parts = new URL(address);
  if (parts.password !== '') parts.password = '***';
  parts.search = '';
  return parts.href;
}

function presentPort(port: number | null, host: string): string {
  if (port === null) return 'off';
  return port === 0 ? `${host}, any free port` : `${host} port ${port}`;
}

import { readFileSync } from 'node:fs';
import { isIPv6 } from 'node:net';
import { join, resolve } from 'node:path';
import type { z } from 'zod';
import { configSchema, settingNotes } from './config-schema.ts';
import type { SettingName } from './config-schema.ts';
import { StartRefused, startExitCodes } from './start-refused.ts';

/** Everything the operator can set, read once at the start and never changed. */
export interface Config {
  readonly port: number;
  readonly host: string;
  /** Absolute path of the folder with everything that is kept. */
  readonly dataDir: string;
  /** Without a slash at the end. */
  readonly publicUrl: string;
  /** False when `publicUrl` was made from host and port because nobody set it. */
  readonly publicUrlIsSet: boolean;
  /** Null: the embedded PostgreSQL. */
  readonly databaseUrl: string | null;
  /** 0: any free port; null: no listener. */
  readonly smtpInPort: number | null;
  readonly smtpInHost: string;
  readonly lmtpPort: number | null;
  /** Null: messages wait, visibly, until a relay is set. */
  readonly smtpUrl: string | null;
  readonly logLevel: z.infer<typeof configSchema>['LOG_LEVEL'];
  /** Null: the key lies in `masterKeyFile`. */
  readonly masterKey: Uint8Array | null;
  readonly masterKeyFile: string;
  /** As Fastify understands it: nobody, a number of hops, or addresses. */
  readonly trustProxy: false | number | readonly string[];
  readonly metricsPort: number | null;
}

/** One thing that is wrong with one setting, in words that follow its name. */
export interface ConfigProblem {
  readonly name: SettingName;
  readonly problem: string;
}

/**
 * The settings cannot be used; the message lists every problem with an example of a right value.
 */
export class ConfigRefused extends StartRefused {
  readonly problems: readonly ConfigProblem[];

  constructor(problems: readonly ConfigProblem[]) {
    super(presentProblems(problems), startExitCodes.config);
    this.name = 'ConfigRefused';
    this.problems = problems;
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The settings from the environment. Each NAME may instead be given as NAME_FILE, a path whose
 * trimmed content is the value. An empty value counts as unset. Throws `ConfigRefused` with all
 * problems at once.
 */
export function readConfig(env: Environment): Config {
  const problems: ConfigProblem[] = [];
  const texts: Partial<Record<SettingName, string>> = {};
  for (const name of settingNames) {
    const found = findSetting(env, name);
    if (found.problem !== null) problems.push({ name, problem: found.problem });
    else if (found.text !== null) texts[name] = found.text;
  }
  const parsed = configSchema.safeParse(texts);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      const name = issue.path[0] as SettingName;
      problems.push({ name, problem: issue.message });
    }
    throw new ConfigRefused(problems);
  }
  const config = presentConfig(parsed.data);
  problems.push(...findCollisions(config));
  if (problems.length > 0) throw new ConfigRefused(problems);
  return config;
}

/** The address people open once the port is known: the set one, else made from host and port. */
export function publicUrlAt(config: Config, port: number): string {
  return config.publicUrlIsSet ? config.publicUrl : addressAt(config.host, port);
}

const settingNames = Object.keys(settingNotes) as SettingName[];

function findSetting(
  env: Environment,
  name: SettingName,
): { text: string | null; problem: string | null } {
  const direct = env[name]?.trim() || null;
  const path = env[`${name}_FILE`]?.trim() || null;
  if (path === null) return { text: direct, problem: null };
  if (direct !== null) {
    return { text: null, problem: `is set twice, as ${name} and as ${name}_FILE; keep one` };
  }
  try {
    const text = readFileSync(path, 'utf8').trim();
    if (text !== '') return { text, problem: null };
    return { text: null, problem: `is empty: nothing is written in ${path} (${name}_FILE)` };
  } catch (error) {
    const reason = presentFileError(error);
    return { text: null, problem: `cannot be read from ${path} (${name}_FILE): ${reason}` };
  }
}

function presentFileError(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ENOENT') return 'there is no such file';
  if (code === 'EACCES') return 'this account may not read it';
  if (code === 'EISDIR') return 'it is a folder';
  return error instanceof Error ? error.message : String(error);
}

function presentConfig(values: z.infer<typeof configSchema>): Config {
  const dataDir = resolve(values.EARSHOT_DATA);
  return {
    port: values.PORT,
    host: values.HOST,
    dataDir,
    publicUrl: values.PUBLIC_URL ?? addressAt(values.HOST, values.PORT),
    publicUrlIsSet: values.PUBLIC_URL !== undefined,
    databaseUrl: values.DATABASE_URL ?? null,
    smtpInPort: values.SMTP_IN_PORT,
    smtpInHost: values.SMTP_IN_HOST ?? values.HOST,
    lmtpPort: values.LMTP_PORT,
    smtpUrl: values.SMTP_URL ?? null,
    logLevel: values.LOG_LEVEL,
    masterKey: values.MASTER_KEY ?? null,
    masterKeyFile: join(dataDir, 'master.key'),
    trustProxy: values.TRUST_PROXY,
    metricsPort: values.METRICS_PORT,
  };
}

function addressAt(host: string, port: number): string {
  // An address that means "every interface" cannot be opened in a browser.
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  const shown = isIPv6(name) ? `[${name}]` : name;
  return new URL(`http://${shown}:${port}`).origin;
}

function findCollisions(config: Config): ConfigProblem[] {
  const ports: [SettingName, number | null][] = [
    ['PORT', config.port],
    ['SMTP_IN_PORT', config.smtpInPort],
    ['LMTP_PORT', config.lmtpPort],
    ['METRICS_PORT', config.metricsPort],
  ];
  const taken = new Map<number, SettingName>();
  const problems: ConfigProblem[] = [];
  for (const [name, port] of ports) {
    if (port === null || port === 0) continue;
    const other = taken.get(port);
    if (other) problems.push({ name, problem: `is ${port}, which ${other} already uses` });
    else taken.set(port, name);
  }
  return problems;
}

function presentProblems(problems: readonly ConfigProblem[]): string {
  const lines = problems.map(
    ({ name, problem }) => `  ${name} ${problem}.\n    Example: ${settingNotes[name].example}`,
  );
  const head =
    problems.length === 1
      ? 'Earshot cannot start: one setting is wrong.'
      : `Earshot cannot start: ${problems.length} settings are wrong.`;
  return [head, ...lines].join('\n');
}

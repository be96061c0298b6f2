import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

const repositoryDir = join(import.meta.dirname, '../../../..');
const program = join(repositoryDir, 'apps/cli/src/main.ts');
const server = join(repositoryDir, 'apps/server/src/main.ts');
/** As the bootstrap sets it: programs start in half the time. */
const compileCache = join(repositoryDir, 'node_modules', '.cache', 'node-compile');

export interface CliResult {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Settings that a person’s shell could have and that must not reach a test. */
const foreign = /^(EARSHOT_|PORT|HOST|DATABASE_URL|SMTP_|LMTP_|PUBLIC_URL|MASTER_KEY|LOG_LEVEL)/;

function cleanEnvironment(env: Record<string, string>): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  return { ...Object.fromEntries(kept), NODE_COMPILE_CACHE: compileCache, ...env };
}

/** Runs `earshot ...` as a process of its own; `input` is its standard input. */
export async function runCli(
  env: Record<string, string>,
  args: readonly string[],
  input: string | Buffer = '',
): Promise<CliResult> {
  return finish(startCli(env, args, input));
}

/** Starts it, for tests that interrupt it. */
export function startCli(
  env: Record<string, string>,
  args: readonly string[],
  input: string | Buffer = '',
): ChildProcess {
  const child = spawn(process.execPath, [program, ...args], { env: cleanEnvironment(env) });
  child.stdin.on('error', () => undefined); // it may end without reading
  child.stdin.end(input);
  return child;
}

/** What a started process ended with. */
export async function finish(child: ChildProcess): Promise<CliResult> {
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString('utf8')));
  child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString('utf8')));
  return new Promise((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
}

export interface RunningServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts the server itself on a free port and resolves when it is ready. */
export async function runServer(env: Record<string, string>): Promise<RunningServer> {
  const child = spawn(process.execPath, [server], {
    env: cleanEnvironment({ PORT: '0', SMTP_IN_PORT: 'off', LOG_LEVEL: 'error', ...env }),
  });
  const ended = finish(child);
  let said = '';
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8');
      const found = /is ready: (http:\S+?)\/?\s/.exec(said)?.[1];
      if (found !== undefined) resolve(found);
    });
    void ended.then(({ stderr }) => reject(new Error(`The server ended: ${said}${stderr}`)));
  });
  return {
    url,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

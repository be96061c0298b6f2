import {
  getOperatedAccount,
  type OperatedAccount,
} from '../../server/src/operate/operated-account.ts';
import { type Installation, openInstallation } from '../../server/src/operate/open-installation.ts';
import type { Call } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { tell } from './tell.ts';

/** Ends what was started even when the person presses Ctrl-C. */
const STOP_WITHIN_MS = 20_000;
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Opens the installation, does the work, and closes it whatever happens. */
export async function withInstallation<T>(
  options: { migrates?: boolean },
  work: (installation: Installation, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const stop = new AbortController();
  const onSignal = () => {
    if (stop.signal.aborted) process.exit(exitCodes.interrupted);
    tell('Stopping ...');
    stop.abort();
    setTimeout(() => process.exit(exitCodes.interrupted), STOP_WITHIN_MS).unref();
  };
  for (const name of signals) process.on(name, onSignal);
  try {
    const installation = await openInstallation({ env: process.env, say: tell, ...options });
    const aborted = new Promise<never>((_, reject) => {
      const end = () => reject(stop.signal.reason as Error);
      if (stop.signal.aborted) end();
      stop.signal.addEventListener('abort', end, { once: true });
    });
    aborted.catch(() => undefined);
    try {
      return await Promise.race([work(installation, stop.signal), aborted]);
    } finally {
      await installation.close();
    }
  } catch (error) {
    if (stop.signal.aborted) process.exit(exitCodes.interrupted);
    throw error;
  } finally {
    for (const name of signals) process.off(name, onSignal);
  }
}

/** The same for a command about one account, which `--in-account` names where there are several. */
export async function withAccount<T>(
  call: Call,
  work: (installation: Installation, account: OperatedAccount, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  return withInstallation({}, async (installation, signal) => {
    const account = await getOperatedAccount(installation.db, call.text('in-account') ?? null);
    return work(installation, account, signal);
  });
}

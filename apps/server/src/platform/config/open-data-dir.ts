import { accessSync, constants, mkdirSync, statSync } from 'node:fs';
import { StartRefused, startExitCodes } from './start-refused.ts';

/**
 * Makes the data folder the first time and checks that we may write there. Other accounts may not
 * list it. As root they may pass through it, because PostgreSQL, which runs as another account,
 * has its own closed folder inside.
 */
export function openDataDir(dataDir: string): void {
  try {
    const mode = process.getuid?.() === 0 ? 0o711 : 0o700;
    mkdirSync(dataDir, { recursive: true, mode });
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const isFile = statSync(dataDir, { throwIfNoEntry: false })?.isFile();
    const reason = isFile ? 'it is a file' : error instanceof Error ? error.message : String(error);
    throw new StartRefused(
      `The data folder ${dataDir} cannot be used: ${reason}. ` +
        'Set EARSHOT_DATA to a folder that this account may write to.',
      startExitCodes.config,
      error,
    );
  }
}

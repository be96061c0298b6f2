import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { StartRefused, startExitCodes } from './start-refused.ts';

/**
 * Makes the data folder the first time and checks that we may write there. Other accounts may not
 * list it. As root they may pass through it, because PostgreSQL, which runs as another account,
 * has its own closed folder inside.
 */
export function openDataDir(dataDir: string): void {
  try {
    const mode = process.getuid?.() === 0 ? 0o711 : 0o700;
    makeFolders(resolve(dataDir), mode);
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

/** One after the other: `recursive` tries for ever where no folder can be made, as below /proc. */
function makeFolders(folder: string, mode: number): void {
  if (existsSync(folder)) return;
  const above = dirname(folder);
  makeFolders(above, mode);
  try {
    mkdirSync(folder, { mode });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return; // somebody else made it meanwhile, or the check says what it is
    throw new Error(`no folder can be made in ${above} (${code})`, { cause: error });
  }
}

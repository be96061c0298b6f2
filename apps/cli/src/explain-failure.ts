import { exitCodes } from './exit-codes.ts';

interface Told extends Error {
  readonly exitCode?: number;
  readonly code?: string;
  readonly fields?: readonly { path: string; message: string }[];
}

/** Errors whose message is meant for the person at the terminal. */
const told = new Set([
  'Refused',
  'BackupRefused',
  'StartRefused',
  'ConfigRefused',
  'CommandFailed',
]);

/** A failure in sentences, with the exit code; a stack only where the program is at fault. */
export function explainFailure(thrown: unknown): { message: string; exitCode: number } {
  const error = (thrown instanceof Error ? thrown : new Error(String(thrown))) as Told;
  if (error.name === 'Invalid' || error.fields) {
    const lines = (error.fields ?? []).map(
      ({ path, message }) => `  ${nameField(path)}: ${message}`,
    );
    return { message: ['Nothing was changed:', ...lines].join('\n'), exitCode: exitCodes.failed };
  }
  if (told.has(error.name)) {
    return { message: error.message, exitCode: error.exitCode ?? exitCodes.failed };
  }
  if (error.code === 'ENOSPC') {
    return { message: 'The disk is full. Make room and try again.', exitCode: exitCodes.failed };
  }
  if (error.code === 'EPIPE') return { message: '', exitCode: exitCodes.failed };
  return {
    message: `The command failed because of a fault in Earshot.\n${error.stack ?? error.message}`,
    exitCode: exitCodes.fault,
  };
}

/** `body.imap.password` as the person typed it. */
function nameField(path: string): string {
  return path.replace(/^(body|query|path)\./, '');
}

/** A command cannot go on, and the person at the terminal can do something about it. */
export class CommandFailed extends Error {
  override name = 'CommandFailed';
}

/** Exit codes of a refused start; 78 and 75 are EX_CONFIG and EX_TEMPFAIL of sysexits.h. */
export const startExitCodes = { config: 78, busy: 75, failed: 1 } as const;

/**
 * The server cannot start and the person at the terminal can do something about it: the message is
 * whole sentences for them (what failed, what to do), printed without a stack.
 */
export class StartRefused extends Error {
  readonly exitCode: number;

  constructor(message: string, exitCode: number = startExitCodes.failed, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'StartRefused';
    this.exitCode = exitCode;
  }
}

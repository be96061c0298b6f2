/** PostgreSQL reports ready within this time, even after it replayed a long log on a slow disk. */
export const readyWithin_ms = 120_000;

/** A fast shutdown writes a checkpoint of at most `shared_buffers`; then we insist. */
export const stopWithin_ms = 20_000;

/** An immediate shutdown only waits for the processes to be scheduled. */
export const quitWithin_ms = 5_000;

/**
 * How often the state file is read while PostgreSQL starts or stops: well under a person's notice.
 */
export const lookEvery_ms = 10;

/** How often an adopted PostgreSQL, which is not our child, is checked for being alive. */
export const watchEvery_ms = 500;

/** Attempts to find a port nobody took between choosing and listening. */
export const mostPortAttempts = 8;

/** Ports are chosen here: above the well-known ones, below the range of outgoing connections. */
export const portRange = { lowest: 20_000, highest: 32_700 } as const;

/** More restarts than this within the window mean that restarting does not help. */
export const mostRestarts = 5;
export const restartWindow_ms = 60_000;

/** Length of a socket path that Linux (108) and macOS (104) accept, with the closing zero byte. */
export const longestSocketPath_bytes = 103;

/** PostgreSQL's own log is moved aside once at a start when it has grown beyond this. */
export const largestLog_bytes = 10_000_000;

/** Bytes of randomness in the generated password of the database. */
export const passwordEntropy_bytes = 24;

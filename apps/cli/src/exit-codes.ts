/** Exit codes of the command line; 64 and up as in sysexits.h. */
export const exitCodes = {
  ok: 0,
  /** Refused, not found, or something is wrong with the installation. */
  failed: 1,
  /** Typed wrongly. */
  usage: 64,
  /** A fault in the program. */
  fault: 70,
  /** 128 + SIGINT. */
  interrupted: 130,
} as const;

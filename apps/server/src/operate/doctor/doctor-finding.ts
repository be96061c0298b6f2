/** One line of the doctor’s report. */
export interface Finding {
  /** Stable word for programs, such as `database.reachable`. */
  readonly id: string;
  readonly state: 'ok' | 'warn' | 'fail';
  /** What was found, in one sentence. */
  readonly text: string;
  /** What to do; absent where nothing need be done. */
  readonly remedy?: string;
}

/** All is well with it. */
export function ok(id: string, text: string): Finding {
  return { id, state: 'ok', text };
}

/** It works, but somebody should do something. */
export function warn(id: string, text: string, remedy: string): Finding {
  return { id, state: 'warn', text, remedy };
}

/** It does not work, or something is lost. */
export function fail(id: string, text: string, remedy: string): Finding {
  return { id, state: 'fail', text, remedy };
}

/** The words of whatever was thrown. */
export function wordsOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

const BAR_CHARACTERS = 24;
/** A terminal is written to at most this often. */
const EVERY_MS = 100;

/** One line on standard error that is written over; silent where nobody looks. */
export interface ProgressLine {
  /** `total` 0: not known. */
  show(label: string, done: number, total: number): void;
  /** Takes the line away. */
  clear(): void;
}

/** A progress line for a terminal; elsewhere it says nothing. */
export function createProgressLine(isShown: boolean = process.stderr.isTTY): ProgressLine {
  let writtenAt_ms = -Infinity;
  let isThere = false;
  return {
    show(label, done, total) {
      const now_ms = performance.now();
      if (!isShown || (now_ms - writtenAt_ms < EVERY_MS && done !== total)) return;
      writtenAt_ms = now_ms;
      isThere = true;
      process.stderr.write(`\r\u001B[K${presentProgress(label, done, total)}`);
    },
    clear() {
      if (isThere) process.stderr.write('\r\u001B[K');
      isThere = false;
    },
  };
}

/** `[#####...] 42 %  1234 of 2938 mails`. */
export function presentProgress(label: string, done: number, total: number): string {
  if (total <= 0) return `${done} ${label}`;
  const part = Math.min(1, done / total);
  const filled = Math.round(part * BAR_CHARACTERS);
  const bar = '#'.repeat(filled).padEnd(BAR_CHARACTERS, '.');
  return `[${bar}] ${Math.floor(part * 100)} %  ${done} of ${total} ${label}`;
}

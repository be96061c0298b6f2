/** What would stay behind if the bench ended now: servers, their databases and folders. */
const endings = new Set<() => Promise<unknown>>();

/** Has this done where the bench is interrupted; answers how to say that it is not needed more. */
export function endWithBench(end: () => Promise<unknown>): () => void {
  endings.add(end);
  return () => void endings.delete(end);
}

/** On Ctrl+C, or where somebody ends the bench, everything that it started ends before it does. */
export function endWhenInterrupted(): void {
  const end = () => {
    // What the bench still waits for fails now.
    process.on('uncaughtException', () => {});
    void Promise.allSettled([...endings].map((one) => one())).then(() => process.exit(130));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, end);
}

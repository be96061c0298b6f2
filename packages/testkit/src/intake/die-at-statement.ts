import pg from 'pg';

/**
 * Kills this process (SIGKILL) right before its n-th statement from now on reaches PostgreSQL; with
 * 0 it lives. Answers how to ask for the number of statements it sent.
 */
export function dieAtStatement(dieAt: number): () => number {
  let statements = 0;
  const prototype = pg.Client.prototype as { query: (...input: unknown[]) => unknown };
  const send = prototype.query;
  prototype.query = function query(this: unknown, ...input: unknown[]) {
    statements += 1;
    if (statements === dieAt) process.kill(process.pid, 'SIGKILL');
    return send.apply(this, input);
  };
  return () => statements;
}

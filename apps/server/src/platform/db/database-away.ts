/**
 * A transaction failed because the database was not there, not because of what was asked of it: the
 * same work may succeed when it is back. Whether a commit without answer took effect nobody knows.
 */
export class DatabaseAway extends Error {
  constructor(cause: Error) {
    super(`The database is away: ${cause.message}`, { cause });
    this.name = 'DatabaseAway';
  }
}

/** Node’s codes, a missing socket file included. */
const SOCKET_CODES = /^(ECONN|EPIPE|ENOENT|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|EAI_AGAIN)/;
/**
 * PostgreSQL stops, starts, lost the connection, or has no room, memory or place for one more
 * connection (SQLSTATE classes 57P, 08 and 53, appendix A of its documentation).
 */
const SQL_STATES = /^(08|53|57P0)/;
/** What the driver says without a code. */
const WORDS = /Connection terminated|connection error|timeout exceeded when trying to connect/;

/** The error of a connection or a query, as `DatabaseAway` where it is one. */
export function tellDatabaseAway(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof DatabaseAway) return error;
  const { code } = error as { code?: unknown };
  const isAway =
    typeof code === 'string'
      ? SOCKET_CODES.test(code) || SQL_STATES.test(code)
      : WORDS.test(error.message);
  return isAway ? new DatabaseAway(error) : error;
}

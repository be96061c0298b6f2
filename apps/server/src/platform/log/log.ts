import { pino } from 'pino';

export type Log = Pick<pino.Logger, 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal'>;

/** Fields that could carry personal data or secrets, wherever they appear in a log line. */
const REDACTED = [
  'email',
  'address',
  'subject',
  'text',
  'html',
  'password',
  'token',
  'key',
  'cookie',
  'authorization',
  'headers',
  'body',
];

/**
 * The log of the process, one JSON line each (a readable line on a terminal). Ids, counts, codes
 * and durations only: names, addresses and words of people do not belong in it.
 */
export function createLog(level: string, destination?: pino.DestinationStream): Log {
  const options: pino.LoggerOptions = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: REDACTED.flatMap((name) => [name, `*.${name}`]),
      censor: '[not logged]',
    },
    serializers: { err: describeError },
  };
  return destination ? pino(options, destination) : pino(options);
}

/** A log that says nothing; for tests. */
export const silentLog: Log = pino({ level: 'silent' });

// A database error repeats the row’s values in `detail`: they stay out.
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: String(error).slice(0, 500) };
  const coded = error as Error & { code?: unknown; table?: unknown; constraint?: unknown };
  return {
    type: error.name,
    message: error.message.slice(0, 500),
    code: coded.code,
    table: coded.table,
    constraint: coded.constraint,
    stack: error.stack?.split('\n').slice(0, 12).join('\n'),
    cause: error.cause === undefined ? undefined : describeError(error.cause),
  };
}

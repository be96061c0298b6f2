import pg from 'pg';
import { StartRefused, startExitCodes } from '../config/start-refused.ts';
import { DatabaseAway, tellDatabaseAway } from './database-away.ts';

/**
 * Connects as the owner of the database. Throws `StartRefused` in words for the operator, with the
 * place but never the password; the caller ends the connection.
 */
export async function connectOwner(settings: pg.ClientConfig): Promise<pg.Client> {
  const client = new pg.Client(settings);
  // An ended connection fails the statement that runs; without a listener it would end us.
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    await client.end().catch(() => undefined);
    throw refuseConnection(client, error as NodeJS.ErrnoException);
  }
  return client;
}

/** invalid_password, invalid_authorization_specification: appendix A of its documentation. */
const LOGIN_STATES = new Set(['28P01', '28000']);

function refuseConnection(client: pg.Client, error: NodeJS.ErrnoException): Error {
  const place = client.host.startsWith('/') ? client.host : `${client.host}:${client.port}`;
  const words = error.message || error.code;
  const say = (sentence: string, exitCode: number) =>
    new StartRefused(`${sentence} Nothing was changed.`, exitCode, error);
  if (LOGIN_STATES.has(error.code ?? '')) {
    return say(
      `PostgreSQL at ${place} refuses the login "${client.user}": ${words}. Check name and ` +
        'password in DATABASE_URL.',
      startExitCodes.config,
    );
  }
  if (error.code === '3D000') {
    return say(
      `PostgreSQL at ${place} has no database "${client.database}". Create it, or correct ` +
        'DATABASE_URL.',
      startExitCodes.config,
    );
  }
  const isAway = error.code === 'ENOTFOUND' || tellDatabaseAway(error) instanceof DatabaseAway;
  return say(
    isAway
      ? `No PostgreSQL answers at ${place} (${words}). Start it, or correct DATABASE_URL.`
      : `PostgreSQL at ${place} does not take us: ${words}. Check DATABASE_URL.`,
    isAway ? startExitCodes.busy : startExitCodes.config,
  );
}

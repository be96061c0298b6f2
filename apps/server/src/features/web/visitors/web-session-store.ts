import { type Selectable, sql } from 'kysely';
import { hashToken, newToken } from '../../../platform/crypto/token.ts';
import type { Tx } from '../../../platform/db/database.ts';
import type { Tables } from '../../../platform/db/tables.ts';
import { newId } from '../../../platform/ids.ts';
import { seenEvery_ms, sessionLife_ms } from '../web-limits.ts';
import type { KnownBy } from '../web-tables.ts';
import { listVisitors, type Visitor } from './visitor-store.ts';

type SessionRow = Omit<Selectable<Tables['web_sessions']>, 'account_id' | 'token_hash'>;

/** A live session with its visitor. */
export interface VisitorSession extends SessionRow {
  visitor: Visitor;
}

/** Begins a session; its token is told once. */
export async function insertWebSession(
  tx: Tx,
  visitorId: string,
  knownBy: KnownBy,
  at: Date,
): Promise<{ id: string; token: string; expiresAt: Date }> {
  const id = newId();
  const token = newToken();
  const expiresAt = new Date(at.getTime() + sessionLife_ms[knownBy]);
  await tx.db
    .insertInto('web_sessions')
    .values({
      account_id: tx.accountId,
      id,
      visitor_id: visitorId,
      token_hash: hashToken(token),
      known_by: knownBy,
      created_at: at,
      seen_at: at,
      expires_at: expiresAt,
      ended_at: null,
    })
    .execute();
  return { id, token, expiresAt };
}

/** The session of this token on this channel; null where it ended, ran out or never was. */
export async function findWebSession(
  tx: Tx,
  channelId: string,
  token: string,
  now: Date,
): Promise<VisitorSession | null> {
  const found = await listWebSessions(tx, [token], now);
  const session = found.get(token) ?? null;
  return session?.visitor.channel_id === channelId ? session : null;
}

/** The sessions of these tokens, on whatever channel; without those that ended or ran out. */
export async function listWebSessions(
  tx: Tx,
  tokens: readonly string[],
  now: Date,
): Promise<Map<string, VisitorSession>> {
  const tokensByHash = new Map(tokens.map((token) => [hashToken(token).toString('hex'), token]));
  const rows = await tx.db
    .selectFrom('web_sessions')
    .select(['id', 'visitor_id', 'known_by', 'created_at', 'seen_at', 'expires_at', 'ended_at'])
    .select('token_hash')
    .where('account_id', '=', tx.accountId)
    .where(sql<boolean>`token_hash = any(${tokens.map(hashToken)}::bytea[])`)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .execute();
  const visitors = await listVisitors(
    tx,
    rows.map((row) => row.visitor_id),
  );
  return new Map(
    rows.flatMap(({ token_hash: tokenHash, ...row }) => {
      const visitor = visitors.get(row.visitor_id);
      const token = tokensByHash.get(tokenHash.toString('hex'));
      return visitor && token !== undefined ? [[token, { ...row, visitor }] as const] : [];
    }),
  );
}

/** The same; those that were not seen for a while live on from now. */
export async function resumeWebSessions(
  tx: Tx,
  tokens: readonly string[],
  now: Date,
): Promise<Map<string, VisitorSession>> {
  const found = await listWebSessions(tx, tokens, now);
  const isUnseen = ({ seen_at: at }: VisitorSession) =>
    now.getTime() - at.getTime() >= seenEvery_ms;
  const unseen = [...found].filter(([, session]) => isUnseen(session));
  const byHow = Map.groupBy(unseen, ([, session]) => session.known_by);
  for (const [knownBy, some] of byHow) {
    const ids = some.map(([, session]) => session.id);
    const until = await renewWebSessions(tx, knownBy, ids, now);
    if (until) for (const [token, one] of some) found.set(token, { ...one, expires_at: until });
  }
  return found;
}

/** Notes that a session is used and lets it live on; what the site vouched for ends by itself. */
export async function renewWebSession(
  tx: Tx,
  session: Pick<VisitorSession, 'id' | 'known_by' | 'expires_at'>,
  now: Date,
): Promise<Date> {
  return (await renewWebSessions(tx, session.known_by, [session.id], now)) ?? session.expires_at;
}

/** Answers until when they live; null: as long as before. */
async function renewWebSessions(
  tx: Tx,
  knownBy: KnownBy,
  ids: readonly string[],
  now: Date,
): Promise<Date | null> {
  const until = new Date(now.getTime() + sessionLife_ms[knownBy]);
  const isVouched = knownBy === 'identity';
  await tx.db
    .updateTable('web_sessions')
    .set({ seen_at: now, ...(isVouched ? {} : { expires_at: until }) })
    .where('account_id', '=', tx.accountId)
    .where(sql<boolean>`id = any(${[...ids]}::uuid[])`)
    .execute();
  return isVouched ? null : until;
}

/** Sessions of these visitors that have not ended. */
export async function listSessionIds(tx: Tx, visitorIds: readonly string[]): Promise<string[]> {
  if (visitorIds.length === 0) return [];
  const rows = await tx.db
    .selectFrom('web_sessions')
    .select('id')
    .where('account_id', '=', tx.accountId)
    .where('visitor_id', 'in', visitorIds)
    .where('ended_at', 'is', null)
    .execute();
  return rows.map((row) => row.id);
}

/** Ends sessions; those that ended before stay as they are. */
export async function endWebSessions(
  tx: Tx,
  sessionIds: readonly string[],
  at: Date,
): Promise<void> {
  if (sessionIds.length === 0) return;
  await tx.db
    .updateTable('web_sessions')
    .set({ ended_at: at })
    .where('account_id', '=', tx.accountId)
    .where('id', 'in', sessionIds)
    .where('ended_at', 'is', null)
    .execute();
}

/** Forgets every session of a visitor. */
export async function deleteSessionsOf(tx: Tx, visitorId: string): Promise<void> {
  await tx.db
    .deleteFrom('web_sessions')
    .where('account_id', '=', tx.accountId)
    .where('visitor_id', '=', visitorId)
    .execute();
}

import type { Selectable } from 'kysely';
import { hashToken, newToken } from '../../../platform/crypto/token.ts';
import type { Database, Tx } from '../../../platform/db/database.ts';
import type { Tables } from '../../../platform/db/tables.ts';
import { newId } from '../../../platform/ids.ts';
import { sessionLife_ms } from '../web-limits.ts';
import type { KnownBy } from '../web-tables.ts';
import { findVisitor, type Visitor } from './visitor-store.ts';

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
): Promise<{ token: string; expiresAt: Date }> {
  const token = newToken();
  const expiresAt = new Date(at.getTime() + sessionLife_ms[knownBy]);
  await tx.db
    .insertInto('web_sessions')
    .values({
      account_id: tx.accountId,
      id: newId(),
      visitor_id: visitorId,
      token_hash: hashToken(token),
      known_by: knownBy,
      created_at: at,
      seen_at: at,
      expires_at: expiresAt,
      ended_at: null,
    })
    .execute();
  return { token, expiresAt };
}

/** The session of this token on this channel; null where it ended, ran out or never was. */
export async function findWebSession(
  tx: Tx,
  channelId: string,
  token: string,
  now: Date,
): Promise<VisitorSession | null> {
  const row = await tx.db
    .selectFrom('web_sessions')
    .select(['id', 'visitor_id', 'known_by', 'created_at', 'seen_at', 'expires_at', 'ended_at'])
    .where('account_id', '=', tx.accountId)
    .where('token_hash', '=', hashToken(token))
    .executeTakeFirst();
  if (!row || row.ended_at !== null || row.expires_at <= now) return null;
  const visitor = await findVisitor(tx, row.visitor_id);
  return visitor && visitor.channel_id === channelId ? { ...row, visitor } : null;
}

/** Notes that a session is used and lets it live on; what the site vouched for ends by itself. */
export async function renewWebSession(
  tx: Tx,
  session: Pick<VisitorSession, 'id' | 'known_by' | 'expires_at'>,
  now: Date,
): Promise<Date> {
  const isVouched = session.known_by === 'identity';
  const until = new Date(now.getTime() + sessionLife_ms[session.known_by]);
  const expiresAt = isVouched ? session.expires_at : until;
  await tx.db
    .updateTable('web_sessions')
    .set({ seen_at: now, expires_at: expiresAt })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', session.id)
    .execute();
  return expiresAt;
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

/** Forgets sessions that ran out before, over all accounts; answers how many. */
export async function sweepWebSessions(db: Database, before: Date): Promise<number> {
  const owners = await db.withSystem((tx) =>
    tx.db
      .selectFrom('web_sessions')
      .select('account_id')
      .distinct()
      .where('expires_at', '<', before)
      .execute(),
  );
  let forgotten = 0;
  for (const { account_id: accountId } of owners) {
    forgotten += await db.withAccount(accountId, (tx) =>
      tx.writeNow(
        tx.db
          .deleteFrom('web_sessions')
          .where('account_id', '=', accountId)
          .where('expires_at', '<', before),
      ),
    );
  }
  return forgotten;
}

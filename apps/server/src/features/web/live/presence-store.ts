import { sql } from 'kysely';
import type { Database, Tx } from '../../../platform/db/database.ts';
import { json } from '../../../platform/db/tables.ts';
import { presenceFresh_ms } from './live-limits.ts';
import '../web-tables.ts';

export type Side = 'visitor' | 'agent';

/** Who is there and types in one conversation. */
export interface PresenceState {
  accountId: string;
  talkId: string;
  side: Side;
  online: boolean;
  typing: boolean;
  name: string | null;
  words: string | null;
  page: { title: string; url: string } | null;
}

/** Writes states for the other processes, the newest of each conversation and side. */
export async function savePresences(
  tx: Tx,
  processId: string,
  states: readonly PresenceState[],
): Promise<void> {
  if (states.length === 0) return;
  await tx.db
    .insertInto('web_presences')
    .values(
      states.map((state) => ({
        account_id: tx.accountId,
        web_conversation_id: state.talkId,
        side: state.side,
        process_id: processId,
        online: state.online,
        typing: state.typing,
        name: state.name,
        words: state.words,
        page: state.page && json(state.page),
        at: sql<Date>`clock_timestamp()`,
        changed_at: sql<Date>`clock_timestamp()`,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['account_id', 'web_conversation_id', 'side']).doUpdateSet((set) => ({
        process_id: set.ref('excluded.process_id'),
        online: set.ref('excluded.online'),
        typing: set.ref('excluded.typing'),
        name: set.ref('excluded.name'),
        words: set.ref('excluded.words'),
        page: set.ref('excluded.page'),
        at: set.ref('excluded.at'),
        changed_at: set.ref('excluded.changed_at'),
      })),
    )
    .execute();
}

/** The visitors of these conversations are still here, also where another process lost sight. */
export async function touchPresences(
  tx: Tx,
  processId: string,
  talkIds: readonly string[],
): Promise<void> {
  await sql`
    insert into web_presences as p (account_id, web_conversation_id, side, process_id, online,
      typing, at, changed_at)
    select ${tx.accountId}::uuid, id, 'visitor', ${processId}::uuid, true, false,
      clock_timestamp(), clock_timestamp()
    from unnest(${[...talkIds]}::uuid[]) as s (id)
    on conflict (account_id, web_conversation_id, side) do update
      set at = excluded.at, process_id = excluded.process_id, online = true,
        changed_at = case when p.online then p.changed_at else excluded.at end`.execute(tx.db);
}

interface PresenceRow {
  account_id: string;
  web_conversation_id: string;
  side: Side;
  online: boolean;
  typing: boolean;
  name: string | null;
  words: string | null;
  page: { title: string; url: string } | null;
  at: Date;
}

/** States that other processes wrote within the last seconds; over all accounts. */
export async function listForeignPresences(
  db: Database,
  processId: string,
  within_s: number,
): Promise<(PresenceState & { at: Date })[]> {
  const rows = await db.withSystem(async (tx) => {
    const found = await sql<PresenceRow>`
      select account_id, web_conversation_id, side, online, typing, name, words, page,
        changed_at as at
      from web_presences
      where changed_at > clock_timestamp() - make_interval(secs => ${within_s})
        and process_id <> ${processId}
      order by changed_at`.execute(tx.db);
    return found.rows;
  });
  return rows.map(({ account_id: accountId, web_conversation_id: talkId, ...state }) => ({
    accountId,
    talkId,
    ...state,
  }));
}

/** What is known of visitors of these conversations, whichever process holds their sockets. */
export async function findVisitorPresences(
  tx: Tx,
  talkIds: readonly string[],
): Promise<Map<string, Pick<PresenceState, 'online' | 'typing' | 'words' | 'page'>>> {
  const { rows } = await sql<PresenceRow>`
    select web_conversation_id, online, typing, words, page from web_presences
    where account_id = ${tx.accountId} and web_conversation_id = any(${[...talkIds]}::uuid[])
      and side = 'visitor'
      and at > clock_timestamp() - make_interval(secs => ${presenceFresh_ms / 1_000})`.execute(
    tx.db,
  );
  return new Map(rows.map((row) => [row.web_conversation_id, row]));
}

import { sql } from 'kysely';
import { refreshCase } from '../../../../apps/server/src/features/cases/case-state-views.ts';
import type { Database, Tx } from '../../../../apps/server/src/platform/db/database.ts';

export interface LonelyCase {
  number: number;
  next_due_at: Date | null;
  owed: number;
  next: Date | null;
}

/** Cases that wait for us and promise nothing, or whose lists show another time than is owed. */
export async function listLonelyCases(tx: Tx): Promise<LonelyCase[]> {
  const { rows } = await sql<LonelyCase>`
    select c.number, c.next_due_at, count(p.id) as owed,
      min(p.due_at) filter (where p.paused_at is null) as next
    from cases c
    left join cases f on f.account_id = c.account_id and (f.id = c.id or f.merged_into_id = c.id)
    left join case_promises p on p.account_id = c.account_id and p.case_id = f.id
      and p.kept_at is null and p.withdrawn_at is null
    where c.account_id = ${tx.accountId} and c.deleted_at is null and c.merged_into_id is null
    group by c.id, c.number, c.next_due_at, c.status
    having (c.status = 'open' and count(p.id) = 0)
      or c.next_due_at is distinct from min(p.due_at) filter (where p.paused_at is null)`.execute(
    tx.db,
  );
  return rows;
}

/** What must be empty whatever happened, each by the sentence that says what is wrong. */
const contradictions = (accountId: string) => ({
  'A receipt is not understood.': sql`select id, state, error from receipts
    where account_id = ${accountId} and (state <> 'understood' or error is not null)`,
  'A receipt became several messages.': sql`select receipt_id, count(*) from messages
    where account_id = ${accountId} and receipt_id is not null and direction = 'in'
    group by receipt_id having count(*) > 1`,
  'Two cases have one number.': sql`select number from cases
    where account_id = ${accountId} group by number having count(*) > 1`,
  'An event waits or its log has a gap.': sql`select p.last_position, count(e.position)
    from event_positions p left join events e on e.account_id = p.account_id
    where p.account_id = ${accountId}
    group by p.last_position having count(e.position) <> p.last_position
      or max(e.position) <> p.last_position
      or exists (select from event_outbox o where o.account_id = ${accountId})`,
  'A conversation does not count its messages.': sql`select c.id, c.last_seq, count(m.id)
    from conversations c left join messages m
      on m.account_id = c.account_id and m.conversation_id = c.id
    where c.account_id = ${accountId} group by c.id, c.last_seq
    having count(m.id) <> c.last_seq or max(m.seq) is distinct from nullif(c.last_seq, 0)`,
  'A visitor misses something or sees it twice.': sql`select w.id, w.last_seq, count(e.seq)
    from web_conversations w left join web_entries e
      on e.account_id = w.account_id and e.web_conversation_id = w.id
    where w.account_id = ${accountId} group by w.id, w.last_seq
    having count(e.seq) <> w.last_seq or max(e.seq) is distinct from nullif(w.last_seq, 0)`,
  'Something was said twice.': sql`select direction, body_text, count(*) from messages
    where account_id = ${accountId} and kind in ('message', 'side')
    group by direction, body_text having count(*) > 1`,
  'A note stands twice.': sql`select case_id, body_text, count(*) from notes
    where account_id = ${accountId} group by case_id, body_text having count(*) > 1`,
  'A promise was made twice.': sql`select case_id, words, due_at, count(*) from case_promises
    where account_id = ${accountId} and kept_at is null and withdrawn_at is null
    group by case_id, words, due_at having count(*) > 1`,
  'A message is not as its deliveries are.': sql`select m.id, m.delivery_state from messages m
    where m.account_id = ${accountId} and m.delivery_state is distinct from (
      select case when bool_or(d.state = 'bounced') then 'bounced'
        when bool_or(d.state = 'failed') then 'failed'
        when bool_or(d.state in ('waiting', 'sending', 'deferred')) then 'waiting'
        when bool_and(d.state = 'cancelled') then 'cancelled' else 'sent' end
      from deliveries d where d.account_id = m.account_id and d.message_id = m.id
      having count(*) > 0)`,
  'A delivery was taken by nobody who knows of it.': sql`select id, attempts from deliveries
    where account_id = ${accountId} and state = 'sending'`,
  'Work was given up.': sql`select name, last_error from jobs
    where account_id = ${accountId} and dead_at is not null`,
});

/** What does not agree with itself in the rows of an account whose work is done. */
export async function listContradictions(db: Database, accountId: string): Promise<unknown[]> {
  return db.withAccount(accountId, async (tx) => {
    const found: unknown[] = [];
    for (const [words, query] of Object.entries(contradictions(accountId))) {
      const { rows } = await query.execute(tx.db);
      if (rows.length > 0) found.push({ words, rows });
    }
    const lonely = await listLonelyCases(tx);
    if (lonely.length > 0) found.push({ words: 'A case has no promise.', rows: lonely });
    return [...found, ...(await listStale(tx))];
  });
}

/** Cases whose lists show something else than what it is made from. */
async function listStale(tx: Tx): Promise<unknown[]> {
  const read = () =>
    tx.db
      .selectFrom('cases')
      .select(['id', 'number', 'preview', 'last_message_at', 'last_direction', 'last_in_at'])
      .select(['next_due_at', 'held', 'delivery_problem'])
      .where('account_id', '=', tx.accountId)
      .where('merged_into_id', 'is', null)
      .orderBy('id')
      .execute();
  const before = await read();
  for (const { id } of before) await refreshCase(tx, id);
  const after = await read();
  return before.flatMap((shown, index) => {
    const isTrue = JSON.stringify(shown) === JSON.stringify(after[index]);
    return isTrue ? [] : [{ words: 'A list is stale.', shown, made: after[index] }];
  });
}

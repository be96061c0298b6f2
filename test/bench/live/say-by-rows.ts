import type pg from 'pg';
import { listColumns } from './seed-visitors.ts';

/** Writes answers as the server writes them, beside it: only the way to the sockets is measured. */
export interface RowSayer {
  /** An answer in each of these conversations (numbers of their seats), event and all. */
  say(seats: readonly number[]): Promise<void>;
  /** The same without the events, which come afterwards all at once. */
  sayUntold(seats: readonly number[]): Promise<void>;
  /** Writes their events; by the commit that this answers everybody is to be told. */
  prepareTelling(): Promise<() => Promise<void>>;
}

/** Copies of the last answer in the conversation `talkId`, which went the whole way. */
export async function createRowSayer(database: pg.Pool, talkId: string): Promise<RowSayer> {
  const columns = await listColumns(database, 'messages');
  const values = columns.map((column) => `(c).${column}`).join(', ');
  const { rows } = await database.query<{ id: string }>(
    `select message_id as id from web_entries where web_conversation_id = $1 and seq = 2`,
    [talkId],
  );
  const templateId = rows[0]!.id;
  // The event that tells of it, with the facts the server gave it.
  await database.query(
    `create table bench_event as
      select e.* from events e join messages m on m.account_id = e.account_id and m.id = $1
      where e.subject_id = m.case_id and e.facts::text like '%' || m.id || '%'
      order by e.position desc limit 1`,
    [templateId],
  );
  const said = (told: boolean) => `
    with seat as (
      select s.*, uuidv7() as message_id from bench_seats s where s.n = any($1::int[])
    ), counted as (
      update web_conversations w set last_seq = last_seq + 1 from seat s where w.id = s.talk_id
      returning w.account_id, w.id, w.last_seq, s.message_id, s.case_id, s.inner_id
    ), made as (
      select jsonb_populate_record(t, jsonb_build_object('id', k.message_id, 'case_id', k.case_id,
        'conversation_id', k.inner_id, 'seq', k.last_seq, 'body_text',
        'Your kettle goes out today; this was sent '
          || (extract(epoch from clock_timestamp()) * 1000)::bigint || '.')) as c
      from messages t cross join counted k where t.id = $2::uuid
    ), message as (
      insert into messages (${columns.join(', ')}) select ${values} from made
    ), entry as (
      insert into web_entries (account_id, web_conversation_id, seq, message_id, shown_at)
      select account_id, id, last_seq, message_id, now() from counted
    )
    insert into ${told ? 'event_outbox' : 'bench_untold'}
      (account_id, id, name, subject_id, actor, facts)
    select e.account_id, uuidv7(), e.name, k.case_id, e.actor,
      replace(e.facts::text, $2::uuid::text, k.message_id::text)::jsonb
    from counted k cross join bench_event e`;
  await database.query(
    'create table bench_untold as select account_id, id, name, subject_id, actor, facts from event_outbox limit 0',
  );
  return {
    say: async (seats) => void (await database.query(said(true), [seats, templateId])),
    sayUntold: async (seats) => void (await database.query(said(false), [seats, templateId])),
    async prepareTelling() {
      const client = await database.connect();
      await client.query('begin');
      await client.query(
        `with untold as (delete from bench_untold returning *)
        insert into event_outbox (account_id, id, name, subject_id, actor, facts)
        select account_id, id, name, subject_id, actor, facts from untold`,
      );
      return async () => {
        await client.query('commit');
        client.release();
      };
    },
  };
}

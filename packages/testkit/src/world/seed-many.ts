import pg from 'pg';

export interface ManyCases {
  accountId: string;
  channelId: string;
  teamIds: readonly string[];
  memberIds: readonly string[];
  count: number;
}

/**
 * Many cases with a message, a note and an event each, written in a few statements and analysed,
 * so that plans are chosen as on a busy installation. Words: `kettle` stands in every second
 * message, `w77` now and then, `r777` rarely.
 */
export async function seedMany(ownerUrl: string, many: ManyCases): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { accountId, channelId, teamIds, memberIds, count } = many;
    await client.query('select set_config($1, $2, false)', ['app.account_id', accountId]);
    await client.query(CONTACTS, [accountId, count]);
    await client.query(CASES, [accountId, channelId, teamIds, memberIds, count]);
    await client.query(CONVERSATIONS, [accountId, channelId]);
    await client.query(MESSAGES, [accountId]);
    await client.query(NOTES, [accountId]);
    await client.query(EVENTS, [accountId]);
    await client.query(POINTS, [accountId]);
    await client.query('vacuum analyze');
  } finally {
    await client.end();
  }
}

const CONTACTS = `
  insert into contacts (account_id, id, name)
  select $1, uuidv7(), (array['Lena', 'Emre', 'Rosa', 'Jonas'])[1 + i % 4] || ' ' || md5(i::text)
  from generate_series(1, $2::int / 4) i`;

const CASES = `
  insert into cases (account_id, id, number, subject, status, waiting_until, team_id, assignee_id,
    contact_id, channel_id, tags, created_at, last_message_at, last_direction, last_in_at,
    next_due_at, held)
  select $1, uuidv7(), 100000 + i,
    (array['Rechnung', 'Lieferung', 'Kocher', 'Stundenvertretung', 'Garantie'])[1 + i % 5]
      || ' ' || md5(i::text),
    case when i % 20 = 0 then 'open' when i % 37 = 0 then 'waiting' else 'resolved' end,
    case when i % 20 <> 0 and i % 37 = 0 then now() + interval '1 day' end,
    ($3::uuid[])[1 + i % cardinality($3::uuid[])],
    case when i % 3 > 0 then ($4::uuid[])[1 + i % cardinality($4::uuid[])] end,
    (select id from contacts where account_id = $1 offset i % 50 limit 1), $2,
    case when i % 500 = 0 then array['selten'] else '{}' end,
    now() - i * interval '1 minute', now() - i * interval '1 minute', 'in',
    now() - i * interval '1 minute', case when i % 80 = 0 then now() + i * interval '1 minute' end,
    i % 900 = 0
  from generate_series(1, $5::int) i`;

const CONVERSATIONS = `
  insert into conversations (account_id, id, case_id, channel_id, contact_id, last_seq)
  select $1, uuidv7(), id, $2, contact_id, 3 from cases where account_id = $1`;

const MESSAGES = `
  insert into messages (account_id, id, conversation_id, case_id, seq, direction, author_kind,
    contact_id, channel_id, from_address, received_at, body_text, joined_because, language, search)
  select $1, uuidv7(), conversation_id, case_id, s, 'in', 'contact', contact_id, channel_id,
    'k@mail.example', last_message_at, body, '{"code": "references"}', 'en',
    search_vector('en', body)
  from (
    select v.id as conversation_id, c.id as case_id, c.contact_id, c.channel_id, c.last_message_at, s,
      case when c.number % 2 = 0 then 'kettle ' else '' end || 'w' || (c.number * 3 + s) % 200
        || ' r' || (c.number * 7 + s) % 20000 || ' ' || md5((c.number * 3 + s)::text) as body
    from cases c join conversations v on v.account_id = c.account_id and v.case_id = c.id
    cross join generate_series(1, 1) s
    where c.account_id = $1 order by c.last_message_at, s) said`;

const NOTES = `
  insert into notes (account_id, id, case_id, body_text, search)
  select $1, uuidv7(), id, 'note ' || number, search_vector('en', 'note ' || number)
  from cases where account_id = $1`;

const EVENTS = `
  insert into events (account_id, position, id, name, subject_id, actor, facts, occurred_at)
  select $1, row_number() over (), uuidv7(), 'case.opened', id, '{"kind": "system", "name": "x"}',
    '{}', created_at
  from cases where account_id = $1`;

const POINTS = `
  insert into contact_points (account_id, id, contact_id, kind, value, value_given, source_kind,
    source_name, legal_basis)
  select $1, uuidv7(), id, 'email', md5(id::text) || '@mail.example', '', 'receipt', 'x', 'contract'
  from contacts where account_id = $1`;

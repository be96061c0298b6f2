/** A step of the seeding: what the person at the screen reads, and the SQL. `$name` is replaced. */
export interface SeedStep {
  title: string;
  sql: string;
}

/**
 * Helpers of the seeding, dropped at its end. `pick(n, salt, sides)` is a die whose throws are the
 * same at every run.
 */
export const benchSchema = `
  drop schema if exists bench cascade;
  create schema bench;
  create function bench.pick(n bigint, salt int, sides int) returns int
    language sql immutable parallel safe
    return (abs(hashint8extended(n, salt) % sides))::int;
  create unlogged table bench.paragraphs (lang text, i int, text text, search tsvector);
  create unlogged table bench.subjects (lang text, i int, text text, search tsvector);
  create unlogged table bench.rare (i int primary key, text text, search tsvector);
  create unlogged table bench.people (i int primary key, text text);`;

const people: SeedStep = {
  title: '200 agents in 10 teams, 40,000 contacts',
  sql: `
    insert into teams (account_id, id, name, restricted)
      select '$account', uuidv7(), 'Team ' || to_char(n, 'FM00'), n = 10
      from generate_series(1, $teams) n;
    create unlogged table bench.teams as
      select row_number() over (order by name) as n, id from teams where name like 'Team %';
    insert into members (account_id, id, email, name, role, locale)
      select '$account', uuidv7(), 'agent' || n || '@falk.example', bench.people.text,
        case when n % 25 = 0 then 'supervisor' else 'agent' end,
        case when n % 4 = 0 then 'en' else 'de' end
      from generate_series(1, $members) n join bench.people on bench.people.i = n * 37;
    create unlogged table bench.members as
      select row_number() over (order by id) as n, id from members where email like 'agent%';
    insert into team_members (account_id, team_id, member_id)
      select distinct '$account'::uuid, t.id, m.id
      from bench.members m cross join generate_series(1, 2) k
      join bench.teams t on t.n = 1 + bench.pick(m.n * 3 + k, 1, $teams);
    insert into contacts (account_id, id, name, locale, created_at)
      select '$account', uuidv7(age), case when n % 20 = 0 then '' else text end,
        case when n % 5 < 3 then 'de' else 'en' end, now() + age
      from (select p.i as n, p.text, -interval '3 years' * (1 - p.i::float / $contacts) as age
        from bench.people p where p.i <= $contacts) x;
    create unlogged table bench.contacts as
      select row_number() over (order by id) as n, id, name, uuidv7() as point_id from contacts;
    insert into contact_points (account_id, id, contact_id, kind, value, value_given, source_kind,
        source_name, legal_basis)
      select '$account', point_id, id, 'email', mail, mail, 'receipt', 'bench', 'contract'
      from (select c.*, lower(coalesce(nullif(replace(translate(name, 'äöü', 'aou'), ' ', '.'), ''), 'post'))
        || n || '@' || (array['vogt','mail','post','web','haus'])[1 + n % 5] || '.example' as mail
        from bench.contacts c) x;
    create unique index on bench.contacts (n);
    analyze bench.contacts;`,
};

const plan: SeedStep = {
  title: 'the plan of 200,000 cases and 1,000,000 messages',
  sql: `
    create unlogged table bench.plan as
    select n, uuidv7(at - now()) as id, uuidv7(at - now()) as conversation_id, at, lang,
      1 + bench.pick(n, 2, $contacts) as contact_n,
      case when die_m < 30 then 2 when die_m < 50 then 3 when die_m < 65 then 4 when die_m < 80 then 6
        when die_m < 90 then 8 when die_m < 97 then 12 else 24 end as messages,
      case when die_s < open_below then 'open' when die_s < waiting_below then 'waiting'
        when bench.pick(n, 4, 5) = 0 then 'closed' else 'resolved' end as status,
      case when bench.pick(n, 5, 100) < 3 then 10 else 1 + bench.pick(n, 6, 9) end as team_n,
      1 + bench.pick(n, 7, $members) as member_n,
      bench.pick(n, 8, 10) < 7 as assigned,
      bench.pick(n, 9, $subjectsOfLang) as subject_i
    from (
      select n, now() - interval '3 years' * (1 - n::float / $cases) as at,
        case when n % 5 < 3 then 'de' else 'en' end as lang,
        bench.pick(n, 1, 100) as die_m, bench.pick(n, 3, 10000) as die_s,
        case when n > $cases * 0.95 then 5000 else 158 end as open_below,
        case when n > $cases * 0.95 then 7000 else 208 end as waiting_below
      from generate_series(1, $cases) n) x;
    create unique index on bench.plan (n);
    create unlogged table bench.said as
    select n, k, p.id as case_id, p.conversation_id, p.lang, p.contact_n, p.member_n, p.subject_i,
      case when k % 2 = 1 then 'in' else 'out' end as direction,
      at + least(now() - at, interval '14 days') * ((k - 1)::float / messages) as said_at,
      null::uuid as id, null::uuid as receipt_id
    from bench.plan p cross join lateral generate_series(1, p.messages) k;
    create unlogged table bench.messages as
      select row_number() over () as i, n, k, case_id, conversation_id, lang, contact_n, member_n,
        subject_i, direction, said_at, uuidv7(said_at - now()) as id,
        case when direction = 'in' then uuidv7(said_at - now()) end as receipt_id
      from (select * from bench.said order by said_at) s;
    drop table bench.said;
    analyze bench.plan; analyze bench.messages;`,
};

const cases: SeedStep = {
  title: 'cases, conversations, participants, promises',
  sql: `
    insert into cases (account_id, id, number, subject, preview, status, waiting_until, priority,
        team_id, assignee_id, contact_id, channel_id, tags, language, created_at, last_message_at,
        last_direction, last_in_at, first_answered_at, resolved_at, next_due_at, held)
      select '$account', p.id, 1000 + p.n, s.text, left(g.text, 160), p.status,
        case when p.status = 'waiting' then now() + interval '1 day' * (1 + p.n % 20) end,
        (array['normal','normal','normal','normal','low','high','urgent'])[1 + bench.pick(p.n, 10, 7)],
        t.id, case when p.assigned or p.status <> 'open' then m.id end, c.id, '$channel',
        (select coalesce(array_agg(distinct ($tags)[1 + bench.pick(p.n * 7 + x, 11, 40)]), '{}')
          from generate_series(1, bench.pick(p.n, 12, 4)) x),
        p.lang, p.at, l.last_at, case when p.messages % 2 = 1 then 'in' else 'out' end, l.last_in_at,
        case when p.messages > 3 then p.at + interval '5 hours' end,
        case when p.status in ('resolved', 'closed') then l.last_at end,
        case when p.status = 'open' then now() + interval '1 minute' * (bench.pick(p.n, 13, 4000) - 600) end,
        p.status = 'open' and bench.pick(p.n, 14, 40) = 0
      from bench.plan p
      join bench.subjects s on s.lang = p.lang and s.i = p.subject_i
      join bench.paragraphs g on g.lang = p.lang and g.i = bench.pick(p.n, 15, $paragraphsOfLang)
      join bench.teams t on t.n = p.team_n
      join bench.members m on m.n = p.member_n
      join bench.contacts c on c.n = p.contact_n
      join (select n, max(said_at) as last_at, max(said_at) filter (where direction = 'in') as last_in_at
        from bench.messages group by n) l on l.n = p.n
      order by p.n;
    insert into conversations (account_id, id, case_id, channel_id, contact_id, contact_point_id,
        subject, last_seq, created_at)
      select '$account', p.conversation_id, p.id, '$channel', c.id, c.point_id, s.text, p.messages, p.at
      from bench.plan p join bench.contacts c on c.n = p.contact_n
      join bench.subjects s on s.lang = p.lang and s.i = p.subject_i order by p.n;
    insert into case_contacts (account_id, case_id, address, contact_id, since, added_because)
      select '$account', p.id, cp.value, c.id, p.at, 'wrote'
      from bench.plan p join bench.contacts c on c.n = p.contact_n
      join contact_points cp on cp.account_id = '$account' and cp.id = c.point_id;
    insert into case_promises (account_id, id, case_id, kind, words, made_how, due_at, made_by, made_at, kept_at)
      select '$account', uuidv7(), c.id, 'first_answer', 'bench', 'policy', coalesce(c.next_due_at, c.created_at
        + interval '1 day'), '{"kind":"system","id":null,"name":"Earshot"}', c.created_at,
        case when c.next_due_at is null then c.created_at + interval '5 hours' end
      from cases c where c.account_id = '$account' and c.number > 1000;
    insert into account_counters (account_id, name, value) values ('$account', 'case', 1000 + $cases)
      on conflict (account_id, name) do update set value = excluded.value;`,
};

const messages: SeedStep = {
  title: 'messages with their words',
  sql: `
    insert into messages (account_id, id, conversation_id, case_id, seq, direction, kind, author_kind,
        author_member_id, contact_id, channel_id, receipt_id, from_name, from_address, recipients,
        subject, sent_at, received_at, body_text, external_id, joined_because, facts, language, search,
        delivery_state)
      select '$account', m.id, m.conversation_id, m.case_id, m.k, m.direction,
        case when m.k = 2 then 'confirmation' else 'message' end,
        case when m.direction = 'in' then 'contact' when m.k = 2 then 'system' else 'member' end,
        case when m.direction = 'out' and m.k > 2 then a.id end, c.id, '$channel', m.receipt_id,
        c.name, case when m.direction = 'in' then cp.value else 'support@falk.example' end,
        jsonb_build_object('to', jsonb_build_array(jsonb_build_object('name', null, 'address',
          case when m.direction = 'in' then 'support@falk.example' else cp.value end))),
        case when m.k = 1 then s.text else 'Re: ' || s.text end, m.said_at, m.said_at,
        case m.lang when 'de' then E'Guten Tag,\\n\\n' else E'Hello,\\n\\n' end || p1.text || E'\\n\\n'
          || p2.text || coalesce(E'\\n\\n' || p3.text, '') || coalesce(E'\\n\\n' || r.text || '.', '')
          || E'\\n\\n' || case m.lang when 'de' then 'Mit freundlichen Grüßen' else 'Kind regards' end
          || E'\\n' || c.name,
        m.id || '@mail.example', jsonb_build_object('code', case when m.direction = 'out' then 'written_here'
          when m.k = 1 then 'new_matter' else 'references' end),
        case when m.direction = 'in' then '$facts' else '{}' end::jsonb, m.lang,
        s.search || p1.search || p2.search || coalesce(p3.search, '') || coalesce(r.search, ''),
        case when m.direction = 'out' then 'sent' end
      from bench.messages m
      join bench.subjects s on s.lang = m.lang and s.i = m.subject_i
      join bench.paragraphs p1 on p1.lang = m.lang and p1.i = bench.pick(m.i, 21, $paragraphsOfLang)
      join bench.paragraphs p2 on p2.lang = m.lang and p2.i = bench.pick(m.i, 22, $paragraphsOfLang)
      left join bench.paragraphs p3 on p3.lang = m.lang and p3.i = bench.pick(m.i, 23, $paragraphsOfLang)
        and bench.pick(m.i, 24, 3) > 0
      left join bench.rare r on r.i = bench.pick(m.i, 25, $rareWords) and bench.pick(m.i, 26, 10) = 0
      join bench.contacts c on c.n = m.contact_n
      join contact_points cp on cp.account_id = '$account' and cp.id = c.point_id
      join bench.members a on a.n = m.member_n
      where m.i > $from and m.i <= $to order by m.i;`,
};

const around: SeedStep = {
  title: 'receipts, deliveries, attachments, notes, readings',
  sql: `
    insert into receipts (account_id, id, channel_id, source, sha256, size_bytes, received_at, state,
        understood_at, case_id, message_id)
      select '$account', receipt_id, '$channel', 'smtp', sha256(receipt_id::text::bytea), 4000, said_at,
        'understood', said_at, case_id, id from bench.messages where direction = 'in' order by i;
    insert into message_ids (account_id, external_id_hash, message_id)
      select '$account', sha256(convert_to(id || '@mail.example', 'UTF8')), id from bench.messages;
    insert into deliveries (account_id, id, message_id, recipient, channel_id, channel_kind, state,
        attempts, next_attempt_at, sent_at, created_at, server_words)
      select '$account', uuidv7(m.said_at - now()), m.id, cp.value, '$channel', 'email', 'sent', 1,
        m.said_at, m.said_at, m.said_at, '250 2.0.0 Ok'
      from bench.messages m join bench.contacts c on c.n = m.contact_n
      join contact_points cp on cp.account_id = '$account' and cp.id = c.point_id
      where m.direction = 'out' order by m.i;
    insert into attachments (account_id, id, message_id, file_name, mime_type, size_bytes, sha256,
        disposition, created_at)
      select '$account', uuidv7(said_at - now()), id, 'photo-' || i || '.jpg', 'image/jpeg', 250000,
        sha256(id::text::bytea), 'attachment', said_at
      from bench.messages where direction = 'in' and bench.pick(i, 31, 10) < 3 order by i;
    insert into notes (account_id, id, case_id, author_member_id, body_text, search, created_at)
      select '$account', uuidv7(m.said_at - now()), m.case_id, a.id, p.text, p.search, m.said_at
      from bench.messages m join bench.members a on a.n = m.member_n
      join bench.paragraphs p on p.lang = m.lang and p.i = bench.pick(m.i, 32, $paragraphsOfLang)
      where m.k = 3 and bench.pick(m.i, 33, 3) = 0 order by m.i;
    insert into case_readings (account_id, case_id, member_id, read_at)
      select '$account', c.id, c.assignee_id, c.last_message_at from cases c
      where c.account_id = '$account' and c.assignee_id is not null and bench.pick(c.number, 34, 10) < 8;
    insert into case_participants (account_id, case_id, member_id, reason)
      select distinct '$account'::uuid, p.id, m.id, 'bench' from bench.plan p
      join bench.members m on m.n = 1 + bench.pick(p.n, 35, $members) where bench.pick(p.n, 36, 20) = 0;
    insert into case_tags (account_id, name) select '$account', unnest($tags) on conflict do nothing;`,
};

const events: SeedStep = {
  title: 'events',
  sql: `
    insert into events (account_id, position, id, name, subject_id, actor, facts, occurred_at)
      select '$account', $position + row_number() over (order by at, kind), uuidv7(at - now()), name,
        case_id, '{"kind":"system","id":null,"name":"Earshot"}', '{}', at
      from (
        select 1 as kind, case when direction = 'in' then 'message.received' else 'message.sent' end as name,
          case_id, said_at as at from bench.messages
        union all select 0, 'case.opened', id, at from bench.plan
        union all select 2, 'case.assigned', id, at from bench.plan where assigned
        union all select 3, 'case.status_changed', c.id, c.resolved_at from cases c
          where c.account_id = '$account' and c.resolved_at is not null
      ) x order by at, kind;
    insert into event_positions (account_id, last_position)
      select '$account', max(position) from events
      on conflict (account_id) do update set last_position = excluded.last_position;
    -- As after some years of work; what follows from the last of it is left to the first run.
    update consumer_positions c set position = p.last_position
        - case when c.consumer = 'trail' then least(p.last_position, 20000) else 0 end
      from event_positions p where p.account_id = '$account' and c.account_id = p.account_id;
    insert into notifications (account_id, id, member_id, kind, case_id, created_at, read_at)
      select '$account', uuidv7(c.last_message_at - now()), c.assignee_id, 'contact_wrote', c.id,
        c.last_message_at, case when c.status <> 'open' then c.last_message_at end
      from cases c where c.account_id = '$account' and c.assignee_id is not null
        and c.created_at > now() - interval '30 days';`,
};

/** In this order; `messages` is run batch by batch. */
export const seedSteps = { people, plan, cases, messages, around, events };

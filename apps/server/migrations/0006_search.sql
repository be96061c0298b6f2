create extension if not exists pg_trgm;
create extension if not exists unaccent;

-- Copies of the built-in configurations that strip accents before stemming: Kündigung finds kundigung.
create text search configuration earshot_de (copy = pg_catalog.german);
alter text search configuration earshot_de alter mapping for hword, hword_part, word with unaccent, german_stem;
create text search configuration earshot_en (copy = pg_catalog.english);
alter text search configuration earshot_en alter mapping for hword, hword_part, word with unaccent, english_stem;
create text search configuration earshot_simple (copy = pg_catalog.simple);
alter text search configuration earshot_simple alter mapping for hword, hword_part, word with unaccent, simple;

-- What was written lately waits in a list that every search reads whole, 5 ms at the usual 4 MB, and that
-- one writer in thousands puts in its place while others wait for it: so it stays short.
create index cases_subject_trigram on cases using gin (lower(subject) gin_trgm_ops)
  with (gin_pending_list_limit = 512);
-- Only cases that carry a tag: taking up a mail does not pay for it.
create index cases_tags on cases using gin (tags) where tags <> '{}';
create index contacts_name_trigram on contacts using gin (lower(name) gin_trgm_ops)
  with (gin_pending_list_limit = 512);
create index contact_points_trigram on contact_points using gin (value gin_trgm_ops)
  with (gin_pending_list_limit = 512) where removed_at is null;

create function search_vector(language text, body text) returns tsvector
  language sql immutable parallel safe
  return to_tsvector(
    case language when 'de' then 'earshot_de'::regconfig when 'en' then 'earshot_en'::regconfig
      else 'earshot_simple'::regconfig end,
    -- To count 200,000 characters costs as much as a tenth of finding the words.
    case when octet_length(body) <= 200000 then body else left(body, 200000) end);
comment on function search_vector(text, text) is
  'Words of a text by its language; the first 200,000 characters (a tsvector holds 1 MB at most).';

-- Under row-level security @@ and ilike are not leakproof, so their indexes are not used: 200 times slower.
-- These functions run as the owner and filter by the account of the transaction themselves.
create function search_query(q text) returns tsquery
  language plpgsql immutable parallel safe set search_path = public as $$
declare
  words tsquery := websearch_to_tsquery('earshot_de', q);
  other tsquery;
begin
  foreach other in array array[websearch_to_tsquery('earshot_en', q), websearch_to_tsquery('earshot_simple', q)] loop
    -- Said twice, a word would be taken for twice as frequent.
    if numnode(words) = 0 then words := other;
    elsif numnode(other) > 0 and not words @> other then words := words || other;
    end if;
  end loop;
  return words;
end
$$;
comment on function search_query(text) is 'What somebody typed, as words of either language.';

-- Something rare is looked up in the index. Something frequent stands in too many rows to read and sort
-- them all: the newest rows are read instead, until enough of them hold it. PostgreSQL’s own estimate of
-- the two costs ignores how wide a row is and how scattered those found by the index lie, so the choice
-- is made here: one of those costs about four times a row passed on the way. Words that belong
-- together stand together more often than PostgreSQL expects, two to three times. Volatile only because
-- it asks EXPLAIN.
create function is_frequent(condition text, place regclass, enough int, are_several boolean) returns boolean
  language plpgsql volatile set search_path = public as $$
declare
  plan json;
  expected float8;
  everything float8;
begin
  execute format('explain (format json) select from %s where %s', place, condition) into plan;
  expected := greatest((plan->0->'Plan'->>'Plan Rows')::float8, 1);
  if are_several then expected := expected * 2; end if;
  select greatest(reltuples, 1) into everything from pg_class where oid = place;
  return expected * 4 > enough * everything / expected;
end
$$;
comment on function is_frequent(text, regclass, int, boolean) is
  'Whether reading the newest rows finds enough that fulfil the condition sooner than its index does.';

create function search_message_cases(q text, most int) returns table (case_id uuid)
  language plpgsql volatile security definer set search_path = public as $$
declare
  words tsquery := search_query(q);
  enough constant int := least(most, 100);
  seen int;
begin
  if numnode(words) = 0 then return; end if;
  if is_frequent(format('search @@ %L::tsquery', words), 'messages', enough, words::text ~ '[&<]') then
    return query select recent.case_id from (
        select m.case_id, m.search from messages m
        where m.account_id = current_account_id() order by m.id desc limit 100000) recent
      where recent.search @@ words limit enough;
    get diagnostics seen = row_count;
    -- Fewer: it was frequent once.
    if seen = enough then return; end if;
  end if;
  return query select m.case_id from messages m
    where m.account_id = current_account_id() and m.search @@ words
    order by m.received_at desc limit most;
end
$$;
comment on function search_message_cases(text, int) is
  'Cases whose messages hold the words, newest first; of a frequent word the newest only. One may come twice.';

create function search_note_cases(q text, most int) returns table (case_id uuid)
  language plpgsql volatile security definer set search_path = public as $$
declare
  words tsquery := search_query(q);
  enough constant int := least(most, 100);
  seen int;
begin
  if numnode(words) = 0 then return; end if;
  if is_frequent(format('search @@ %L::tsquery', words), 'notes', enough, words::text ~ '[&<]') then
    return query select recent.case_id from (
        select n.case_id, n.search from notes n
        where n.account_id = current_account_id() order by n.id desc limit 100000) recent
      where recent.search @@ words limit enough;
    get diagnostics seen = row_count;
    if seen = enough then return; end if;
  end if;
  return query select n.case_id from notes n
    where n.account_id = current_account_id() and n.search @@ words
    order by n.created_at desc limit most;
end
$$;
comment on function search_note_cases(text, int) is
  'Cases whose notes hold the words, as of messages; a removed note has none.';

create function search_messages_of(q text, case_ids uuid[]) returns table (case_id uuid)
  language sql stable security definer set search_path = public
  begin atomic
    select distinct m.case_id from messages m
    where m.account_id = current_account_id() and m.case_id = any(case_ids)
      and m.search @@ (select search_query(q));
  end;
comment on function search_messages_of(text, uuid[]) is 'Those of the cases whose messages hold the words.';

-- The look-up is fenced (offset 0): of 200,000 cases PostgreSQL rather read 30,000 one by one.
create function search_subject_cases(q text, most int) returns table (case_id uuid)
  language plpgsql volatile security definer set search_path = public as $$
declare
  pattern constant text := '%' || replace(replace(replace(lower(q), '\', '\\'), '%', '\%'), '_', '\_') || '%';
  enough constant int := least(most, 100);
  seen int;
begin
  if is_frequent(format('lower(subject) like %L', pattern), 'cases', enough, false) then
    return query select recent.id from (
        select c.id, c.subject from cases c
        where c.account_id = current_account_id() and c.deleted_at is null and c.merged_into_id is null
        order by c.last_message_at desc, c.id desc limit 100000) recent
      where lower(recent.subject) like pattern limit enough;
    get diagnostics seen = row_count;
    if seen = enough then return; end if;
  end if;
  return query select found.id from (
      select c.id, c.last_message_at from cases c
      where c.account_id = current_account_id() and c.deleted_at is null and c.merged_into_id is null
        and lower(c.subject) like pattern offset 0) found
    order by found.last_message_at desc
    limit most;
end
$$;
comment on function search_subject_cases(text, int) is
  'Cases whose subject contains the letters, also inside a compound: Vertretung finds Stundenvertretung; as of messages.';

create function search_tag_cases(tag text, most int) returns table (case_id uuid)
  language sql stable security definer set search_path = public
  begin atomic
    select c.id from cases c
    where c.account_id = current_account_id() and c.tags <> '{}' and c.tags @> array[tag]
    limit most;
  end;
comment on function search_tag_cases(text, int) is 'Cases that carry the tag, in no order.';

create function search_contacts(q text, most int) returns table (contact_id uuid)
  language sql stable security definer set search_path = public
  begin atomic
    (select c.id from contacts c
    where c.account_id = current_account_id() and lower(c.name) like
      '%' || replace(replace(replace(lower(q), '\', '\\'), '%', '\%'), '_', '\_') || '%'
    limit most)
    union
    (select p.contact_id from contact_points p
    where p.account_id = current_account_id() and p.removed_at is null and p.value like
      '%' || replace(replace(replace(lower(q), '\', '\\'), '%', '\%'), '_', '\_') || '%'
    limit most);
  end;
comment on function search_contacts(text, int) is 'Contacts by part of a name, address or number.';

revoke execute on all functions in schema public from public;
grant execute on function current_account_id() to earshot_app, earshot_system;
grant execute on function search_vector(text, text), search_query(text), search_message_cases(text, int),
  search_messages_of(text, uuid[]), search_note_cases(text, int), search_subject_cases(text, int), search_tag_cases(text, int),
  search_contacts(text, int) to earshot_app;

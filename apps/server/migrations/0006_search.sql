create extension if not exists pg_trgm;
create extension if not exists unaccent;

-- Copies of the built-in configurations that strip accents before stemming: Kündigung finds kundigung.
create text search configuration earshot_de (copy = pg_catalog.german);
alter text search configuration earshot_de alter mapping for hword, hword_part, word with unaccent, german_stem;
create text search configuration earshot_en (copy = pg_catalog.english);
alter text search configuration earshot_en alter mapping for hword, hword_part, word with unaccent, english_stem;
create text search configuration earshot_simple (copy = pg_catalog.simple);
alter text search configuration earshot_simple alter mapping for hword, hword_part, word with unaccent, simple;

create index cases_subject_trigram on cases using gin (lower(subject) gin_trgm_ops);
create index contacts_name_trigram on contacts using gin (lower(name) gin_trgm_ops);
create index contact_points_trigram on contact_points using gin (value gin_trgm_ops) where removed_at is null;

create function search_vector(language text, body text) returns tsvector
  language sql immutable parallel safe
  return to_tsvector(
    case language when 'de' then 'earshot_de'::regconfig when 'en' then 'earshot_en'::regconfig
      else 'earshot_simple'::regconfig end,
    left(body, 200000));
comment on function search_vector(text, text) is
  'Words of a text by its language; the first 200,000 characters (a tsvector holds 1 MB at most).';

-- Under row-level security @@ and ilike are not leakproof, so their indexes are not used: 200 times slower.
-- These functions run as the owner and filter by the account of the transaction themselves.
create function search_message_cases(q text, most int) returns table (case_id uuid)
  language sql stable security definer set search_path = public
  begin atomic
    select m.case_id from messages m
    where m.account_id = current_account_id()
      and m.search @@ (websearch_to_tsquery('earshot_de', q) || websearch_to_tsquery('earshot_en', q)
        || websearch_to_tsquery('earshot_simple', q))
    order by m.received_at desc
    limit most;
  end;
comment on function search_message_cases(text, int) is 'Cases whose messages hold the words, newest first.';

create function search_note_cases(q text, most int) returns table (case_id uuid)
  language sql stable security definer set search_path = public
  begin atomic
    select n.case_id from notes n
    where n.account_id = current_account_id() and n.deleted_at is null
      and n.search @@ (websearch_to_tsquery('earshot_de', q) || websearch_to_tsquery('earshot_en', q)
        || websearch_to_tsquery('earshot_simple', q))
    order by n.created_at desc
    limit most;
  end;
comment on function search_note_cases(text, int) is 'Cases whose notes hold the words, newest first.';

create function search_subject_cases(q text, most int) returns table (case_id uuid)
  language sql stable security definer set search_path = public
  begin atomic
    select c.id from cases c
    where c.account_id = current_account_id() and lower(c.subject) like
      '%' || replace(replace(replace(lower(q), '\', '\\'), '%', '\%'), '_', '\_') || '%'
    order by c.last_message_at desc
    limit most;
  end;
comment on function search_subject_cases(text, int) is
  'Cases whose subject contains the letters, also inside a compound: Vertretung finds Stundenvertretung.';

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
grant execute on function search_vector(text, text), search_message_cases(text, int),
  search_note_cases(text, int), search_subject_cases(text, int), search_contacts(text, int) to earshot_app;

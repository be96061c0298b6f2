create table articles (
  account_id uuid not null references accounts (id),
  id uuid not null,
  locale text not null check (locale in ('de', 'en', 'es', 'pt')),
  title text not null check (title <> ''),
  body_text text not null check (body_text <> ''),
  url text,
  search tsvector not null generated always as (
    setweight(search_vector(locale, title), 'A') || setweight(search_vector(locale, body_text), 'B')
  ) stored,
  published_at timestamptz,
  changed_by jsonb not null,
  changed_at timestamptz not null,
  deleted_at timestamptz,
  primary key (account_id, id)
);
create index articles_titles on articles (account_id, lower(title), id) where deleted_at is null;
comment on table articles is 'articles: answers that hold for many, found before somebody writes and quoted by agents.';
comment on column articles.body_text is 'Plain text; an empty line parts paragraphs.';
comment on column articles.url is 'Where it stands in full on pages of the organisation; null: only here.';
comment on column articles.published_at is 'Null: a draft that only members see.';

create function article_words(language text, said text) returns tsquery
  language sql immutable parallel safe set search_path = public
  return (
    select coalesce(string_agg(quote_literal(lexeme), ' | '), '')::tsquery
    from unnest(tsvector_to_array(search_vector(language, left(said, 2000)))) as lexeme
  );
comment on function article_words(text, text) is
  'Any of the words somebody wrote: whoever describes a matter does not say what its article says word by word.';

alter table articles enable row level security;
create policy account on articles to earshot_app using (account_id = current_account_id());
grant select, insert, update, delete on articles to earshot_app;

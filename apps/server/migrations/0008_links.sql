create table page_links (
  account_id uuid not null references accounts (id),
  id uuid not null,
  kind text not null check (kind in ('contact', 'seat')),
  case_id uuid not null,
  address text not null,
  made_at timestamptz not null,
  used_at timestamptz,
  revoked_at timestamptz,
  revoked_by jsonb,
  primary key (account_id, id),
  foreign key (account_id, case_id) references cases (account_id, id)
);
create unique index page_links_live on page_links (account_id, case_id, kind, address)
  where revoked_at is null;
create index page_links_case on page_links (account_id, case_id, kind, address);
create index page_links_id on page_links (id);
comment on table page_links is
  'links: the page of a case that one address may open; the link is made from the row and a key, never kept.';
comment on column page_links.id is
  'Follows from case, address and how many links were revoked before: the same link however often it is made.';

comment on column page_links.used_at is
  'When it was followed or mailed again last, where links run out by that (ways back into chats); else null.';

create table page_openings (
  account_id uuid not null,
  id uuid not null,
  link_id uuid not null,
  case_id uuid not null,
  what text not null check (what in ('page', 'file')),
  opened_at timestamptz not null,
  primary key (account_id, id),
  foreign key (account_id, link_id) references page_links (account_id, id)
);
create index page_openings_link on page_openings (account_id, link_id, opened_at);
comment on table page_openings is
  'links: access record of the pages outside: which link, when; who is the address of the link.';

create table case_seats (
  account_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  link_id uuid not null,
  message_id uuid,
  name text not null,
  address text not null,
  locale text not null check (locale in ('de', 'en', 'es', 'pt')),
  question text not null,
  summary text not null default '',
  shows_notes boolean not null default false,
  invited_by jsonb not null,
  invited_at timestamptz not null,
  expires_at timestamptz not null,
  opened_at timestamptz,
  answered_at timestamptz,
  revoked_at timestamptz,
  revoked_by jsonb,
  primary key (account_id, id),
  foreign key (account_id, case_id) references cases (account_id, id),
  foreign key (account_id, link_id) references page_links (account_id, id)
);
create index case_seats_case on case_seats (account_id, case_id);
create index case_seats_link on case_seats (account_id, link_id);
comment on table case_seats is
  'case-pages: somebody drawn into one case by mail address: what they were asked, what they see, until when.';
comment on column case_seats.message_id is 'The invitation: a message of a side conversation.';
comment on column case_seats.shows_notes is 'They read the internal notes too; the conversation always.';

alter table receipts drop constraint receipts_source_check;
alter table receipts add constraint receipts_source_check
  check (source in ('smtp', 'lmtp', 'imap', 'import', 'page'));
comment on column receipts.source is 'page: written on the page of a case; envelope.page says as what.';

do $$
declare t text;
begin
  foreach t in array array['page_links', 'page_openings', 'case_seats'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy account on %I to earshot_app using (account_id = current_account_id())', t);
    execute format('grant select, insert, update, delete on %I to earshot_app', t);
  end loop;
  -- Which account a link belongs to; everything else is read as earshot_app.
  create policy system on page_links to earshot_system using (true);
  grant select on page_links to earshot_system;
end
$$;

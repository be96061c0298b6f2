create table contacts (
  account_id uuid not null references accounts (id),
  id uuid not null,
  name text not null default '',
  locale text check (locale in ('de', 'en', 'es', 'pt')),
  created_at timestamptz not null default now(),
  primary key (account_id, id)
);
comment on table contacts is 'contacts: the person or firm on the other side.';
comment on column contacts.name is 'Empty where nobody said a name; screens then show the main point.';

create table contact_points (
  account_id uuid not null,
  id uuid not null,
  contact_id uuid not null,
  kind text not null check (kind in ('email', 'phone', 'handle', 'postal', 'device')),
  value text not null check (value <> ''),
  value_given text not null,
  source_kind text not null
    check (source_kind in ('receipt', 'import', 'form', 'member', 'third_person')),
  source_id uuid,
  source_name text not null,
  legal_basis text not null
    check (legal_basis in ('contract', 'legitimate_interest', 'consent', 'legal_duty')),
  purposes text[] not null default '{case}',
  verified_at timestamptz,
  verified_how text,
  created_at timestamptz not null default now(),
  removed_at timestamptz,
  primary key (account_id, id),
  foreign key (account_id, contact_id) references contacts (account_id, id)
);
create unique index contact_points_value on contact_points (account_id, kind, value)
  where removed_at is null;
create index contact_points_contact on contact_points (account_id, contact_id);
comment on table contact_points is
  'contacts: an address, number or handle, with where it came from and why it may be kept.';
comment on column contact_points.value is 'Normalised: e-mail in lower case with an ASCII domain, phone in E.164.';
comment on column contact_points.source_id is 'The receipt, import, form or member, by source_kind.';
comment on column contact_points.purposes is 'What it may be used for: case = answering the contact’s own matters.';

create table contact_links (
  account_id uuid not null,
  id uuid not null,
  contact_id uuid not null,
  linked_contact_id uuid not null check (linked_contact_id <> contact_id),
  reason text not null default '',
  created_by uuid,
  created_at timestamptz not null default now(),
  removed_at timestamptz,
  removed_by uuid,
  primary key (account_id, id),
  foreign key (account_id, contact_id) references contacts (account_id, id),
  foreign key (account_id, linked_contact_id) references contacts (account_id, id)
);
create unique index contact_links_linked on contact_links (account_id, linked_contact_id)
  where removed_at is null;
create index contact_links_contact on contact_links (account_id, contact_id) where removed_at is null;
comment on table contact_links is
  'contacts: two contacts are the same person. Merging moves no row; removing the link un-merges.';

create table accounts (
  id uuid primary key,
  name text not null check (name <> ''),
  locale text not null check (locale in ('de', 'en')),
  contact_language text check (contact_language in ('de', 'en', 'es', 'pt')),
  time_zone text not null,
  created_at timestamptz not null default now()
);
comment on table accounts is 'accounts: one organisation that uses Earshot; all its data hang on it.';
comment on column accounts.contact_language is 'In which contacts are addressed where theirs is not known; null: as locale, which members read.';
alter table accounts enable row level security;
create policy account on accounts to earshot_app using (id = current_account_id());
create policy system on accounts to earshot_system using (true);
grant select, insert, update on accounts to earshot_app;
grant select, insert on accounts to earshot_system;

create table account_counters (
  account_id uuid not null references accounts (id),
  name text not null,
  value bigint not null default 0,
  primary key (account_id, name)
);
comment on table account_counters is
  'cases: numbers for people, such as case numbers; taken in blocks outside the business transaction.';

create table members (
  account_id uuid not null references accounts (id),
  id uuid not null,
  email text not null check (email = lower(email)),
  name text not null check (name <> ''),
  role text not null check (role in ('administrator', 'supervisor', 'agent', 'colleague')),
  locale text not null check (locale in ('de', 'en')),
  password_hash text,
  created_at timestamptz not null default now(),
  deactivated_at timestamptz,
  primary key (account_id, id),
  unique (account_id, email)
);
create index members_email on members (email);
comment on table members is 'members: a person of the organisation with a login.';
comment on column members.password_hash is 'argon2id with its parameters (RFC 9106); null: cannot sign in by password.';

create table teams (
  account_id uuid not null references accounts (id),
  id uuid not null,
  name text not null check (name <> ''),
  signature text not null default '',
  restricted boolean not null default false,
  created_at timestamptz not null default now(),
  deleted_at timestamptz,
  primary key (account_id, id)
);
create unique index teams_name on teams (account_id, lower(name)) where deleted_at is null;
comment on table teams is 'members: people who own cases together.';
comment on column teams.restricted is 'Only its members, supervisors and administrators read its cases.';

create table team_members (
  account_id uuid not null,
  team_id uuid not null,
  member_id uuid not null,
  primary key (account_id, team_id, member_id),
  foreign key (account_id, team_id) references teams (account_id, id),
  foreign key (account_id, member_id) references members (account_id, id)
);
create index team_members_member on team_members (account_id, member_id);
comment on table team_members is 'members: who belongs to which team.';

create table invitations (
  account_id uuid not null references accounts (id),
  id uuid not null,
  email text not null,
  name text not null,
  role text not null check (role in ('administrator', 'supervisor', 'agent', 'colleague')),
  locale text not null,
  team_ids uuid[] not null default '{}',
  token_hash bytea not null unique,
  invited_by jsonb not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  accepted_at timestamptz,
  revoked_at timestamptz,
  primary key (account_id, id)
);
create index invitations_email on invitations (account_id, email);
comment on table invitations is 'members: links by which a person becomes a member; the token is kept as SHA-256 only.';

create table sessions (
  account_id uuid not null,
  id uuid not null,
  member_id uuid not null,
  token_hash bytea not null unique,
  offered_token_hash bytea,
  previous_token_hash bytea,
  csrf_token text not null,
  device text not null default '',
  address text,
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  rotated_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  primary key (account_id, id),
  foreign key (account_id, member_id) references members (account_id, id)
);
create index sessions_member on sessions (account_id, member_id) where revoked_at is null;
create unique index sessions_offered on sessions (offered_token_hash) where offered_token_hash is not null;
create index sessions_previous on sessions (previous_token_hash) where previous_token_hash is not null;
comment on table sessions is 'sessions: devices on which a member is signed in; tokens as SHA-256 only.';
comment on column sessions.offered_token_hash is
  'The next token, from the answer that brought it until it is first used; until then the present one stays good.';
comment on column sessions.previous_token_hash is
  'The token before the last rotation, or an offer that was not taken up: honoured for a minute after it (requests in flight), later a sign of theft.';
comment on column sessions.rotated_at is 'When a token was last offered or taken up.';
comment on column sessions.address is 'Network prefix (/24 or /48), never the full address.';

create table password_resets (
  account_id uuid not null,
  id uuid not null,
  member_id uuid not null,
  token_hash bytea not null unique,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (account_id, id),
  foreign key (account_id, member_id) references members (account_id, id)
);
comment on table password_resets is 'sessions: one-time links to choose a new password.';

create table sign_in_failures (
  id uuid primary key,
  key bytea not null,
  failed_at timestamptz not null default now()
);
create index sign_in_failures_key on sign_in_failures (key, failed_at);
comment on table sign_in_failures is
  'sessions: tries that count against a limit, swept after a day. Written before the password is checked, taken back when it was right.';
comment on column sign_in_failures.key is 'SHA-256 of what is limited: a network prefix, an e-mail address or a member.';

create table api_keys (
  account_id uuid not null references accounts (id),
  id uuid not null,
  name text not null,
  hint text not null,
  secret_hash bytea not null unique,
  scopes text[] not null check (cardinality(scopes) > 0),
  created_by uuid,
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz,
  primary key (account_id, id)
);
comment on table api_keys is 'keys: logins of programs; the secret is kept as SHA-256 only.';

create table audit_entries (
  account_id uuid not null references accounts (id),
  id uuid not null,
  at timestamptz not null default now(),
  actor jsonb not null,
  action text not null,
  subject_kind text,
  subject_id uuid,
  detail jsonb not null default '{}',
  primary key (account_id, id)
);
comment on table audit_entries is 'keys: every administrative act; never changed, never deleted by the product.';

do $$
declare t text;
begin
  foreach t in array array['account_counters', 'members', 'teams', 'team_members', 'invitations',
                           'sessions', 'password_resets', 'api_keys', 'audit_entries'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy account on %I to earshot_app using (account_id = current_account_id())', t);
  end loop;
  foreach t in array array['account_counters', 'members', 'team_members', 'teams', 'invitations',
                           'sessions', 'password_resets', 'api_keys'] loop
    execute format('create policy system on %I to earshot_system using (true)', t);
    execute format('grant select on %I to earshot_system', t);
  end loop;
end
$$;
grant select, insert, update, delete on members, teams, team_members, invitations, sessions,
  password_resets, api_keys, account_counters to earshot_app;
grant select, insert on audit_entries to earshot_app;
grant insert, update on account_counters to earshot_system;
grant update, delete on sessions, password_resets to earshot_system;
grant select, insert, delete on sign_in_failures to earshot_system;

-- Whoever founds the first account claims the installation in the same transaction. earshot_app may not
-- touch the table itself; the row lock lets one of two claims win.
create function claim_installation(token_sha256 text, account_id uuid) returns boolean
  language sql security definer set search_path = public
  begin atomic
    update installation
    set value = jsonb_build_object('claimed_at', now(), 'account_id', account_id)
    where name = 'setup' and value ->> 'token_sha256' = token_sha256
    returning true;
  end;
comment on function claim_installation(text, uuid) is
  'True once: for the one who holds the present set-up token (SHA-256 in hex).';
revoke execute on function claim_installation(text, uuid) from public;
grant execute on function claim_installation(text, uuid) to earshot_app;

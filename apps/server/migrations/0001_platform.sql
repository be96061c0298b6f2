-- The serving roles. The owner (who migrates) is neither: what serves never bypasses row-level security.
-- earshot_app sees one account at a time; earshot_system sees the few work lists named in its policies.
do $$
begin
  if not exists (select from pg_roles where rolname = 'earshot_app') then
    create role earshot_app nologin nobypassrls;
  end if;
  if not exists (select from pg_roles where rolname = 'earshot_system') then
    create role earshot_system nologin nobypassrls;
  end if;
exception when duplicate_object then null; -- another database of this cluster migrates at this moment
end
$$;

do $$
begin
  execute format('grant earshot_app, earshot_system to %I', current_user);
exception when others then
  if not pg_has_role(current_user, 'earshot_app', 'member') then raise; end if;
end
$$;

grant usage on schema public to earshot_app, earshot_system;

-- Fails closed: without the setting the cast raises and no row is seen.
create function current_account_id() returns uuid
  language sql stable parallel safe
  return current_setting('app.account_id')::uuid;
comment on function current_account_id() is 'The account of this transaction, set by withAccount.';

create table event_outbox (
  account_id uuid not null,
  id uuid not null,
  name text not null check (name ~ '^[a-z_]+\.[a-z_]+$'),
  subject_id uuid,
  actor jsonb not null,
  facts jsonb not null default '{}',
  occurred_at timestamptz not null default now(),
  primary key (account_id, id)
);
comment on table event_outbox is
  'platform: events of committed transactions on their way to the log; the relay claims and deletes.';
comment on column event_outbox.id is 'UUIDv7 made after the row locks were taken: orders the claim.';

create table events (
  account_id uuid not null,
  position bigint not null check (position > 0),
  id uuid not null,
  name text not null,
  subject_id uuid,
  actor jsonb not null,
  facts jsonb not null,
  occurred_at timestamptz not null,
  primary key (account_id, position)
);
create index events_subject on events (account_id, subject_id, position);
comment on table events is
  'platform: append-only log; one row per state change. Consumers resume by position.';
comment on column events.position is
  'Gap-free per account; given by the relay, so writers do not queue behind one another.';
comment on column events.actor is '{kind: member|key|contact|system, id, name}';
comment on column events.subject_id is 'What the event is about, usually the case.';

create table event_positions (
  account_id uuid primary key,
  last_position bigint not null default 0
);
comment on table event_positions is 'platform: last position given out, per account.';

create table consumer_positions (
  account_id uuid not null,
  consumer text not null,
  position bigint not null default 0,
  primary key (account_id, consumer)
);
comment on table consumer_positions is
  'platform: how far each consumer got; moved in the transaction of its effects.';

create table jobs (
  account_id uuid not null,
  id uuid not null,
  name text not null,
  key text,
  payload jsonb not null default '{}',
  run_at timestamptz not null default now(),
  attempts int not null default 0,
  locked_until timestamptz,
  last_error text,
  dead_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (account_id, id)
);
create index jobs_due on jobs (run_at) where dead_at is null;
create unique index jobs_key on jobs (account_id, name, key) where key is not null and dead_at is null;
comment on table jobs is 'platform: work for later; a finished job is deleted, a dead one kept with its reason.';
comment on column jobs.key is 'One waiting job per (name, key).';
comment on column jobs.locked_until is 'Lease of the worker that runs it; past it another may take over.';

do $$
declare t text;
begin
  foreach t in array array['event_outbox', 'events', 'event_positions', 'consumer_positions', 'jobs'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy account on %I to earshot_app using (account_id = current_account_id())', t);
    execute format('create policy system on %I to earshot_system using (true)', t);
  end loop;
end
$$;
grant select, insert on event_outbox, jobs to earshot_app;
grant select on events, event_positions to earshot_app;
grant select, insert, update on consumer_positions to earshot_app;
grant update, delete on jobs to earshot_app;
grant select, insert, update, delete on event_outbox, events, event_positions, consumer_positions, jobs
  to earshot_system;

create table installation (
  name text primary key,
  value jsonb not null
);
comment on table installation is
  'accounts: facts of this installation that belong to no account, such as the set-up token.';
grant select, insert, update, delete on installation to earshot_system;

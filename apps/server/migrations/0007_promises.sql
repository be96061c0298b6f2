create table work_calendars (
  account_id uuid not null references accounts (id),
  id uuid not null,
  name text not null check (name <> ''),
  time_zone text not null,
  hours jsonb not null,
  holidays jsonb not null default '[]',
  holiday_set text,
  created_at timestamptz not null default now(),
  deleted_at timestamptz,
  primary key (account_id, id)
);
comment on table work_calendars is 'promises: when we work; due times are counted on it.';
comment on column work_calendars.hours is
  '[{weekday 1-7 (ISO 8601), from HH:MM, to HH:MM}]; to not after from ends on the next day.';
comment on column work_calendars.holidays is '[{date, name}] of this calendar alone.';
comment on column work_calendars.holiday_set is 'A ready set such as de-BE, made from rules for every year.';

create table sla_policies (
  account_id uuid not null references accounts (id),
  id uuid not null,
  name text not null check (name <> ''),
  position int not null check (position > 0),
  enabled boolean not null default true,
  conditions jsonb not null default '{}',
  targets jsonb not null,
  words jsonb not null default '{}',
  calendar_id uuid,
  warn_percent int not null default 20 check (warn_percent between 0 and 90),
  pack_id text,
  created_at timestamptz not null default now(),
  deleted_at timestamptz,
  primary key (account_id, id),
  foreign key (account_id, calendar_id) references work_calendars (account_id, id)
);
comment on table sla_policies is
  'promises: which promises a case gets. The first enabled one by position that matches decides.';
comment on column sla_policies.conditions is
  '{channel_ids, team_ids, priorities, tags}: every list that is not empty must hold one of the case’s.';
comment on column sla_policies.targets is
  '{first_answer, answer, resolution, update}: {minutes | working_days, pauses} or null.';
comment on column sla_policies.words is '{de, en}: {kind: text with {due}}; what is missing has our own words.';
comment on column sla_policies.calendar_id is 'Null: round the clock.';
comment on column sla_policies.warn_percent is
  'How early somebody is told that a promise looks unkept: share of its time, at least 15 minutes.';
comment on column sla_policies.pack_id is 'The policy pack that made it.';

create table sla_clocks (
  account_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  kind text not null check (kind in ('first_answer', 'answer', 'resolution', 'update')),
  policy_id uuid,
  calendar_id uuid,
  target_minutes int,
  target_days int,
  pauses boolean not null default false,
  started_at timestamptz not null,
  primary key (account_id, id),
  foreign key (account_id, case_id) references cases (account_id, id)
);
create index sla_clocks_case on sla_clocks (account_id, case_id);
comment on table sla_clocks is
  'promises: a policy’s clock for one case: this row is its start. Re-opening starts another.';
comment on column sla_clocks.policy_id is 'Null: the hours of the channel.';
comment on column sla_clocks.pauses is 'Whether waiting for the contact stops it.';

create table sla_clock_events (
  account_id uuid not null,
  id uuid not null,
  clock_id uuid not null,
  name text not null check (name in ('paused', 'resumed', 'replanned', 'stopped')),
  reason text not null default '',
  left_minutes double precision,
  due_at timestamptz,
  at timestamptz not null,
  primary key (account_id, id),
  foreign key (account_id, clock_id) references sla_clocks (account_id, id)
);
create index sla_clock_events_clock on sla_clock_events (account_id, clock_id, id);
comment on table sla_clock_events is 'promises: what happened to a clock after its start.';
comment on column sla_clock_events.left_minutes is 'Working minutes that were left when it was paused.';
comment on column sla_clock_events.due_at is 'Due time of its promise from then on.';

create table case_promises (
  account_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  kind text not null
    check (kind in ('first_answer', 'answer', 'resolution', 'update', 'callback', 'other')),
  words text not null,
  language text not null default 'en' check (language in ('de', 'en', 'es', 'pt')),
  due_at timestamptz not null,
  made_how text not null check (made_how in ('policy', 'agent', 'callback')),
  made_by jsonb not null,
  made_at timestamptz not null,
  because jsonb,
  clock_id uuid,
  team_id uuid,
  channel_id uuid,
  warn_at timestamptz,
  warned_at timestamptz,
  told_at timestamptz,
  paused_at timestamptz,
  kept_at timestamptz,
  kept_how text check (kept_how in ('answer', 'click', 'resolved')),
  broken_at timestamptz,
  withdrawn_at timestamptz,
  renegotiated_to_id uuid,
  renegotiated_because text,
  moved_by text check (moved_by in ('member', 'policy')),
  look_at timestamptz generated always as (
    case when kept_at is not null or withdrawn_at is not null or paused_at is not null
        or broken_at is not null then null
      when warned_at is null and warn_at is not null then least(warn_at, due_at)
      else due_at end) stored,
  primary key (account_id, id),
  foreign key (account_id, case_id) references cases (account_id, id)
);
create index case_promises_case on case_promises (account_id, case_id);
create index case_promises_look on case_promises (look_at) where look_at is not null;
create index case_promises_kept on case_promises (account_id, kept_at) where kept_at is not null;
create index case_promises_broken on case_promises (account_id, broken_at) where broken_at is not null;
create index case_promises_renegotiated on case_promises (account_id, withdrawn_at)
  where renegotiated_to_id is not null;
comment on table case_promises is 'promises: what the contact was told will happen by when; kept or broken.';
comment on column case_promises.because is '{policy, matched: [{field, value}]}: why the policy made it.';
comment on column case_promises.clock_id is 'The clock that measures it; null for a member’s own promise.';
comment on column case_promises.team_id is 'Who owed it when it ended; goes along with transfers until then.';
comment on column case_promises.told_at is 'When the contact was told by a message; null: only shown on their page.';
comment on column case_promises.paused_at is 'Its clock stands since then: it cannot break.';
comment on column case_promises.broken_at is 'The moment it fell due unkept. A later answer keeps it late, but broken it stays.';
comment on column case_promises.renegotiated_to_id is
  'The promise that took its place; withdrawn_at says when.';
comment on column case_promises.moved_by is
  'Who let another promise take its place: a member counts as renegotiated, a policy does not.';
comment on column case_promises.look_at is
  'When it must be looked at next: to warn, then to break. The only index the watch needs.';

create table promise_settings (
  account_id uuid primary key references accounts (id),
  kept_rate_public boolean not null default false,
  unwatched_until timestamptz
);
comment on table promise_settings is
  'promises: what an account says of its promises in public, and whether they are watched.';
comment on column promise_settings.unwatched_until is
  'Somebody writes its past until then, so no process warns of its promises or breaks them.';

create table applied_packs (
  account_id uuid not null references accounts (id),
  id uuid not null,
  pack_id text not null,
  made jsonb not null,
  applied_by jsonb not null,
  applied_at timestamptz not null,
  removed_at timestamptz,
  primary key (account_id, id)
);
create unique index applied_packs_live on applied_packs (account_id, pack_id) where removed_at is null;
comment on table applied_packs is 'promises: policy packs in use; removing one takes back what it made.';
comment on column applied_packs.made is '{policy_ids, calendar_ids}: what it made.';

do $$
declare t text;
begin
  foreach t in array array['work_calendars', 'sla_policies', 'sla_clocks', 'sla_clock_events',
      'case_promises', 'promise_settings', 'applied_packs'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy account on %I to earshot_app using (account_id = current_account_id())', t);
    execute format('grant select, insert, update, delete on %I to earshot_app', t);
  end loop;
  foreach t in array array['case_promises', 'promise_settings'] loop
    execute format('create policy system on %I to earshot_system using (true)', t);
    execute format('grant select on %I to earshot_system', t);
  end loop;
end
$$;

alter table conversations add column served_by text not null default 'people'
  check (served_by in ('bot', 'people'));
comment on column conversations.served_by is
  'bot: a program of the organisation answers for now; the contact can always ask for a person.';

create table routing_settings (
  account_id uuid not null primary key references accounts (id),
  capacity int not null default 3 check (capacity between 1 and 20),
  ring_seconds int not null default 30 check (ring_seconds between 5 and 300),
  again_seconds int not null default 120 check (again_seconds between 15 and 3600),
  leave_seconds int not null default 45 check (leave_seconds between 5 and 600),
  quiet_minutes int not null default 30 check (quiet_minutes between 1 and 1440),
  bot_seconds int not null default 60 check (bot_seconds between 5 and 3600),
  release_minutes int not null default 5 check (release_minutes between 1 and 240)
);
comment on table routing_settings is
  'routing: how live conversations are offered; its row is also the lock under which offers are made.';
comment on column routing_settings.capacity is 'How many live conversations at once, where neither team nor member says otherwise.';
comment on column routing_settings.again_seconds is 'After this somebody who missed or declined is asked again, where nobody else is free.';
comment on column routing_settings.leave_seconds is 'So long after the last desk closed a member still counts as here.';
comment on column routing_settings.quiet_minutes is 'A conversation in which nobody wrote for so long takes up nobody.';
comment on column routing_settings.release_minutes is
  'So long after a member went away, what waits for them rings at others.';
comment on column routing_settings.bot_seconds is 'A contact whom a bot has not answered by then is handed to people.';

create table team_capacities (
  account_id uuid not null,
  team_id uuid not null,
  capacity int not null check (capacity between 1 and 20),
  primary key (account_id, team_id),
  foreign key (account_id, team_id) references teams (account_id, id)
);
comment on table team_capacities is 'routing: how many live conversations at once a member of this team takes.';

create table member_availabilities (
  account_id uuid not null,
  member_id uuid not null,
  state text not null default 'away' check (state in ('away', 'mail', 'live')),
  capacity int check (capacity between 1 and 20),
  since timestamptz not null,
  because text not null default 'own' check (because in ('own', 'supervisor', 'left')),
  free_since timestamptz not null,
  idle_since timestamptz not null,
  leave_at timestamptz,
  release_at timestamptz,
  primary key (account_id, member_id),
  foreign key (account_id, member_id) references members (account_id, id)
);
create index member_availabilities_leaving on member_availabilities (leave_at)
  where leave_at is not null;
create index member_availabilities_releasing on member_availabilities (release_at)
  where release_at is not null;
comment on table member_availabilities is 'routing: whether a member takes live conversations now; no row: away.';
comment on column member_availabilities.state is 'live: takes live conversations; mail: here, but for mail only.';
comment on column member_availabilities.capacity is 'Own number at once; null: that of the teams or of the account.';
comment on column member_availabilities.because is 'Who set the state: they themselves, a supervisor, or their last desk closed.';
comment on column member_availabilities.free_since is 'Since when they could be asked (again): came, or ended a conversation.';
comment on column member_availabilities.idle_since is 'When they last took a live conversation, or came: longest idle is asked first.';
comment on column member_availabilities.release_at is
  'When it is looked at next whether what they have rings at others, since they are away; null: nothing waits for them.';
comment on column member_availabilities.leave_at is 'Their last desk closed: then they are away; null: a desk is open, or they are.';

create table desk_connections (
  account_id uuid not null,
  member_id uuid not null,
  process_id uuid not null,
  seen_at timestamptz not null,
  primary key (account_id, member_id, process_id),
  foreign key (account_id, member_id) references members (account_id, id)
);
create index desk_connections_seen on desk_connections (seen_at);
comment on table desk_connections is
  'routing: a member has a desk open at a server process, which says so every few seconds.';

create table conversation_waits (
  account_id uuid not null,
  conversation_id uuid not null,
  case_id uuid not null,
  team_id uuid,
  waits_for text not null check (waits_for in ('people', 'bot')),
  holder_id uuid,
  since timestamptz not null,
  look_at timestamptz not null,
  primary key (account_id, conversation_id),
  foreign key (account_id, conversation_id) references conversations (account_id, id),
  foreign key (account_id, case_id) references cases (account_id, id)
);
create index conversation_waits_due on conversation_waits (look_at);
comment on table conversation_waits is
  'routing: a live conversation that waits for somebody; gone when somebody is there for it.';
comment on column conversation_waits.holder_id is
  'Who has the case and went away; theirs until somebody else takes it. Null: nobody has it.';
comment on column conversation_waits.look_at is 'When it is looked at next, if nothing happens before.';

create table conversation_offers (
  account_id uuid not null,
  id uuid not null,
  conversation_id uuid not null,
  case_id uuid not null,
  member_id uuid not null,
  reason jsonb not null,
  state text not null default 'ringing'
    check (state in ('ringing', 'accepted', 'declined', 'missed', 'withdrawn')),
  offered_at timestamptz not null,
  rings_until timestamptz not null,
  ended_at timestamptz,
  primary key (account_id, id),
  foreign key (account_id, conversation_id) references conversations (account_id, id),
  foreign key (account_id, case_id) references cases (account_id, id),
  foreign key (account_id, member_id) references members (account_id, id),
  check ((state = 'ringing') = (ended_at is null))
);
create unique index conversation_offers_ringing on conversation_offers (account_id, conversation_id)
  where state = 'ringing';
create index conversation_offers_due on conversation_offers (rings_until) where state = 'ringing';
create index conversation_offers_of on conversation_offers (account_id, conversation_id, offered_at);
create index conversation_offers_member on conversation_offers (account_id, member_id)
  where state = 'ringing';
comment on table conversation_offers is 'routing: a live conversation rings at one member; at most one at a time.';
comment on column conversation_offers.reason is '{code, facts}: why this member, in words made from it.';

create table bot_hand_overs (
  account_id uuid not null,
  id uuid not null,
  conversation_id uuid not null,
  case_id uuid not null,
  served_by text not null check (served_by in ('bot', 'people')),
  because text not null check (because in ('bot', 'contact', 'member', 'silent')),
  reason text not null default '',
  learnt jsonb not null default '[]',
  made_by jsonb not null,
  made_at timestamptz not null,
  primary key (account_id, id),
  foreign key (account_id, conversation_id) references conversations (account_id, id),
  foreign key (account_id, case_id) references cases (account_id, id)
);
create index bot_hand_overs_case on bot_hand_overs (account_id, case_id, made_at);
comment on table bot_hand_overs is 'routing: a conversation went from a bot to people, or back.';
comment on column bot_hand_overs.because is 'silent: the bot did not answer in time.';
comment on column bot_hand_overs.learnt is '[{label, value}]: what the bot found out, for whoever takes it.';

create table canned_texts (
  account_id uuid not null references accounts (id),
  id uuid not null,
  shortcut text not null check (shortcut ~ '^[a-z0-9äöüß-]{1,30}$'),
  name text not null,
  team_id uuid,
  texts jsonb not null,
  changed_by jsonb not null,
  changed_at timestamptz not null,
  deleted_at timestamptz,
  primary key (account_id, id),
  foreign key (account_id, team_id) references teams (account_id, id)
);
create unique index canned_texts_shortcut on canned_texts
  (account_id, shortcut, coalesce(team_id, '00000000-0000-0000-0000-000000000000'))
  where deleted_at is null;
comment on table canned_texts is 'canned-texts: words that come back, written by /shortcut in an answer.';
comment on column canned_texts.team_id is 'Whose it is; null: everybody’s.';
comment on column canned_texts.texts is '{de, en}: one of them may be missing; placeholders are {contact}, {case}, {member}, {promise}.';

do $$
declare t text;
begin
  foreach t in array array['routing_settings', 'team_capacities', 'member_availabilities',
      'desk_connections', 'conversation_waits', 'conversation_offers', 'bot_hand_overs',
      'canned_texts'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy account on %I to earshot_app using (account_id = current_account_id())', t);
    execute format('grant select, insert, update, delete on %I to earshot_app', t);
  end loop;
  foreach t in array array['member_availabilities', 'desk_connections', 'conversation_waits',
      'conversation_offers'] loop
    execute format('create policy system on %I to earshot_system using (true)', t);
    execute format('grant select on %I to earshot_system', t);
  end loop;
end
$$;
grant update, delete on desk_connections to earshot_system;

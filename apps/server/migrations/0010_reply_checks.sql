-- The reply check: which rules bind, what was seen, what was sent all the same and why.

create table reply_check_modes (
  account_id uuid not null references accounts (id),
  rule text not null check (rule ~ '^[a-z_]{3,40}$'),
  mode text not null check (mode in ('off', 'warn', 'binding')),
  changed_at timestamptz not null,
  changed_by jsonb not null,
  primary key (account_id, rule)
);
comment on table reply_check_modes is 'reply-check: how strictly a rule is taken; a rule without a row warns.';
comment on column reply_check_modes.mode is 'binding: a reply with a finding is refused unless it is overridden with a reason.';

create table reply_check_shown (
  account_id uuid not null,
  case_id uuid not null,
  member_id uuid not null,
  rule text not null,
  shown_at timestamptz not null,
  primary key (account_id, case_id, member_id, rule),
  foreign key (account_id, case_id) references cases (account_id, id),
  foreign key (account_id, member_id) references members (account_id, id)
);
comment on table reply_check_shown is
  'reply-check: what a member saw while writing; gone when the reply is sent, then its outcome stands in reply_check_overrides.';

create table reply_check_overrides (
  account_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  message_id uuid not null,
  team_id uuid,
  rule text not null,
  outcome text not null check (outcome in ('changed', 'sent', 'overridden')),
  reason text not null default '',
  made_by jsonb not null,
  made_at timestamptz not null,
  primary key (account_id, id),
  unique (account_id, message_id, rule),
  foreign key (account_id, case_id) references cases (account_id, id),
  foreign key (account_id, message_id) references messages (account_id, id),
  check (outcome <> 'overridden' or reason <> '')
);
create index reply_check_overrides_made on reply_check_overrides (account_id, made_at, rule);
comment on table reply_check_overrides is 'reply-check: what became of each rule that saw something in a reply.';
comment on column reply_check_overrides.outcome is
  'changed: shown while writing, no longer in what was sent. sent: sent with the finding. overridden: with a reason.';
comment on column reply_check_overrides.team_id is 'The team that owned the case then.';

do $$
declare t text;
begin
  foreach t in array array['reply_check_modes', 'reply_check_shown', 'reply_check_overrides'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy account on %I to earshot_app using (account_id = current_account_id())', t);
    execute format('grant select, insert, update, delete on %I to earshot_app', t);
  end loop;
end
$$;

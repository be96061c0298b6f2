create table case_trails (
  account_id uuid not null,
  case_id uuid not null,
  matter_id uuid not null,
  contacts int not null default 0,
  hand_offs int not null default 0,
  reassignments int not null default 0,
  repeats int not null default 0,
  promises_broken int not null default 0,
  waiting_seconds bigint not null default 0,
  waiting_since timestamptz,
  first_contact_at timestamptz,
  solved_at timestamptz,
  score int not null default 0,
  points jsonb not null default '[]',
  first_resolved_at timestamptz,
  resolved_score int,
  went_bad_at timestamptz,
  went_bad_because text
    check (went_bad_because in ('came_back', 'promise_broken', 'went_public')),
  computed_at timestamptz not null,
  primary key (account_id, case_id),
  foreign key (account_id, case_id) references cases (account_id, id)
);
create index case_trails_score on case_trails (account_id, score desc, case_id) where score > 0;
create index case_trails_calibration on case_trails (account_id, first_resolved_at)
  where first_resolved_at is not null;
comment on table case_trails is
  'trail: figures of each case’s trail, kept for lists and for calibration; computed from its rows at every event.';
comment on column case_trails.matter_id is
  'The oldest case of the matter: cases that are one matter have the same figures and are counted once.';
comment on column case_trails.waiting_seconds is 'Of ended spans only; the open one began at waiting_since.';
comment on column case_trails.score is 'Points of the escalation score; about the matter, never about the person.';
comment on column case_trails.resolved_score is 'The score at the first resolution: what the calibration asks about.';
comment on column case_trails.went_bad_at is 'Within 30 days after the first resolution; see docs/decisions/what-went-bad-means.md.';

create table case_escalations (
  account_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  level text not null check (level in ('supervisor', 'owner')),
  score int not null,
  reasons jsonb not null,
  told_member_ids uuid[] not null default '{}',
  owner_member_id uuid,
  task_id uuid,
  raised_at timestamptz not null,
  primary key (account_id, id),
  unique (account_id, case_id, level),
  foreign key (account_id, case_id) references cases (account_id, id)
);
comment on table case_escalations is 'trail: a case reached a level, who was told, and who owns it since.';
comment on column case_escalations.task_id is 'The task that asks the owner for a call.';

create table escalation_dismissals (
  account_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  score int not null,
  reason text not null check (reason <> ''),
  dismissed_by jsonb not null,
  dismissed_at timestamptz not null,
  undone_at timestamptz,
  undone_by jsonb,
  primary key (account_id, id),
  foreign key (account_id, case_id) references cases (account_id, id)
);
create unique index escalation_dismissals_live on escalation_dismissals (account_id, case_id)
  where undone_at is null;
comment on table escalation_dismissals is
  'trail: somebody looked and said why no alarm is needed; it speaks again when the score grows past theirs.';

create table join_proposals (
  account_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  earlier_case_id uuid not null check (earlier_case_id <> case_id),
  reasons jsonb not null,
  proposed_at timestamptz not null,
  state text not null default 'open' check (state in ('open', 'joined', 'dismissed')),
  decided_by jsonb,
  decided_at timestamptz,
  decision_reason text not null default '',
  primary key (account_id, id),
  unique (account_id, case_id, earlier_case_id),
  foreign key (account_id, case_id) references cases (account_id, id),
  foreign key (account_id, earlier_case_id) references cases (account_id, id)
);
comment on table join_proposals is
  'trail: the same contact seems to write about an unfinished matter; a person decides, never the machine.';

create table recoveries (
  account_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  playbook text not null,
  started_by jsonb not null,
  started_at timestamptz not null,
  finished_at timestamptz,
  withdrawn_at timestamptz,
  withdrawn_reason text not null default '',
  primary key (account_id, id),
  foreign key (account_id, case_id) references cases (account_id, id)
);
create unique index recoveries_running on recoveries (account_id, case_id)
  where finished_at is null and withdrawn_at is null;
create index recoveries_case on recoveries (account_id, case_id);
create index recoveries_playbook on recoveries (account_id, playbook);
comment on table recoveries is 'recoveries: making good, step by step, by a playbook.';

create table recovery_steps (
  account_id uuid not null,
  id uuid not null,
  recovery_id uuid not null,
  ordinal int not null,
  code text not null,
  due_at timestamptz not null,
  task_id uuid not null,
  primary key (account_id, id),
  unique (account_id, recovery_id, code),
  foreign key (account_id, recovery_id) references recoveries (account_id, id)
);
create index recovery_steps_task on recovery_steps (account_id, task_id);
comment on table recovery_steps is 'recoveries: one step of a playbook on a case; its task says who does it and whether it is done.';

create table recovery_gestures (
  account_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  recovery_id uuid,
  kind text not null check (kind in ('voucher', 'parcel', 'refund', 'other')),
  amount_cents bigint not null check (amount_cents > 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  words text not null default '',
  limit_cents bigint,
  proposed_by jsonb not null,
  proposed_at timestamptz not null,
  approved_by jsonb,
  approved_at timestamptz,
  refused_by jsonb,
  refused_at timestamptz,
  given_by jsonb,
  given_at timestamptz,
  withdrawn_by jsonb,
  withdrawn_at timestamptz,
  decision_reason text not null default '',
  primary key (account_id, id),
  foreign key (account_id, case_id) references cases (account_id, id),
  foreign key (account_id, recovery_id) references recoveries (account_id, id)
);
create index recovery_gestures_case on recovery_gestures (account_id, case_id);
create index recovery_gestures_ledger on recovery_gestures (account_id, proposed_at, id);
comment on table recovery_gestures is
  'recoveries: the ledger of small gestures: what, how much, who proposed, approved, gave or withdrew it. No row is ever removed.';
comment on column recovery_gestures.limit_cents is
  'What its proposer might give without asking at that time; null: without limit.';
comment on column recovery_gestures.decision_reason is 'Of the refusal or the withdrawal.';

create table recovery_limits (
  account_id uuid not null references accounts (id),
  role text not null check (role in ('administrator', 'supervisor', 'agent', 'colleague')),
  amount_cents bigint check (amount_cents >= 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  primary key (account_id, role)
);
comment on table recovery_limits is 'recoveries: what each role gives without asking; a role without a row has the default.';
comment on column recovery_limits.amount_cents is 'Null: without limit.';

create table recovery_surveys (
  account_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  recovery_id uuid not null,
  due_at timestamptz not null,
  asked_at timestamptz,
  message_id uuid,
  skipped_because text check (skipped_because in
    ('wants_no_mail', 'no_address', 'case_gone', 'asked_before', 'withdrawn')),
  skipped_at timestamptz,
  answer text check (answer in ('yes', 'partly', 'no')),
  answered_at timestamptz,
  primary key (account_id, id),
  unique (account_id, case_id),
  foreign key (account_id, case_id) references cases (account_id, id),
  foreign key (account_id, recovery_id) references recoveries (account_id, id)
);
comment on table recovery_surveys is
  'recoveries: did it put things right? One question a case, ever; the unique key holds that.';

do $$
declare t text;
begin
  foreach t in array array['case_trails', 'case_escalations', 'escalation_dismissals',
      'join_proposals', 'recoveries', 'recovery_steps', 'recovery_gestures', 'recovery_limits',
      'recovery_surveys'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy account on %I to earshot_app using (account_id = current_account_id())', t);
    execute format('grant select, insert, update, delete on %I to earshot_app', t);
  end loop;
end
$$;

-- The case travels, the contact does not: hand-overs that tell the contact, tasks, checklists, families.

alter table case_transfers
  add column note_id uuid,
  add column message_id uuid,
  add column contact_told text not null default 'no_address' check (contact_told in ('told',
    'switched_off', 'left_out', 'automatic', 'held', 'no_address', 'told_today', 'no_team')),
  add column not_told_reason text not null default '',
  add column undone_at timestamptz,
  add column undone_by jsonb;
comment on column case_transfers.note_id is 'The hand-over as it was given: an internal note of the case.';
comment on column case_transfers.message_id is 'What the contact was told of it.';
comment on column case_transfers.contact_told is 'Whether the contact was told who has the case now, and if not, why.';
comment on column case_transfers.not_told_reason is 'Words of the member who left it out (left_out).';
comment on column case_transfers.undone_at is 'Taken back before anybody heard of it; does not count as a hand-over.';

create table travel_settings (
  account_id uuid not null primary key references accounts (id),
  tell_contact boolean not null default true
);
comment on table travel_settings is 'cases: what holds for every transfer of the account.';
comment on column travel_settings.tell_contact is 'Contacts are told who has their case now.';

create table case_tasks (
  account_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  title text not null,
  description text not null default '',
  assignee_id uuid,
  team_id uuid,
  due_at timestamptz,
  blocks boolean not null default false,
  origin jsonb,
  made_by jsonb not null,
  made_at timestamptz not null default now(),
  done_at timestamptz,
  done_by jsonb,
  result text not null default '',
  reopened_at timestamptz,
  deleted_at timestamptz,
  version int not null default 1,
  primary key (account_id, id),
  foreign key (account_id, case_id) references cases (account_id, id),
  foreign key (account_id, assignee_id) references members (account_id, id),
  foreign key (account_id, team_id) references teams (account_id, id)
);
create index case_tasks_case on case_tasks (account_id, case_id) where deleted_at is null;
create index case_tasks_mine on case_tasks (account_id, assignee_id, due_at, id)
  where deleted_at is null and done_at is null;
create index case_tasks_team on case_tasks (account_id, team_id, due_at, id)
  where deleted_at is null and done_at is null;
create index case_tasks_open on case_tasks (account_id, due_at, id)
  where deleted_at is null and done_at is null;
comment on table case_tasks is 'tasks: a piece of work for somebody inside, on one case.';
comment on column case_tasks.blocks is 'What the contact was promised cannot be kept before it is done.';
comment on column case_tasks.origin is '{kind, id}: what made it where no member did, such as a recovery; null: by hand.';
comment on column case_tasks.reopened_at is 'When it was last re-opened after having been done.';
comment on column case_tasks.result is 'What came of it, in the words of who did it.';

create table checklist_templates (
  account_id uuid not null references accounts (id),
  id uuid not null,
  name text not null,
  items jsonb not null,
  changed_by jsonb not null,
  changed_at timestamptz not null default now(),
  deleted_at timestamptz,
  primary key (account_id, id)
);
create unique index checklist_templates_name on checklist_templates (account_id, lower(name))
  where deleted_at is null;
comment on table checklist_templates is 'tasks: steps that come back, to be put on a case.';
comment on column checklist_templates.items is
  '[{title, team_id, role, due_after_hours}]: who and by when may be left open (null).';

create table case_checklists (
  account_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  template_id uuid,
  name text not null,
  applied_by jsonb not null,
  applied_at timestamptz not null default now(),
  removed_at timestamptz,
  primary key (account_id, id),
  foreign key (account_id, case_id) references cases (account_id, id),
  foreign key (account_id, template_id) references checklist_templates (account_id, id)
);
create index case_checklists_case on case_checklists (account_id, case_id) where removed_at is null;
comment on table case_checklists is 'tasks: a checklist on a case, copied from its template when it was put there.';

create table checklist_items (
  account_id uuid not null,
  id uuid not null,
  checklist_id uuid not null,
  ordinal int not null,
  title text not null,
  team_id uuid,
  role text check (role in ('administrator', 'supervisor', 'agent', 'colleague')),
  due_at timestamptz,
  ticked_at timestamptz,
  ticked_by jsonb,
  primary key (account_id, id),
  foreign key (account_id, checklist_id) references case_checklists (account_id, id),
  foreign key (account_id, team_id) references teams (account_id, id)
);
create unique index checklist_items_order on checklist_items (account_id, checklist_id, ordinal);
comment on table checklist_items is 'tasks: one step of a checklist on a case, and who ticked it when.';

create table family_replies (
  account_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  request_key uuid not null,
  texts jsonb not null,
  status_after text check (status_after in ('open', 'resolved')),
  made_by jsonb not null,
  made_at timestamptz not null default now(),
  starts_at timestamptz not null,
  cancelled_at timestamptz,
  finished_at timestamptz,
  primary key (account_id, id),
  foreign key (account_id, case_id) references cases (account_id, id)
);
create unique index family_replies_request on family_replies (account_id, request_key);
create index family_replies_case on family_replies (account_id, case_id);
comment on table family_replies is 'cases: one answer to all contacts of a family, written by a job child by child.';
comment on column family_replies.request_key is 'Given by the caller: the same request twice is one answer.';
comment on column family_replies.texts is '{de, en, es, pt}: the words in each language; a child without a text of its language is left out.';
comment on column family_replies.starts_at is 'Until then it can be taken back and nothing was written.';

create table family_reply_parts (
  account_id uuid not null,
  family_reply_id uuid not null,
  case_id uuid not null,
  state text not null check (state in ('waiting', 'sent', 'left_out', 'cancelled')),
  reason text check (reason in ('no_address', 'held', 'bounced', 'automatic', 'language_missing',
    'promise_missing', 'case_closed', 'gone')),
  message_id uuid,
  settled_at timestamptz,
  primary key (account_id, family_reply_id, case_id),
  foreign key (account_id, family_reply_id) references family_replies (account_id, id),
  foreign key (account_id, case_id) references cases (account_id, id)
);
comment on table family_reply_parts is 'cases: what became of one answer to all in each child.';

-- Kinds come with the slices that tell; which there are is said in the contract.
alter table notifications drop constraint notifications_kind_check;
alter table notifications add constraint notifications_kind_check check (kind ~ '^[a-z_]{3,40}$');

do $$
declare t text;
begin
  foreach t in array array['travel_settings', 'case_tasks', 'checklist_templates', 'case_checklists',
      'checklist_items', 'family_replies', 'family_reply_parts'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy account on %I to earshot_app using (account_id = current_account_id())', t);
    execute format('grant select, insert, update, delete on %I to earshot_app', t);
  end loop;
end
$$;

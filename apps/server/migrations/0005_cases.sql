create table cases (
  account_id uuid not null references accounts (id),
  id uuid not null,
  number bigint not null check (number > 0),
  subject text not null,
  preview text not null default '',
  status text not null default 'open' check (status in ('open', 'waiting', 'resolved', 'closed')),
  waiting_until timestamptz,
  waiting_reason text,
  priority text not null default 'normal' check (priority in ('low', 'normal', 'high', 'urgent')),
  team_id uuid,
  assignee_id uuid,
  contact_id uuid,
  channel_id uuid not null,
  channel_kind text not null default 'email',
  tags text[] not null default '{}',
  custom jsonb not null default '{}',
  language text,
  created_at timestamptz not null default now(),
  last_message_at timestamptz not null default now(),
  last_direction text check (last_direction in ('in', 'out')),
  last_in_at timestamptz,
  first_answered_at timestamptz,
  resolved_at timestamptz,
  closed_at timestamptz,
  deleted_at timestamptz,
  next_due_at timestamptz,
  held boolean not null default false,
  delivery_problem boolean not null default false,
  merged_into_id uuid,
  version int not null default 1,
  primary key (account_id, id),
  unique (account_id, number),
  foreign key (account_id, team_id) references teams (account_id, id),
  foreign key (account_id, assignee_id) references members (account_id, id),
  foreign key (account_id, contact_id) references contacts (account_id, id),
  foreign key (account_id, channel_id) references channel_accounts (account_id, id),
  check (status <> 'waiting' or waiting_until is not null)
);
comment on table cases is 'cases: one matter until it is solved.';
comment on column cases.first_answered_at is 'Set once by the first answer; re-opening never changes it.';
comment on column cases.next_due_at is 'Due time of the next open promise; derived from case_promises.';
comment on column cases.held is 'A message of this case waits for a click on where it belongs.';
comment on column cases.deleted_at is 'Tombstone: out of every list, its receipts stay known.';
comment on column cases.merged_into_id is 'Derived from the live merged_into link; out of every list while set.';

-- team_id and assignee_id ride along so that counting what an agent may see reads no row.
create index cases_all on cases (account_id, last_message_at desc, id desc) include (team_id, assignee_id)
  where deleted_at is null and merged_into_id is null;
create index cases_assignee on cases (account_id, assignee_id, status, last_message_at desc, id desc)
  where assignee_id is not null;
create index cases_unassigned on cases (account_id, last_message_at desc, id desc)
  where deleted_at is null and merged_into_id is null and status = 'open' and assignee_id is null;
create index cases_team on cases (account_id, team_id, status, last_message_at desc, id desc)
  where deleted_at is null and merged_into_id is null and team_id is not null;
create index cases_status on cases (account_id, status, last_message_at desc, id desc)
  include (team_id, assignee_id)
  where deleted_at is null and merged_into_id is null;
create index cases_held on cases (account_id, last_message_at desc, id desc)
  where deleted_at is null and merged_into_id is null and held;
create index cases_due on cases (account_id, next_due_at, id)
  where deleted_at is null and merged_into_id is null and next_due_at is not null;
create index cases_contact on cases (account_id, contact_id, last_message_at desc, id desc);
create index cases_merged on cases (account_id, merged_into_id) where merged_into_id is not null;
create index cases_waking on cases (waiting_until) where status = 'waiting' and deleted_at is null;

create table conversations (
  account_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  channel_id uuid not null,
  kind text not null default 'contact' check (kind in ('contact', 'side')),
  contact_id uuid,
  contact_point_id uuid,
  subject text not null default '',
  last_seq int not null default 0,
  created_at timestamptz not null default now(),
  primary key (account_id, id),
  foreign key (account_id, case_id) references cases (account_id, id),
  foreign key (account_id, channel_id) references channel_accounts (account_id, id),
  foreign key (account_id, contact_id) references contacts (account_id, id),
  foreign key (account_id, contact_point_id) references contact_points (account_id, id)
);
create index conversations_case on conversations (account_id, case_id);
comment on table conversations is 'conversations: one thread on one channel account.';
comment on column conversations.kind is 'side: with a third party, kept from the contact.';

create table messages (
  account_id uuid not null,
  id uuid not null,
  conversation_id uuid not null,
  case_id uuid not null,
  seq int not null check (seq > 0),
  direction text not null check (direction in ('in', 'out')),
  kind text not null default 'message' check (kind in ('message', 'confirmation', 'notice', 'bounce', 'side')),
  author_kind text not null check (author_kind in ('contact', 'member', 'system')),
  author_member_id uuid,
  contact_id uuid,
  channel_id uuid not null,
  receipt_id uuid,
  from_name text,
  from_address text not null,
  recipients jsonb not null default '{}',
  subject text not null default '',
  sent_at timestamptz,
  received_at timestamptz not null default now(),
  body_text text not null default '',
  body_html text,
  folded jsonb not null default '[]',
  remote_images int not null default 0,
  external_id text,
  in_reply_to text,
  joined_because jsonb not null,
  facts jsonb not null default '{}',
  language text,
  search tsvector,
  send_after timestamptz,
  delivery_state text
    check (delivery_state in ('waiting', 'scheduled', 'sent', 'bounced', 'failed', 'cancelled')),
  split_proposed boolean not null default false,
  primary key (account_id, id),
  unique (account_id, conversation_id, seq),
  foreign key (account_id, conversation_id) references conversations (account_id, id),
  foreign key (account_id, case_id) references cases (account_id, id),
  foreign key (account_id, receipt_id) references receipts (account_id, id),
  foreign key (account_id, author_member_id) references members (account_id, id),
  check ((direction = 'out') = (delivery_state is not null))
);
create index messages_case on messages (account_id, case_id, received_at, id);
create index messages_search on messages using gin (search) with (fastupdate = on);
create unique index messages_receipt on messages (account_id, receipt_id) where receipt_id is not null;
comment on table messages is 'conversations: what was said on a channel.';
comment on column messages.kind is
  'confirmation: sent by itself on arrival; notice: who has the case now, a promise that will be late; side: with a third party.';
comment on column messages.recipients is '{to, cc, bcc}: arrays of {name, address}.';
comment on column messages.sent_at is 'As the sender claims; null where the claim cannot be a date. Order uses received_at.';
comment on column messages.folded is 'Ranges of body_text shown folded: {start, end, kind}; nothing is deleted.';
comment on column messages.external_id is 'Message-ID without angle brackets (RFC 5322).';
comment on column messages.joined_because is '{code, facts}: why it stands in this case.';
comment on column messages.facts is 'authentication, automatic, nameSpoof, warnings: shown, never decisive alone.';

create table message_ids (
  account_id uuid not null,
  external_id_hash bytea not null,
  message_id uuid not null,
  primary key (account_id, external_id_hash, message_id),
  foreign key (account_id, message_id) references messages (account_id, id)
);
comment on table message_ids is
  'conversations: every Message-ID seen or sent, hashed (SHA-256), so that References find their case.';

create table attachments (
  account_id uuid not null,
  id uuid not null,
  message_id uuid,
  note_id uuid,
  uploaded_by uuid,
  ordinal int not null default 0,
  file_name text not null,
  mime_type text not null,
  size_bytes bigint not null,
  sha256 bytea not null,
  content_id text,
  disposition text not null check (disposition in ('attachment', 'inline')),
  created_at timestamptz not null default now(),
  primary key (account_id, id),
  foreign key (account_id, message_id) references messages (account_id, id),
  check (message_id is null or note_id is null)
);
create index attachments_message on attachments (account_id, message_id, ordinal);
create index attachments_unused on attachments (created_at) where message_id is null and note_id is null;
comment on table attachments is
  'conversations: files of messages and notes; content-addressed, so the same file lies once.';
comment on column attachments.message_id is
  'Null for a file of a note, and while it is an upload that nothing carries yet.';
comment on column attachments.note_id is 'The note that carries it; such a file never leaves the house.';

create table deliveries (
  account_id uuid not null,
  id uuid not null,
  message_id uuid not null,
  recipient text not null,
  state text not null
    check (state in ('waiting', 'sending', 'sent', 'deferred', 'bounced', 'failed', 'cancelled')),
  attempts int not null default 0,
  next_attempt_at timestamptz not null,
  locked_until timestamptz,
  claim_id uuid,
  server_words text,
  sent_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (account_id, id),
  unique (account_id, message_id, recipient),
  foreign key (account_id, message_id) references messages (account_id, id)
);
create index deliveries_work on deliveries (next_attempt_at) where state in ('waiting', 'sending', 'deferred');
comment on table deliveries is 'deliveries: sending one message to one recipient, and how it went.';
comment on column deliveries.claim_id is 'Who took it for the last attempt: gives back a claim whose commit nobody heard of.';
comment on column deliveries.server_words is 'The receiving server’s answer or the bounce’s text, verbatim, bounded.';

create table message_moves (
  account_id uuid not null,
  id uuid not null,
  message_id uuid not null,
  from_case_id uuid not null,
  from_conversation_id uuid not null,
  from_seq int not null,
  from_joined_because jsonb not null,
  to_case_id uuid not null,
  reason text not null default '',
  moved_by jsonb not null,
  moved_at timestamptz not null default now(),
  reopened_from jsonb,
  undone_at timestamptz,
  primary key (account_id, id),
  foreign key (account_id, message_id) references messages (account_id, id)
);
create index message_moves_message on message_moves (account_id, message_id) where undone_at is null;
comment on table message_moves is 'conversations: a message taken to another case; enough to take it back.';
comment on column message_moves.reopened_from is
  'Status of the other case before this re-opened it: {status, waiting_until, waiting_reason, resolved_at, closed_at}.';

create table message_holds (
  account_id uuid not null,
  id uuid not null,
  message_id uuid not null,
  case_id uuid not null,
  proposed_case_id uuid not null,
  reason jsonb not null,
  created_at timestamptz not null default now(),
  decision text check (decision in ('join', 'separate')),
  decided_at timestamptz,
  decided_by jsonb,
  move_id uuid,
  link_id uuid,
  primary key (account_id, id),
  foreign key (account_id, message_id) references messages (account_id, id),
  foreign key (account_id, case_id) references cases (account_id, id),
  foreign key (account_id, proposed_case_id) references cases (account_id, id)
);
create unique index message_holds_open on message_holds (account_id, message_id) where decision is null;
create index message_holds_case on message_holds (account_id, case_id);
comment on table message_holds is
  'cases: a message that names a case its sender has no part in; it stands in a case of its own until somebody decides.';
comment on column message_holds.move_id is 'The move that joined it, so that the decision can be taken back.';
comment on column message_holds.link_id is 'The merge of its own case into the other, likewise.';

create table case_links (
  account_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('merged_into', 'parent', 'related', 'split_from')),
  case_id uuid not null,
  to_case_id uuid not null check (to_case_id <> case_id),
  reason text not null default '',
  created_by jsonb not null,
  created_at timestamptz not null default now(),
  reopened_from jsonb,
  removed_at timestamptz,
  removed_by jsonb,
  primary key (account_id, id),
  foreign key (account_id, case_id) references cases (account_id, id),
  foreign key (account_id, to_case_id) references cases (account_id, id)
);
create unique index case_links_merged on case_links (account_id, case_id)
  where kind = 'merged_into' and removed_at is null;
create index case_links_from on case_links (account_id, case_id) where removed_at is null;
create index case_links_to on case_links (account_id, to_case_id) where removed_at is null;
comment on table case_links is 'cases: merged into, parent, related, split from; removing a link undoes it.';
comment on column case_links.reopened_from is
  'Status of to_case_id before merging an open case into it re-opened it, as in message_moves.';

create table case_transfers (
  account_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  from_team_id uuid,
  to_team_id uuid,
  from_member_id uuid,
  reason text not null default '',
  made_by jsonb not null,
  made_at timestamptz not null default now(),
  primary key (account_id, id),
  foreign key (account_id, case_id) references cases (account_id, id)
);
create index case_transfers_case on case_transfers (account_id, case_id);
comment on table case_transfers is 'cases: each hand-over from team to team.';

create table case_participants (
  account_id uuid not null,
  case_id uuid not null,
  member_id uuid not null,
  reason text not null default '',
  since timestamptz not null default now(),
  primary key (account_id, case_id, member_id),
  foreign key (account_id, case_id) references cases (account_id, id),
  foreign key (account_id, member_id) references members (account_id, id)
);
create index case_participants_member on case_participants (account_id, member_id);
comment on table case_participants is 'cases: members drawn into a case; a colleague reads only these.';

create table case_contacts (
  account_id uuid not null,
  case_id uuid not null,
  address text not null,
  contact_id uuid,
  since timestamptz not null default now(),
  added_because text not null,
  primary key (account_id, case_id, address),
  foreign key (account_id, case_id) references cases (account_id, id)
);
comment on table case_contacts is
  'cases: addresses that take part in the case, so that their replies join it; no contact is made of them.';
comment on column case_contacts.added_because is 'wrote | copied_by_contact | copied_by_us | joined | side (a third party we asked)';

create table notes (
  account_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  author_member_id uuid,
  body_text text not null,
  body_html text,
  mentions uuid[] not null default '{}',
  search tsvector,
  request_key uuid,
  created_at timestamptz not null default now(),
  edited_at timestamptz,
  deleted_at timestamptz,
  primary key (account_id, id),
  foreign key (account_id, case_id) references cases (account_id, id),
  foreign key (account_id, author_member_id) references members (account_id, id)
);
create unique index notes_request on notes (account_id, case_id, request_key)
  where request_key is not null;
create index notes_case on notes (account_id, case_id, created_at, id);
create index notes_search on notes using gin (search);
comment on table notes is 'cases: internal text, never sent.';
comment on column notes.request_key is 'Given by the caller: the same request twice is one note.';
alter table attachments add foreign key (account_id, note_id) references notes (account_id, id);
create index attachments_note on attachments (account_id, note_id, ordinal) where note_id is not null;

create table drafts (
  account_id uuid not null,
  case_id uuid not null,
  member_id uuid not null,
  kind text not null check (kind in ('reply', 'note', 'forward')),
  html text not null,
  recipients jsonb not null default '{}',
  subject text,
  attachment_ids uuid[] not null default '{}',
  version int not null default 1,
  updated_at timestamptz not null default now(),
  primary key (account_id, case_id, member_id, kind),
  foreign key (account_id, case_id) references cases (account_id, id),
  foreign key (account_id, member_id) references members (account_id, id)
);
comment on table drafts is 'cases: unsent text per case and member; survives every change of the case.';

create table case_readings (
  account_id uuid not null,
  case_id uuid not null,
  member_id uuid not null,
  read_at timestamptz not null default now(),
  primary key (account_id, case_id, member_id),
  foreign key (account_id, case_id) references cases (account_id, id),
  foreign key (account_id, member_id) references members (account_id, id)
);
comment on table case_readings is 'cases: up to when a member has read a case.';

create table case_tags (
  account_id uuid not null references accounts (id),
  name text not null,
  used_at timestamptz not null default now(),
  primary key (account_id, name)
);
comment on table case_tags is 'cases: tags in use, for completing while typing.';

create table notifications (
  account_id uuid not null,
  id uuid not null,
  member_id uuid not null,
  kind text not null check (kind in
    ('mentioned', 'assigned', 'contact_wrote', 'bounced', 'promise_due', 'escalated')),
  case_id uuid not null,
  actor_name text not null default '',
  event_id uuid,
  created_at timestamptz not null default now(),
  read_at timestamptz,
  primary key (account_id, id),
  foreign key (account_id, member_id) references members (account_id, id),
  foreign key (account_id, case_id) references cases (account_id, id)
);
create unique index notifications_event on notifications (account_id, member_id, event_id)
  where event_id is not null;
create index notifications_member on notifications (account_id, member_id, id desc);
create index notifications_unread on notifications (account_id, member_id) where read_at is null;
comment on table notifications is 'worklists: what a member should know, shown in the page.';

do $$
declare t text;
begin
  foreach t in array array['contacts', 'contact_points', 'contact_links', 'channel_accounts',
      'channel_addresses', 'channel_states', 'receipts', 'cases', 'conversations', 'messages',
      'message_ids', 'attachments', 'deliveries', 'message_moves', 'message_holds', 'case_links',
      'case_transfers', 'case_participants', 'case_contacts', 'notes', 'drafts',
      'case_readings', 'case_tags', 'notifications'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy account on %I to earshot_app using (account_id = current_account_id())', t);
    execute format('grant select, insert, update, delete on %I to earshot_app', t);
  end loop;
  -- Work lists over all accounts: which account has something to do. The work itself runs as earshot_app.
  foreach t in array array['channel_accounts', 'channel_addresses', 'channel_states', 'receipts', 'deliveries', 'cases',
      'attachments'] loop
    execute format('create policy system on %I to earshot_system using (true)', t);
    execute format('grant select on %I to earshot_system', t);
  end loop;
end
$$;
grant update on receipts, deliveries to earshot_system;
grant delete on attachments to earshot_system;

create table channel_accounts (
  account_id uuid not null references accounts (id),
  id uuid not null,
  kind text not null check (kind in ('email')),
  name text not null,
  address text not null check (address = lower(address)),
  team_id uuid,
  locale text not null check (locale in ('de', 'en', 'es', 'pt')),
  settings jsonb not null default '{}',
  imap jsonb,
  dkim jsonb,
  secrets bytea,
  created_at timestamptz not null default now(),
  disabled_at timestamptz,
  primary key (account_id, id),
  foreign key (account_id, team_id) references teams (account_id, id)
);
create unique index channel_accounts_address on channel_accounts (account_id, kind, address);
comment on table channel_accounts is 'channels: our own mailboxes (later numbers and profiles).';
comment on column channel_accounts.secrets is
  'Envelope-encrypted JSON: mailbox password, tokens, relay URL, DKIM key, reply-address secret.';
comment on column channel_accounts.team_id is 'Team that owns the cases that begin here.';

create table channel_addresses (
  account_id uuid not null,
  address text not null check (address = lower(address)),
  channel_id uuid not null,
  primary key (account_id, address),
  foreign key (account_id, channel_id) references channel_accounts (account_id, id)
);
create index channel_addresses_address on channel_addresses (address);
comment on table channel_addresses is 'channels: main address and aliases; how the listener knows what is ours.';

create table channel_states (
  account_id uuid not null,
  channel_id uuid not null,
  cursor jsonb,
  health jsonb not null default '{}',
  checked jsonb,
  check_after timestamptz,
  updated_at timestamptz not null default now(),
  primary key (account_id, channel_id),
  foreign key (account_id, channel_id) references channel_accounts (account_id, id)
);
comment on table channel_states is
  'channels: how far a mailbox was pulled (UIDVALIDITY, UID, MODSEQ, gaps) and how it fares.';
comment on column channel_states.checked is
  'What the adapter saw at the last check: code, words of the other side, since when, at.';
comment on column channel_states.check_after is 'Nobody checks the channel before this.';

create table receipts (
  account_id uuid not null,
  id uuid not null,
  channel_id uuid not null,
  source text not null check (source in ('smtp', 'lmtp', 'imap', 'import')),
  external_key text,
  sha256 bytea not null,
  size_bytes bigint not null,
  envelope jsonb,
  received_at timestamptz not null default now(),
  state text not null default 'stored' check (state in ('stored', 'understood', 'held', 'failed', 'test')),
  error text,
  attempts int not null default 0,
  failures int not null default 0,
  locked_until timestamptz,
  understood_at timestamptz,
  seen_count int not null default 1,
  case_id uuid,
  message_id uuid,
  primary key (account_id, id),
  foreign key (account_id, channel_id) references channel_accounts (account_id, id)
);
create unique index receipts_external on receipts (account_id, channel_id, external_key)
  where external_key is not null;
create unique index receipts_content on receipts (account_id, channel_id, sha256);
create index receipts_work on receipts (received_at, id) where state = 'stored';
create index receipts_state on receipts (account_id, state, id);
comment on table receipts is 'channels: what came in, raw, before it is understood.';
comment on column receipts.state is
  'test: the message of a live test of the channel, understood and thrown away; it has no case.';
comment on column receipts.sha256 is 'Of the raw bytes; also where they lie in the storage.';
comment on column receipts.external_key is 'UIDVALIDITY:UID of a mailbox, or the place in an import.';
comment on column receipts.failures is
  'How often understanding failed; attempts also counts those that a death of the process cut short.';
comment on column receipts.seen_count is 'How often the same bytes were handed in on this channel.';
comment on column receipts.locked_until is 'Lease of the worker that understands it.';

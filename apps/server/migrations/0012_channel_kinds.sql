alter table channel_accounts drop constraint channel_accounts_kind_check;
alter table channel_accounts add constraint channel_accounts_kind_check
  check (kind in ('email', 'chat', 'form', 'api'));
comment on column channel_accounts.address is
  'Of a mailbox its address; of a chat, form or API channel its public key, which pages carry.';

alter table receipts drop constraint receipts_source_check;
alter table receipts add constraint receipts_source_check
  check (source in ('smtp', 'lmtp', 'imap', 'import', 'page', 'chat', 'form', 'api'));

alter table channel_accounts add column web jsonb, add column api jsonb;
comment on column channel_accounts.web is 'Chat and form: texts, questions, origins, theme.';
comment on column channel_accounts.api is 'API channel: where it sends.';

create table channel_errors (
  account_id uuid not null,
  id uuid not null,
  channel_id uuid not null,
  at timestamptz not null,
  code text not null,
  words text not null,
  primary key (account_id, id),
  foreign key (account_id, channel_id) references channel_accounts (account_id, id)
);
create index channel_errors_channel on channel_errors (account_id, channel_id, id);
comment on table channel_errors is 'channels: the last things that went wrong on each channel.';

alter table conversations add column external_key text;
comment on column conversations.external_key is
  'Thread on the channel, such as a visitor’s conversation; null for mail, which threads by headers.';
create unique index conversations_external on conversations (account_id, channel_id, external_key)
  where external_key is not null;

alter table messages add column visibility text not null default 'direct'
  check (visibility in ('direct', 'unlisted', 'public'));
alter table messages add column edited_at timestamptz;
alter table messages add column deleted_at timestamptz;
comment on column messages.visibility is 'Who could read it where it was said.';
comment on column messages.edited_at is 'When the sender changed it last; former words in message_versions.';
comment on column messages.deleted_at is 'When the sender took it back: its words are hidden, not gone.';

drop index messages_receipt;
create unique index messages_receipt on messages (account_id, receipt_id, coalesce(external_id, ''))
  where receipt_id is not null;

create table message_versions (
  account_id uuid not null,
  id uuid not null,
  message_id uuid not null,
  body_text text not null,
  body_html text,
  written_at timestamptz not null,
  replaced_at timestamptz not null,
  receipt_id uuid,
  primary key (account_id, id),
  foreign key (account_id, message_id) references messages (account_id, id)
);
create index message_versions_message on message_versions (account_id, message_id, id);
create index message_versions_receipt on message_versions (account_id, receipt_id)
  where receipt_id is not null;
comment on table message_versions is 'conversations: what a message said before its sender changed it.';

create table early_changes (
  account_id uuid not null,
  channel_id uuid not null,
  external_id_hash bytea not null,
  change jsonb not null,
  at timestamptz not null,
  primary key (account_id, channel_id, external_id_hash, at),
  foreign key (account_id, channel_id) references channel_accounts (account_id, id)
);
comment on table early_changes is
  'conversations: edits and deletions that arrived before the message they are about.';

alter table deliveries add column channel_id uuid not null;
alter table deliveries add column channel_kind text not null
  check (channel_kind in ('email', 'chat', 'form', 'api'));
comment on column deliveries.channel_id is
  'The channel it leaves by; not the message’s own where an answer follows somebody by mail.';
alter table deliveries add column provider_id text;
alter table deliveries add column delivered_at timestamptz, add column read_at timestamptz;
comment on column deliveries.delivered_at is 'When it arrived at the contact, where the channel tells.';
create index deliveries_provider on deliveries (account_id, provider_id)
  where provider_id is not null;
comment on column deliveries.provider_id is 'Under which the other side tells what became of it.';
comment on column deliveries.read_at is 'When the contact read it, where the channel tells.';

do $$
declare t text;
begin
  foreach t in array array['channel_errors', 'message_versions', 'early_changes'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy account on %I to earshot_app using (account_id = current_account_id())', t);
    execute format('grant select, insert, update, delete on %I to earshot_app', t);
  end loop;
end
$$;

alter table channel_accounts drop constraint channel_accounts_kind_check;
alter table channel_accounts add constraint channel_accounts_kind_check
  check (kind in ('email', 'chat', 'form', 'api'));
comment on column channel_accounts.address is
  'Of a mailbox its address; of a chat, form or API channel its public key, which pages carry.';

alter table receipts drop constraint receipts_source_check;
alter table receipts add constraint receipts_source_check
  check (source in ('smtp', 'lmtp', 'imap', 'import', 'page', 'chat', 'form', 'api'));

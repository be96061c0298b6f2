alter table contact_points drop constraint contact_points_kind_check;
alter table contact_points add constraint contact_points_kind_check
  check (kind in ('email', 'phone', 'handle', 'postal', 'device', 'visitor', 'identity'));
comment on column contact_points.kind is
  'visitor: one browser or app that said nothing else; identity: who the organisation’s own site signed in.';

create table web_visitors (
  account_id uuid not null,
  id uuid not null,
  channel_id uuid not null,
  subject text,
  name text,
  locale text not null check (locale in ('de', 'en', 'es', 'pt')),
  email text,
  email_verified_at timestamptz,
  email_verified_how text,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  adopted_by uuid,
  primary key (account_id, id),
  foreign key (account_id, channel_id) references channel_accounts (account_id, id)
);
create unique index web_visitors_subject on web_visitors (account_id, channel_id, subject)
  where subject is not null;
comment on table web_visitors is
  'web: one browser or app, or one person whom the organisation’s own site signed in; no contact is made before the first word.';
comment on column web_visitors.subject is 'sub of the identity token; null: anonymous.';
comment on column web_visitors.email is 'Normalised; given by the visitor unless a proof is noted.';
comment on column web_visitors.email_verified_how is 'one_time_code | identity_token';
comment on column web_visitors.adopted_by is
  'The signed-in visitor that went on in the same browser; sees what this one wrote.';

create table web_sessions (
  account_id uuid not null,
  id uuid not null,
  visitor_id uuid not null,
  token_hash bytea not null,
  known_by text not null check (known_by in ('anonymous', 'identity', 'link')),
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  primary key (account_id, id),
  foreign key (account_id, visitor_id) references web_visitors (account_id, id)
);
create unique index web_sessions_token on web_sessions (account_id, token_hash);
create index web_sessions_visitor on web_sessions (account_id, visitor_id) where ended_at is null;
create index web_sessions_expired on web_sessions (expires_at);
comment on table web_sessions is 'web: a visitor’s session; only the hash of its token is kept.';

create table web_conversations (
  account_id uuid not null,
  id uuid not null,
  channel_id uuid not null,
  opened_by uuid not null,
  conversation_id uuid,
  last_seq int not null default 0,
  read_seq int not null default 0,
  delivered_seq int not null default 0,
  agent_read_seq int not null default 0,
  mailed_seq int not null default 0,
  pushed_seq int not null default 0,
  page jsonb,
  created_at timestamptz not null,
  primary key (account_id, id),
  foreign key (account_id, channel_id) references channel_accounts (account_id, id),
  foreign key (account_id, opened_by) references web_visitors (account_id, id)
);
create unique index web_conversations_inner on web_conversations (account_id, conversation_id)
  where conversation_id is not null;
comment on table web_conversations is
  'web: what a visitor sees of a conversation; its id is the thread on the channel.';
comment on column web_conversations.conversation_id is 'Null until the first message is taken up.';
comment on column web_conversations.mailed_seq is 'Up to where answers followed the visitor by mail.';
comment on column web_conversations.pushed_seq is 'Up to where answers were announced by push.';
comment on column web_conversations.page is 'Where it was opened: {title, url}.';

create table web_grants (
  account_id uuid not null,
  web_conversation_id uuid not null,
  visitor_id uuid not null,
  how text not null check (how in ('opened', 'adopted', 'link')),
  granted_at timestamptz not null,
  primary key (account_id, web_conversation_id, visitor_id),
  foreign key (account_id, web_conversation_id) references web_conversations (account_id, id),
  foreign key (account_id, visitor_id) references web_visitors (account_id, id)
);
create index web_grants_visitor on web_grants (account_id, visitor_id);
comment on table web_grants is 'web: which visitor may read and write which conversation, and why.';

create table web_entries (
  account_id uuid not null,
  web_conversation_id uuid not null,
  seq int not null,
  message_id uuid not null,
  client_id text,
  shown_at timestamptz not null,
  primary key (account_id, web_conversation_id, seq),
  unique (account_id, message_id),
  foreign key (account_id, web_conversation_id) references web_conversations (account_id, id)
);
create index web_entries_client on web_entries (account_id, web_conversation_id, client_id)
  where client_id is not null;
comment on table web_entries is
  'web: messages in the order in which they became visible to the visitor; gap-free, whatever is sent later or moved.';

create table web_codes (
  account_id uuid not null,
  id uuid not null,
  visitor_id uuid not null,
  address text not null,
  code_hash bytea not null,
  tries int not null default 0,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (account_id, id),
  foreign key (account_id, visitor_id) references web_visitors (account_id, id)
);
create index web_codes_visitor on web_codes (account_id, visitor_id, made_at);
create index web_codes_address on web_codes (account_id, address, made_at);
comment on table web_codes is 'web: one-time codes that prove an address; hashed, five tries.';

create table web_push_subscriptions (
  account_id uuid not null,
  id uuid not null,
  visitor_id uuid not null,
  session_id uuid not null,
  endpoint text not null,
  p256dh text not null,
  auth text not null,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (account_id, id),
  unique (account_id, endpoint, auth),
  foreign key (account_id, visitor_id) references web_visitors (account_id, id)
);
create index web_push_subscriptions_visitor on web_push_subscriptions (account_id, visitor_id, made_at);
create index web_push_subscriptions_session on web_push_subscriptions (account_id, session_id);
create index web_push_subscriptions_expired on web_push_subscriptions (expires_at);
comment on table web_push_subscriptions is
  'web: browsers to which unread answers are announced (RFC 8030); gone with a sign-out, and when the push service says so.';
comment on column web_push_subscriptions.session_id is
  'By which it was asked for: ended there, it ends too; run out of time, it does not.';
comment on column web_push_subscriptions.p256dh is 'Public key of the browser (RFC 8291), base64url.';
comment on column web_push_subscriptions.auth is 'Its authentication secret (RFC 8291), base64url.';

create table web_link_proposals (
  account_id uuid not null,
  id uuid not null,
  contact_id uuid not null,
  other_contact_id uuid not null,
  visitor_id uuid,
  evidence jsonb not null,
  proposed_at timestamptz not null,
  decision text check (decision in ('accepted', 'declined')),
  decided_at timestamptz,
  decided_by jsonb,
  primary key (account_id, id),
  foreign key (account_id, contact_id) references contacts (account_id, id),
  foreign key (account_id, other_contact_id) references contacts (account_id, id)
);
create unique index web_link_proposals_pair
  on web_link_proposals (account_id, contact_id, other_contact_id) where decision is null;
create index web_link_proposals_other on web_link_proposals (account_id, other_contact_id);
comment on table web_link_proposals is
  'web: two contacts that seem to be one person, with the evidence; somebody decides, never we.';
comment on column web_link_proposals.evidence is '{code, address}: one_time_code, identity_token, same_browser.';

do $$
declare t text;
begin
  foreach t in array array['web_visitors', 'web_sessions', 'web_conversations', 'web_grants',
    'web_entries', 'web_codes', 'web_push_subscriptions', 'web_link_proposals'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy account on %I to earshot_app using (account_id = current_account_id())', t);
    execute format('grant select, insert, update, delete on %I to earshot_app', t);
  end loop;
  -- What ran out is forgotten over all accounts.
  foreach t in array array['web_sessions', 'web_codes', 'web_push_subscriptions'] loop
    execute format('create policy system on %I to earshot_system using (true)', t);
    execute format('grant select on %I to earshot_system', t);
  end loop;
end
$$;

create unlogged table web_presences (
  account_id uuid not null,
  web_conversation_id uuid not null,
  side text not null check (side in ('visitor', 'agent')),
  process_id uuid not null,
  online boolean not null,
  typing boolean not null,
  name text,
  words text,
  page jsonb,
  at timestamptz not null,
  changed_at timestamptz not null,
  primary key (account_id, web_conversation_id, side)
);
create index web_presences_changed on web_presences (changed_at);
comment on table web_presences is
  'web: who is there and types just now, for the other server processes; a crash may lose it.';
comment on column web_presences.at is 'Believed for a while from then on; said again as long as it holds.';
comment on column web_presences.changed_at is 'What the other processes have not heard of yet; not moved by saying it again.';
comment on column web_presences.words is
  'What a visitor is typing, only where the channel says so and the visitor was told; gone with the next state.';

alter table web_presences enable row level security;
create policy account on web_presences to earshot_app using (account_id = current_account_id());
grant select, insert, update, delete on web_presences to earshot_app;
create policy system on web_presences to earshot_system using (true);
grant select on web_presences to earshot_system;

alter table page_links drop constraint page_links_kind_check;
alter table page_links add constraint page_links_kind_check
  check (kind in ('contact', 'seat', 'chat'));
comment on column page_links.address is
  'Whose link it is; of a way back into a conversation (chat) first its id, then the address.';

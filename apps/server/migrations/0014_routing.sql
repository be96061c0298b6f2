alter table conversations add column served_by text not null default 'people'
  check (served_by in ('bot', 'people'));
comment on column conversations.served_by is
  'bot: a program of the organisation answers for now; the contact can always ask for a person.';

create table contact_groups (
  account_id uuid not null references accounts (id),
  id uuid not null,
  name text not null check (name <> ''),
  created_at timestamptz not null,
  primary key (account_id, id)
);
create unique index contact_groups_name on contact_groups (account_id, lower(name));
comment on table contact_groups is
  'contacts: what several contacts have in common, such as a service contract; policies ask for it.';

create table contact_group_members (
  account_id uuid not null,
  group_id uuid not null,
  contact_id uuid not null,
  added_by jsonb not null,
  added_at timestamptz not null,
  primary key (account_id, contact_id, group_id),
  foreign key (account_id, group_id) references contact_groups (account_id, id),
  foreign key (account_id, contact_id) references contacts (account_id, id)
);
create index contact_group_members_group on contact_group_members (account_id, group_id);
comment on table contact_group_members is 'contacts: who belongs to a group; leaving it removes the row.';

do $$
declare t text;
begin
  foreach t in array array['contact_groups', 'contact_group_members'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy account on %I to earshot_app using (account_id = current_account_id())', t);
    execute format('grant select, insert, update, delete on %I to earshot_app', t);
  end loop;
end
$$;

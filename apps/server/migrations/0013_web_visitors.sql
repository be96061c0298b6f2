alter table contact_points drop constraint contact_points_kind_check;
alter table contact_points add constraint contact_points_kind_check
  check (kind in ('email', 'phone', 'handle', 'postal', 'device', 'visitor', 'identity'));
comment on column contact_points.kind is
  'visitor: one browser or app that said nothing else; identity: who the organisation’s own site signed in.';

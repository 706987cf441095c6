-- Auditors, who read the log of moderation, and the published figures of each month: docs/adr/0091-auditors-and-transparency.md.

-- safe: scan auth.user_roles: staff only
alter table auth.user_roles
  drop constraint user_roles_role_check,
  add constraint user_roles_role_check check (role in ('auditor', 'moderator', 'admin', 'owner'));

-- What moderation did in a month, without names. Written once, when the month has ended.
create table moderation.monthly_figures (
  -- Its first day, UTC.
  month date primary key check (extract(day from month) = 1),
  -- The last entry of the log that is counted; 0: the log was empty.
  last_seq bigint not null,
  figures jsonb not null,
  published_at timestamptz not null
);
create trigger only_grows before update or delete on moderation.monthly_figures
  for each row execute function moderation.refuse_change();
create trigger only_grows_truncate before truncate on moderation.monthly_figures
  for each statement execute function moderation.refuse_change();

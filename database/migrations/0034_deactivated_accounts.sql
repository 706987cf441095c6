-- safe: scan auth.users: before the first release
-- safe: scan auth.sessions: before the first release
-- safe: index content.posts: before the first release
-- Members who have deactivated their account. Nobody sees them until they sign in again. With `delete_at`, the account is deleted then, and
-- signing in only offers to restore it. A member who is suspended meanwhile keeps the row.

alter table auth.users drop constraint users_status_check;
alter table auth.users add constraint users_status_check
  check (status in ('pending', 'active', 'deactivated', 'suspended', 'deleted')) not valid;
alter table auth.users validate constraint users_status_check;

alter table auth.sessions drop constraint sessions_end_reason_check;
alter table auth.sessions add constraint sessions_end_reason_check check (end_reason in (
  'logout', 'ended_by_owner', 'refresh_reused', 'password_changed', 'suspended', 'expired', 'ended_by_admin', 'deactivated')) not valid;
alter table auth.sessions validate constraint sessions_end_reason_check;

create table auth.deactivations (
  user_id uuid primary key references auth.users (id) on delete cascade,
  deactivated_at timestamptz not null,
  delete_at timestamptz
);
-- The job finds what is due.
create index deactivations_due on auth.deactivations (delete_at) where delete_at is not null;

-- Deleting an account also deletes the tombstones of its posts.
create index posts_author_deleted on content.posts (author_id, id) where deleted_at is not null;

-- What ranked feeds and suggestions read at each request, in the form in which they read it.

-- Of all members who have said something of themselves, also those without a department.
create view profiles.study_view as select user_id, department, graduation_year from profiles.profiles;

-- Serves suggestions: of a department those nearest in years, on either side.
create index profiles_department_year on profiles.profiles (department, graduation_year, user_id) where department is not null;

alter table feed.pool add column department text;
create index pool_author on feed.pool (author_id);

-- What is asked of a post that others alike have liked, worked out with it.
alter table feed.tastes add column author_id uuid, add column is_colleague boolean not null default false;
delete from feed.tastes_computed;

-- In the place of feed.ranked_sessions, which nothing writes any more: what a reader goes through, in few bytes. Unlogged,
-- since a crash may forget how far somebody has scrolled: they begin anew. Not compressed: ids do not get smaller.
create unlogged table feed.sessions (
  user_id uuid not null,
  feed text not null check (feed in ('explore', 'top', 'recommendations')),
  id uuid not null,
  begun_at timestamptz not null,
  scale jsonb not null,
  ranked bytea not null,
  handed_out integer not null,
  seen bytea not null,
  primary key (user_id, feed)
) with (fillfactor = 80);
alter table feed.sessions alter column ranked set storage external, alter column seen set storage external;

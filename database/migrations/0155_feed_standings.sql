-- How much a member's participation counts in trends and ranked feeds: docs/trending.md.
create table feed.standings (
  member_id uuid primary key references auth.users on delete cascade,
  -- From 0 (unknown to the campus) to 1. A member without a row counts 0.
  standing real not null check (standing between 0 and 1),
  -- Followers, each weighed by the age of their account.
  followers real not null check (followers >= 0)
);
create table feed.standings_computed (id boolean primary key default true check (id), at timestamptz not null);

-- Published: replies are ranked by it too.
create view feed.standing_view as select member_id, standing from feed.standings;

-- The usual level of a hashtag: those whom the campus knows, so that unknown accounts can not wear a hashtag out.
alter table feed.hashtag_days add column known integer;
update feed.hashtag_days set known = people;
alter table feed.hashtag_days alter column known set not null;

-- Participation weighed by standing, in all and by university; and what the cohort of a reader is compared with.
alter table feed.pool
  add column voices real not null default 0,
  add column voices_by_university jsonb not null default '{}',
  add column author_standing real not null default 0,
  add column graduation_year smallint,
  add column language text,
  -- voices_by_university takes its place.
  alter column people_by_university set default '{}';

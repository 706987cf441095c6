-- What those have liked lately who like what a reader likes; worked out by a job: docs/ranking.md.
create table feed.tastes (
  user_id uuid not null references auth.users on delete cascade,
  post_id uuid not null,
  -- How alike those are who liked it, added up, in thousandths.
  points integer not null check (points > 0),
  primary key (user_id, post_id)
);
create table feed.tastes_computed (
  user_id uuid primary key references auth.users on delete cascade,
  at timestamptz not null
);

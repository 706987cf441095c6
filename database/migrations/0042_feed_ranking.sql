-- What ranked feeds are made of, worked out by jobs: docs/ranking.md.

-- How near two members stand who do not follow each other: friends of friends.
create table feed.affinities (
  user_id uuid not null references auth.users on delete cascade,
  member_id uuid not null references auth.users on delete cascade,
  -- Adamic–Adar over those whom the one follows and who follow the other, in thousandths.
  points integer not null check (points > 0),
  -- How many these are, and three of them.
  common integer not null check (common > 0),
  via uuid[] not null,
  primary key (user_id, member_id)
);
create index affinities_member on feed.affinities (member_id);
create table feed.affinities_computed (
  user_id uuid primary key references auth.users on delete cascade,
  at timestamptz not null
);

-- Posts that explore and recommendations choose from, the same for all readers: kept whole in memory by who serves them.
create table feed.pool (
  post_id uuid primary key,
  author_id uuid not null,
  university_id uuid not null,
  is_public boolean not null,
  -- Who took part in it lately, each once, and by university.
  people integer not null,
  people_by_university jsonb not null,
  hashtags text[] not null
);
create table feed.pool_computed (id boolean primary key default true check (id), at timestamptz not null);

-- A ranked feed as one reader goes through it. Losing it costs a new ranking, nothing else: so it is not logged.
create unlogged table feed.ranked_sessions (
  user_id uuid not null,
  feed text not null check (feed in ('explore', 'top', 'recommendations')),
  id uuid not null,
  begun_at timestamptz not null,
  -- The order, and how far it was handed out.
  post_ids uuid[] not null,
  -- As it leaves the API, without names: one object for each post.
  ranks jsonb not null,
  handed_out integer not null,
  -- Handed out by the sessions shortly before.
  seen uuid[] not null,
  primary key (user_id, feed)
);

create table feed.preferences (
  user_id uuid primary key references auth.users on delete cascade,
  home text not null default 'latest' check (home in ('latest', 'top')),
  -- Off: nothing is ranked for this member anywhere.
  ranking boolean not null default true,
  -- Weights that differ from the usual ones, by signal, in tenths.
  weights jsonb not null default '{}',
  -- Where the reader stopped at home.
  home_place uuid,
  home_place_at timestamptz
);

-- People whom a member does not want suggested.
create table feed.dismissed_members (
  user_id uuid not null references auth.users on delete cascade,
  member_id uuid not null references auth.users on delete cascade,
  at timestamptz not null,
  primary key (user_id, member_id)
);
create index dismissed_members_member on feed.dismissed_members (member_id);

-- Members of one department, for who is new to it.
create index profiles_department on profiles.profiles (department, graduation_year) where department is not null;

-- Whom most follow, at each university and everywhere: for who knows nobody yet.
create table feed.notable_members (
  university_id uuid not null,
  place integer not null,
  member_id uuid not null references auth.users on delete cascade,
  primary key (university_id, place)
);
create index notable_members_member on feed.notable_members (member_id);

-- Published: who studies what.
create view profiles.department_view as
  select user_id, department, graduation_year from profiles.profiles where department is not null;

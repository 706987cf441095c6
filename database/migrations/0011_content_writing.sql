-- Posts that change after they were written, ask something, stand on top of a profile, or wait to be published.

alter table content.posts
  add column has_poll boolean not null default false,
  -- Stands on top of its author's profile since then.
  add column pinned_at timestamptz;
-- What a member has pinned, the newest first: three at most.
create index posts_pinned on content.posts (author_id, pinned_at desc) where pinned_at is not null;

-- What a post said before it was edited; the current text is the post itself.
create table content.post_history (
  post_id uuid not null references content.posts on delete cascade,
  version smallint not null check (version between 1 and 50),
  content text not null check (char_length(content) <= 8000),
  entities jsonb not null,
  content_warning text check (char_length(content_warning) <= 400),
  -- From when on the post said this.
  written_at timestamptz not null,
  primary key (post_id, version)
);

-- One row per poll: who votes locks it, so that its counters change one after the other.
create table content.polls (
  post_id uuid primary key references content.posts on delete cascade,
  options text[] not null check (cardinality(options) between 2 and 8),
  votes integer[] not null,
  multiple boolean not null,
  closes_at timestamptz not null,
  voters integer not null default 0 check (voters >= 0),
  check (cardinality(votes) = cardinality(options) and 0 <= all (votes))
);
create table content.poll_votes (
  post_id uuid not null references content.polls on delete cascade,
  user_id uuid not null references auth.users on delete cascade,
  -- Positions in `options`, from 0, rising.
  choices smallint[] not null check (cardinality(choices) between 1 and 8),
  voted_at timestamptz not null,
  primary key (post_id, user_id)
);
create index poll_votes_user on content.poll_votes (user_id);

-- Unfinished posts: `post` is the body of POST /posts, checked only when it is published.
create table content.drafts (
  id uuid primary key,
  user_id uuid not null references auth.users on delete cascade,
  post jsonb not null check (octet_length(post::text) <= 65536),
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index drafts_user on content.drafts (user_id, id desc);

-- Posts that wait for their hour. A published one leaves the table in the transaction that publishes it.
create table content.scheduled_posts (
  id uuid primary key,
  user_id uuid not null references auth.users on delete cascade,
  post jsonb not null check (octet_length(post::text) <= 65536),
  scheduled_for timestamptz not null,
  status text not null default 'waiting' check (status in ('waiting', 'failed')),
  -- Code of the problem for which it was not published.
  failure text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check ((status = 'failed') = (failure is not null))
);
create index scheduled_posts_user on content.scheduled_posts (user_id, id desc);
-- What is due.
create index scheduled_posts_due on content.scheduled_posts (scheduled_for, id) where status = 'waiting';

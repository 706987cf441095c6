-- safe: scan boards.posts: boards are off by default, and reading their posts once is short

-- Hidden posts on boards can be shown again, and their authors object to it without being known (docs/adr/0105).

-- Each time that moderators hid a post.
create table boards.hidings (
  id uuid primary key,
  post_id uuid not null references boards.posts on delete cascade,
  -- Its author reads it.
  reason text not null,
  hidden_by uuid references auth.users on delete set null,
  hidden_at timestamptz not null,
  shown_by uuid references auth.users on delete set null,
  shown_at timestamptz
);
create unique index hidings_held on boards.hidings (post_id) where shown_at is null;
create index hidings_post on boards.hidings (post_id, hidden_at desc);
create index hidings_newest on boards.hidings (hidden_at desc, id desc);
create index hidings_hidden_by on boards.hidings (hidden_by) where hidden_by is not null;
create index hidings_shown_by on boards.hidings (shown_by) where shown_by is not null;

-- What the author of a hidden post says against it. It names nobody: the secret of the thread shows that it is the author.
create table boards.appeals (
  hiding_id uuid primary key references boards.hidings on delete cascade,
  text text not null,
  -- The time of its batch.
  appealed_at timestamptz not null,
  outcome text check (outcome in ('upheld', 'rejected')),
  answer text,
  decided_by uuid references auth.users on delete set null,
  decided_at timestamptz,
  check ((outcome is null) = (decided_at is null))
);
create index appeals_open on boards.appeals (appealed_at, hiding_id) where outcome is null;
create index appeals_decided_by on boards.appeals (decided_by) where decided_by is not null;

-- Appeals since the last batch, like the table of posts that wait. No foreign key: it would leave the number of the author's transaction
-- in the row that names a moderator.
create table boards.waiting_appeals (
  hiding_id uuid primary key,
  text text not null,
  publish_at timestamptz not null
);
create index waiting_appeals_due on boards.waiting_appeals (publish_at);

-- Posts that were hidden before have no reason that their authors may read.
insert into boards.hidings (id, post_id, reason, hidden_at)
select gen_random_uuid(), id, '', now() from boards.posts where state = 'hidden';

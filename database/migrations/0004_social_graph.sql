-- Who follows, blocks and mutes whom.

create schema social;

create table social.follows (
  follower_id uuid not null references auth.users on delete cascade,
  followee_id uuid not null references auth.users on delete cascade,
  -- UUIDv7: the order of followers and following lists, and their cursor.
  id uuid not null,
  primary key (follower_id, followee_id),
  check (follower_id <> followee_id)
);
-- "followers of", newest first; also the fan-out's read.
create index follows_followee on social.follows (followee_id, id desc) include (follower_id);
-- "following of", newest first.
create index follows_follower on social.follows (follower_id, id desc) include (followee_id);

create table social.follow_requests (
  requester_id uuid not null references auth.users on delete cascade,
  target_id uuid not null references auth.users on delete cascade,
  id uuid not null,
  primary key (requester_id, target_id),
  check (requester_id <> target_id)
);
create index follow_requests_target on social.follow_requests (target_id, id desc) include (requester_id);

create table social.blocks (
  blocker_id uuid not null references auth.users on delete cascade,
  blocked_id uuid not null references auth.users on delete cascade,
  id uuid not null,
  primary key (blocker_id, blocked_id),
  check (blocker_id <> blocked_id)
);
-- A block cuts both ways: the other direction's look-up.
create index blocks_blocked on social.blocks (blocked_id, blocker_id);
create index blocks_newest on social.blocks (blocker_id, id desc);

create table social.mutes (
  muter_id uuid not null references auth.users on delete cascade,
  muted_id uuid not null references auth.users on delete cascade,
  id uuid not null,
  primary key (muter_id, muted_id),
  check (muter_id <> muted_id)
);
create index mutes_newest on social.mutes (muter_id, id desc);

-- Kept by the transaction that changes them.
create table social.member_counts (
  user_id uuid primary key references auth.users on delete cascade,
  followers integer not null default 0 check (followers >= 0),
  following integer not null default 0 check (following >= 0)
);

-- Published.
create view social.follow_view as select follower_id, followee_id, id from social.follows;
create view social.follow_request_view as select requester_id, target_id, id from social.follow_requests;
create view social.member_counts_view as select user_id, followers, following from social.member_counts;

-- Follows, blocks and mutes.

create schema social;

create table social.follows (
  follower_id uuid references auth.users on delete cascade,
  followee_id uuid references auth.users on delete cascade,
  -- UUIDv7: order and cursor of the followers and following lists.
  id uuid not null,
  primary key (follower_id, followee_id),
  check (follower_id <> followee_id)
);
-- Followers of a member, newest first. Serves fan-out too.
create index follows_followee on social.follows (followee_id, id desc) include (follower_id);
-- Whom a member follows, newest first.
create index follows_follower on social.follows (follower_id, id desc) include (followee_id);

create table social.follow_requests (
  requester_id uuid references auth.users on delete cascade,
  target_id uuid references auth.users on delete cascade,
  id uuid not null,
  primary key (requester_id, target_id),
  check (requester_id <> target_id)
);
create index follow_requests_target on social.follow_requests (target_id, id desc) include (requester_id);

create table social.blocks (
  blocker_id uuid references auth.users on delete cascade,
  blocked_id uuid references auth.users on delete cascade,
  id uuid not null,
  primary key (blocker_id, blocked_id),
  check (blocker_id <> blocked_id)
);
-- A block works in both directions: this is the other one.
create index blocks_blocked on social.blocks (blocked_id, blocker_id);
create index blocks_newest on social.blocks (blocker_id, id desc);

create table social.mutes (
  muter_id uuid references auth.users on delete cascade,
  muted_id uuid references auth.users on delete cascade,
  id uuid not null,
  primary key (muter_id, muted_id),
  check (muter_id <> muted_id)
);
create index mutes_newest on social.mutes (muter_id, id desc);

-- Updated by the transaction that changes what is counted.
create table social.member_counts (
  user_id uuid primary key references auth.users on delete cascade,
  followers integer not null default 0 check (followers >= 0),
  following integer not null default 0 check (following >= 0)
);

create table social.hidden_reposts (
  hider_id uuid references auth.users on delete cascade,
  hidden_id uuid references auth.users on delete cascade,
  primary key (hider_id, hidden_id),
  check (hider_id <> hidden_id)
);
-- Serves the deletion of an account.
create index hidden_reposts_hidden on social.hidden_reposts (hidden_id);

-- What the visibility rule and lists need of each author, in one row: one look-up instead of two for each row of each list.
-- Triggers keep it equal to its sources within every transaction.
create table social.audiences (
  user_id uuid primary key references auth.users on delete cascade,
  status text not null,
  university_id uuid not null,
  is_private boolean not null,
  username text not null,
  -- Version of the author's card. From a sequence: never reused, even after a rollback.
  version bigint not null
) with (fillfactor = 80);
create index audiences_private on social.audiences (user_id) where is_private;

create sequence social.audience_versions;

-- An ancestor of a reply, as far as it may limit who can read the reply. `inherits` is that post's own `inherits_audience`.
create type social.audience_limit as (author_id uuid, visibility text, inherits boolean, parent_author_id uuid);

-- How much a member's participation counts in trends and ranked feeds: docs/trending.md.
create table social.standings (
  member_id uuid primary key references auth.users on delete cascade,
  -- From 0 (unknown on campus) to 1. A member without a row counts 0.
  standing real not null check (standing >= 0 and standing <= 1),
  -- Followers, each weighted by the age of their account.
  followers real not null check (followers >= 0),
  -- Weight of the account's age, from 0 to 1: what its follow adds to others' followers. 1 until the job has computed it.
  age real not null default 1 check (age >= 0 and age <= 1)
);

create table social.standings_computed (
  id boolean default true primary key check (id),
  at timestamptz not null
);

-- Each trigger writes the columns of its own source only, so that concurrent changes do not overwrite each other.
create function social.sync_audience_of_user() returns trigger
  language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into social.audiences (user_id, status, university_id, is_private, username, version)
      values (new.id, new.status, new.university_id, false, new.username, nextval('social.audience_versions'));
  else
    update social.audiences set status = new.status, university_id = new.university_id, username = new.username,
      version = nextval('social.audience_versions') where user_id = new.id;
  end if;
  return null;
end $$;

-- Read first, since most threads are open: the authors of the ancestors, and whether an ancestor's own visibility is limited.
create function social.limiting_authors(limits social.audience_limit[]) returns uuid[]
  language sql immutable as $$ select array_agg(above.author_id) from unnest(limits) above $$;

create function social.is_limited(limits social.audience_limit[]) returns boolean
  language sql immutable as $$ select coalesce(bool_or(above.visibility <> 'public'), false) from unnest(limits) above $$;

-- The part of the visibility rule that examines a post's ancestors (docs/adr/0020). `admits` in
-- server/modules/social/visibility.ts is the same rule for one post. A function, so that plans of lists stay small: they call it
-- only for posts below a closed one. One small statement for each ancestor, whose plan the connection keeps; a single statement
-- over the array was planned at each call.
create function social.audience_limit_flags(
  viewer_id uuid, viewer_university_id uuid, limits social.audience_limit[]
) returns integer language plpgsql stable as $$
declare
  bound social.audience_limit;
  open_authors uuid[] := '{}';
  level integer;
  narrowest integer;
  admits boolean;
  is_admitted boolean := true;
begin
  -- A long thread has many authors, few of them private: one look-up finds the public ones.
  if cardinality(limits) > 3 then
    open_authors := array(
      select id from social.audience_view where id = any(social.limiting_authors(limits)) and not is_private);
  end if;
  foreach bound in array limits loop
    continue when bound.visibility = 'public' and bound.author_id = any(open_authors);
    select case when bound.visibility = 'followers' or author.is_private then 2 else 1 end,
      bound.author_id = viewer_id
      -- A post that inherits its audience admits whom the closed post above it admits. Only without one does it limit by itself.
      or (bound.inherits and narrowest is not null)
      or (author.status = 'active'
        and (bound.parent_author_id is not distinct from viewer_id
          or ((bound.visibility <> 'university' or author.university_id is not distinct from viewer_university_id)
            and ((not author.is_private and bound.visibility <> 'followers')
              or exists (select from social.follows where follower_id = viewer_id and followee_id = bound.author_id))))
        and not exists (select from social.blocks where blocker_id = viewer_id and blocked_id = bound.author_id)
        and not exists (select from social.blocks where blocker_id = bound.author_id and blocked_id = viewer_id))
    into level, admits
    from social.audience_view author
    where author.id = bound.author_id and (bound.visibility <> 'public' or author.is_private);
    if not found then
      continue when bound.visibility = 'public';
      -- The author's account no longer exists.
      level := case when bound.visibility = 'followers' then 2 else 1 end;
      admits := bound.inherits and narrowest is not null;
    end if;
    narrowest := greatest(narrowest, level);
    is_admitted := is_admitted and admits;
  end loop;
  return narrowest + case when is_admitted then 4 else 0 end;
end $$;

-- Stores whether an account is private. Its card gets a new version in any case.
create function social.set_privacy(member_id uuid, is_private boolean) returns void
  language sql as $$
  update social.audiences set is_private = set_privacy.is_private, version = nextval('social.audience_versions')
    where user_id = set_privacy.member_id
$$;

-- What a list needs of each author. Without university names, which saves a look-up per row of a feed.
create view social.audience_view as
  select user_id as id, status, university_id, is_private, username, version::text as version from social.audiences;

-- Public.
create view social.follow_view as select follower_id, followee_id, id from social.follows;

create view social.follow_request_view as select requester_id, target_id, id from social.follow_requests;

create view social.member_counts_view as select user_id, followers, following from social.member_counts;

-- Public: the standing of each member, for replies and people search.
create view social.standing_view as select member_id, standing, followers, age from social.standings;

-- Public: for the lists of profiles and the rules of messaging.
create view social.block_view as select blocker_id, blocked_id, id from social.blocks;

-- Public: for the lists of profiles.
create view social.mute_view as select muter_id, muted_id, id from social.mutes;

create trigger users_keep_audience
  after insert or update of status, university_id, username, display_name on auth.users
  for each row execute function social.sync_audience_of_user();

create trigger require_active before insert on social.follow_requests for each row execute function auth.require_active('requester_id');

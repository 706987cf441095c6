-- The schema `social` after all migrations. Generated: npm run generate

create type social.audience_limit as (
  author_id uuid,
  visibility text,
  inherits boolean,
  parent_author_id uuid
);

create table social.audiences (
  user_id uuid not null,
  status text not null,
  university_id uuid not null,
  is_private boolean not null,
  username text not null,
  version bigint not null,
  limited_until timestamp with time zone,
  PRIMARY KEY (user_id),
  FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE
);

create table social.blocks (
  blocker_id uuid not null,
  blocked_id uuid not null,
  id uuid not null,
  PRIMARY KEY (blocker_id, blocked_id),
  FOREIGN KEY (blocked_id) REFERENCES auth.users(id) ON DELETE CASCADE,
  FOREIGN KEY (blocker_id) REFERENCES auth.users(id) ON DELETE CASCADE,
  CHECK ((blocker_id <> blocked_id))
);

create table social.contact_settings (
  member_id uuid not null,
  mentions text not null default 'everyone'::text,
  replies text not null default 'everyone'::text,
  messages text not null default 'everyone'::text,
  groups text not null default 'everyone'::text,
  is_strict_with_newcomers boolean not null default true,
  conceals_requests boolean not null default true,
  PRIMARY KEY (member_id),
  FOREIGN KEY (member_id) REFERENCES auth.users(id) ON DELETE CASCADE,
  CHECK ((groups = ANY (ARRAY['everyone'::text, 'university'::text, 'followers'::text, 'following'::text, 'nobody'::text]))),
  CHECK ((mentions = ANY (ARRAY['everyone'::text, 'university'::text, 'followers'::text, 'following'::text, 'nobody'::text]))),
  CHECK ((messages = ANY (ARRAY['everyone'::text, 'university'::text, 'followers'::text, 'following'::text, 'nobody'::text]))),
  CHECK ((replies = ANY (ARRAY['everyone'::text, 'university'::text, 'followers'::text, 'following'::text, 'nobody'::text])))
);

create table social.follow_requests (
  requester_id uuid not null,
  target_id uuid not null,
  id uuid not null,
  PRIMARY KEY (requester_id, target_id),
  FOREIGN KEY (requester_id) REFERENCES auth.users(id) ON DELETE CASCADE,
  FOREIGN KEY (target_id) REFERENCES auth.users(id) ON DELETE CASCADE,
  CHECK ((requester_id <> target_id))
);

create table social.follows (
  follower_id uuid not null,
  followee_id uuid not null,
  id uuid not null,
  PRIMARY KEY (follower_id, followee_id),
  FOREIGN KEY (followee_id) REFERENCES auth.users(id) ON DELETE CASCADE,
  FOREIGN KEY (follower_id) REFERENCES auth.users(id) ON DELETE CASCADE,
  CHECK ((follower_id <> followee_id))
);

create table social.hidden_reposts (
  hider_id uuid not null,
  hidden_id uuid not null,
  PRIMARY KEY (hider_id, hidden_id),
  FOREIGN KEY (hidden_id) REFERENCES auth.users(id) ON DELETE CASCADE,
  FOREIGN KEY (hider_id) REFERENCES auth.users(id) ON DELETE CASCADE,
  CHECK ((hider_id <> hidden_id))
);

create table social.member_counts (
  user_id uuid not null,
  followers integer not null default 0,
  following integer not null default 0,
  PRIMARY KEY (user_id),
  FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE,
  CHECK ((followers >= 0)),
  CHECK ((following >= 0))
);

create table social.mutes (
  muter_id uuid not null,
  muted_id uuid not null,
  id uuid not null,
  PRIMARY KEY (muter_id, muted_id),
  FOREIGN KEY (muted_id) REFERENCES auth.users(id) ON DELETE CASCADE,
  FOREIGN KEY (muter_id) REFERENCES auth.users(id) ON DELETE CASCADE,
  CHECK ((muter_id <> muted_id))
);

create table social.quiet_times (
  member_id uuid not null,
  since timestamp with time zone not null,
  until timestamp with time zone not null,
  PRIMARY KEY (member_id),
  FOREIGN KEY (member_id) REFERENCES auth.users(id) ON DELETE CASCADE,
  CHECK ((until > since))
);

create table social.standings (
  member_id uuid not null,
  standing real not null,
  followers real not null,
  age real not null default 1,
  PRIMARY KEY (member_id),
  FOREIGN KEY (member_id) REFERENCES auth.users(id) ON DELETE CASCADE,
  CHECK (((age >= (0)::double precision) AND (age <= (1)::double precision))),
  CHECK (((standing >= (0)::double precision) AND (standing <= (1)::double precision))),
  CHECK ((followers >= (0)::double precision))
);

create table social.standings_computed (
  id boolean not null default true,
  at timestamp with time zone not null,
  PRIMARY KEY (id),
  CHECK (id)
);

create table social.trust (
  member_id uuid not null,
  level smallint not null,
  computed_at timestamp with time zone not null,
  PRIMARY KEY (member_id),
  FOREIGN KEY (member_id) REFERENCES auth.users(id) ON DELETE CASCADE,
  CHECK (((level >= 0) AND (level <= 3)))
);

CREATE INDEX audiences_limited ON social.audiences USING btree (user_id) WHERE (limited_until IS NOT NULL);
CREATE INDEX audiences_private ON social.audiences USING btree (user_id) WHERE is_private;
CREATE INDEX blocks_blocked ON social.blocks USING btree (blocked_id, blocker_id);
CREATE INDEX blocks_newest ON social.blocks USING btree (blocker_id, id DESC);
CREATE INDEX follow_requests_target ON social.follow_requests USING btree (target_id, id DESC) INCLUDE (requester_id);
CREATE INDEX follows_followee ON social.follows USING btree (followee_id, id DESC) INCLUDE (follower_id);
CREATE INDEX follows_follower ON social.follows USING btree (follower_id, id DESC) INCLUDE (followee_id);
CREATE INDEX hidden_reposts_hidden ON social.hidden_reposts USING btree (hidden_id);
CREATE INDEX mutes_newest ON social.mutes USING btree (muter_id, id DESC);
CREATE INDEX trust_computed ON social.trust USING btree (computed_at);

create view social.audience_view as
 SELECT user_id AS id,
    status,
    university_id,
    is_private,
    username,
    (version)::text AS version
   FROM social.audiences;

create view social.block_view as
 SELECT blocker_id,
    blocked_id,
    id
   FROM social.blocks;

create view social.follow_request_view as
 SELECT requester_id,
    target_id,
    id
   FROM social.follow_requests;

create view social.follow_view as
 SELECT follower_id,
    followee_id,
    id
   FROM social.follows;

create view social.member_counts_view as
 SELECT user_id,
    followers,
    following
   FROM social.member_counts;

create view social.mute_view as
 SELECT muter_id,
    muted_id,
    id
   FROM social.mutes;

create view social.standing_view as
 SELECT member_id,
    standing,
    followers,
    age
   FROM social.standings;

CREATE OR REPLACE FUNCTION social.admits(kind text, actor_id uuid, member_id uuid, at timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE
AS $function$
declare
  audience text;
  is_strict boolean;
  is_near boolean;
begin
  if actor_id = member_id then return true; end if;
  select case kind when 'mention' then mentions when 'reply' then replies when 'message' then messages when 'group' then groups end,
      is_strict_with_newcomers
    into audience, is_strict
    from social.contact_settings settings where settings.member_id = admits.member_id;
  audience := coalesce(audience, 'everyone');
  if audience = 'nobody' then return false; end if;
  -- People whom the member follows may, whatever else applies.
  if exists (select from social.follows where follower_id = admits.member_id and followee_id = admits.actor_id) then return true; end if;
  if audience = 'following' then return false; end if;
  is_near := (select university_id from social.audience_view where id = admits.actor_id)
    = (select university_id from social.audience_view where id = admits.member_id);
  if kind in ('message', 'group') and coalesce(is_strict, true) and not is_near and exists (
      select from auth.member_view actor where actor.id = admits.actor_id and actor.created_at > at - interval '7 days') then
    return false;
  end if;
  return case audience
    when 'everyone' then true
    when 'university' then is_near
    else exists (select from social.follows where follower_id = admits.actor_id and followee_id = admits.member_id) end;
end $function$

CREATE OR REPLACE FUNCTION social.audience_limit_flags(viewer_id uuid, viewer_university_id uuid, limits social.audience_limit[])
 RETURNS integer
 LANGUAGE plpgsql
 STABLE
AS $function$
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
end $function$

CREATE OR REPLACE FUNCTION social.is_limited(limits social.audience_limit[])
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$ select coalesce(bool_or(above.visibility <> 'public'), false) from unnest(limits) above $function$

CREATE OR REPLACE FUNCTION social.limiting_authors(limits social.audience_limit[])
 RETURNS uuid[]
 LANGUAGE sql
 IMMUTABLE
AS $function$ select array_agg(above.author_id) from unnest(limits) above $function$

CREATE OR REPLACE FUNCTION social.set_privacy(member_id uuid, is_private boolean)
 RETURNS void
 LANGUAGE sql
AS $function$
  update social.audiences set is_private = set_privacy.is_private, version = nextval('social.audience_versions')
    where user_id = set_privacy.member_id
$function$

CREATE OR REPLACE FUNCTION social.set_who_may_write(member_id uuid, audience text)
 RETURNS void
 LANGUAGE sql
AS $function$
  insert into social.contact_settings (member_id, messages) values (set_who_may_write.member_id, audience)
    on conflict on constraint contact_settings_pkey do update set messages = excluded.messages
$function$

CREATE OR REPLACE FUNCTION social.sync_audience_of_user()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'INSERT' then
    insert into social.audiences (user_id, status, university_id, is_private, username, version)
      values (new.id, new.status, new.university_id, false, new.username, nextval('social.audience_versions'));
  else
    update social.audiences set status = new.status, university_id = new.university_id, username = new.username,
      limited_until = new.limited_until, version = nextval('social.audience_versions') where user_id = new.id;
  end if;
  return null;
end $function$

CREATE OR REPLACE FUNCTION social.trust_level(member_id uuid, at timestamp with time zone)
 RETURNS integer
 LANGUAGE sql
 STABLE
AS $function$
  select coalesce(
    (select level::integer from social.trust where trust.member_id = trust_level.member_id),
    (select case when created_at <= at - interval '14 days' then 2 when created_at <= at - interval '3 days' then 1 end
      from auth.member_view where id = trust_level.member_id), 0)
$function$

CREATE TRIGGER blocks_sync_blocked_by AFTER INSERT OR DELETE ON social.blocks FOR EACH ROW EXECUTE FUNCTION messaging.sync_blocked_by_of_block();
CREATE TRIGGER require_active BEFORE INSERT ON social.follow_requests FOR EACH ROW EXECUTE FUNCTION auth.require_active('requester_id');

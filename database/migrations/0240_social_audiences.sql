-- What the visibility rule reads of a member belongs to social, whose rule it is: social is below profiles and content. Profiles tells
-- it whether an account is private. Views and triggers keep their objects when these move.
alter table profiles.audiences set schema social;
alter sequence profiles.audience_versions set schema social;
alter view profiles.audience_view set schema social;
alter function profiles.keep_audience_of_user() set schema social;

create or replace function social.keep_audience_of_user() returns trigger
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

-- Stores whether an account is private. Its card gets a new version in any case.
create function social.set_privacy(member_id uuid, is_private boolean) returns void
  language sql as $$
  update social.audiences set is_private = set_privacy.is_private, version = nextval('social.audience_versions')
    where user_id = set_privacy.member_id
$$;
create or replace function profiles.keep_audience_of_profile() returns trigger
  language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    perform social.set_privacy(old.user_id, false);
  else
    perform social.set_privacy(new.user_id, new.is_private);
  end if;
  return null;
end $$;

-- The limits of a reply, which the rule reads. Generated columns keep the functions.
alter type content.audience_limit set schema social;
alter function content.limiting_authors(social.audience_limit[]) set schema social;
alter function content.is_limited(social.audience_limit[]) set schema social;

create or replace function content.limits_below(above content.posts) returns social.audience_limit[] language sql immutable as $$
  select case when here.own = any(above.audience_limits) then above.audience_limits else above.audience_limits || here.own end
  from (select row(above.author_id, above.visibility, above.inherits_audience, above.answered_author_id)::social.audience_limit
        as own) here
$$;

-- As in 0176, with the new names.
create or replace function social.limits_on(viewer_id uuid, viewer_university_id uuid, limits social.audience_limit[]) returns integer
  language plpgsql stable as $$
declare
  bound social.audience_limit;
  open_authors uuid[] := '{}';
  level integer;
  narrowest integer;
  admits boolean;
  is_admitted boolean := true;
begin
  -- A long thread has many authors, few of them private: the others are found at once.
  if cardinality(limits) > 3 then
    open_authors := array(
      select id from social.audience_view where id = any(social.limiting_authors(limits)) and not is_private);
  end if;
  foreach bound in array limits loop
    continue when bound.visibility = 'public' and bound.author_id = any(open_authors);
    select case when bound.visibility = 'followers' or holder.is_private then 2 else 1 end,
      bound.author_id = viewer_id
      -- A post that inherits admits whom the closed post above it admits: only where there is none does it count itself.
      or (bound.inherits and narrowest is not null)
      or (holder.status = 'active'
        and (bound.answered_author_id is not distinct from viewer_id
          or ((bound.visibility <> 'university' or holder.university_id is not distinct from viewer_university_id)
            and ((not holder.is_private and bound.visibility <> 'followers')
              or exists (select from social.follows where follower_id = viewer_id and followee_id = bound.author_id))))
        and not exists (select from social.blocks where blocker_id = viewer_id and blocked_id = bound.author_id)
        and not exists (select from social.blocks where blocker_id = bound.author_id and blocked_id = viewer_id))
    into level, admits
    from social.audience_view holder
    where holder.id = bound.author_id and (bound.visibility <> 'public' or holder.is_private);
    if not found then
      continue when bound.visibility = 'public';
      -- The author is gone.
      level := case when bound.visibility = 'followers' then 2 else 1 end;
      admits := bound.inherits and narrowest is not null;
    end if;
    narrowest := greatest(narrowest, level);
    is_admitted := is_admitted and admits;
  end loop;
  return narrowest + case when is_admitted then 4 else 0 end;
end $$;

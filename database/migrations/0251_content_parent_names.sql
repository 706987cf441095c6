-- `parent` and `ancestors`, as everywhere: who wrote the post that a reply answers, and what a reply inherits from the posts above.

alter table content.posts rename column answered_author_id to parent_author_id;
alter view content.post_view rename column answered_author_id to parent_author_id;
alter type social.audience_limit rename attribute answered_author_id to parent_author_id;

alter function content.limits_below(content.posts) rename to inherited_limits;
create or replace function content.inherited_limits(above content.posts) returns social.audience_limit[] language sql immutable as $$
  select case when own_limit = any(above.audience_limits) then above.audience_limits else above.audience_limits || own_limit end
  from (select row(above.author_id, above.visibility, above.inherits_audience, above.parent_author_id)::social.audience_limit
        as own_limit) own
$$;

create or replace function content.set_reply_audience() returns trigger language plpgsql as $$
declare
  parent content.posts;
begin
  select * into parent from content.posts where id = new.reply_to_id;
  if found then
    new.parent_author_id := parent.author_id;
    new.audience_limits := content.inherited_limits(parent);
  end if;
  return new;
end $$;

alter function social.limits_on(uuid, uuid, social.audience_limit[]) rename to audience_limit_flags;
create or replace function social.audience_limit_flags(
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

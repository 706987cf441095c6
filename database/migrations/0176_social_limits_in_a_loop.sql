-- The same rule as 0131, with less to do: one small statement for each post above, whose plan a connection keeps. The one statement of
-- 0131 was planned anew at each call, since the length of the array changes its estimate.
create or replace function social.limits_on(viewer_id uuid, viewer_university_id uuid, limits content.audience_limit[]) returns integer
  language plpgsql stable as $$
declare
  bound content.audience_limit;
  open_authors uuid[] := '{}';
  level integer;
  narrowest integer;
  admits boolean;
  is_admitted boolean := true;
begin
  -- A long thread has many authors, few of them private: the others are found at once.
  if cardinality(limits) > 3 then
    open_authors := array(
      select id from profiles.audience_view where id = any(content.limiting_authors(limits)) and not is_private);
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
    from profiles.audience_view holder
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

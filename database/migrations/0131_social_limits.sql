-- The part of the visibility rule that looks at the posts above a reply (docs/adr/0020). `admits` in server/modules/social/visibility.ts
-- says the same of one post. A function, so that the statements of lists have few nodes to start: it is called only where a post above
-- is closed.

-- The closed posts of `limits` as one number: 1 where the narrowest is for a university, 2 where it is for followers or of a private
-- account; 4 more where all of them admit the viewer. Null where none is closed.
create function social.limits_on(viewer_id uuid, viewer_university_id uuid, limits content.audience_limit[]) returns integer
  language plpgsql stable as $$
begin
  -- One statement, whose plan a connection keeps. A post that inherits admits whom the closed post above it admits: only where there
  -- is none does it count itself.
  return (
    select max(closed.level) + case when bool_and(closed.is_admitted) then 4 else 0 end
    from (
      select case when bound.visibility = 'followers' or holder.is_private then 2 else 1 end as level,
        bound.author_id = viewer_id
        or (bound.inherits and row_number() over (order by bound.place) > 1)
        or (holder.status is not distinct from 'active'
          and (bound.answered_author_id is not distinct from viewer_id
            or ((bound.visibility <> 'university' or holder.university_id is not distinct from viewer_university_id)
              and ((not holder.is_private and bound.visibility <> 'followers')
                or exists (select from social.follows where follower_id = viewer_id and followee_id = bound.author_id))))
          and not exists (select from social.blocks where blocker_id = viewer_id and blocked_id = bound.author_id)
          and not exists (select from social.blocks where blocker_id = bound.author_id and blocked_id = viewer_id)) as is_admitted
      from unnest(limits) with ordinality bound (author_id, visibility, inherits, answered_author_id, place)
      left join lateral (
        select status, university_id, is_private from profiles.audience_view where id = bound.author_id offset 0) holder on true
      where bound.visibility <> 'public' or holder.is_private) closed);
end $$;

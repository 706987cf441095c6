-- The part of the visibility rule that looks at the posts above a reply (docs/adr/0020). `admits` in server/modules/social/visibility.ts
-- says the same of one post. A function, so that the statements of lists have few nodes to start: it is called only where a post above
-- is closed.

-- The closed posts of `limits` as one number: 1 where the narrowest is for a university, 2 where it is for followers or of a private
-- account; 4 more where all of them admit the viewer. Null where none is closed.
create function social.limits_on(viewer_id uuid, viewer_university_id uuid, limits content.audience_limit[]) returns integer
  language plpgsql stable as $$
declare
  bound content.audience_limit;
  holder record;
  narrowest integer;
  is_admitted boolean := true;
begin
  foreach bound in array limits loop
    select status, university_id, is_private into holder from profiles.audience_view where id = bound.author_id;
    continue when bound.visibility = 'public' and holder.is_private is not true;
    -- A post that inherits admits whom the closed post above it admits: only where there is none does it count itself.
    if is_admitted and bound.author_id <> viewer_id and (narrowest is null or not bound.inherits) then
      is_admitted := holder.status is not distinct from 'active'
        and (bound.answered_author_id is not distinct from viewer_id
          or ((bound.visibility <> 'university' or holder.university_id is not distinct from viewer_university_id)
            and ((not holder.is_private and bound.visibility <> 'followers')
              or exists (select from social.follows where follower_id = viewer_id and followee_id = bound.author_id))))
        and not exists (select from social.blocks where blocker_id = viewer_id and blocked_id = bound.author_id)
        and not exists (select from social.blocks where blocker_id = bound.author_id and blocked_id = viewer_id);
    end if;
    narrowest := greatest(narrowest, case when bound.visibility = 'followers' or holder.is_private then 2 else 1 end);
  end loop;
  return narrowest + case when is_admitted then 4 else 0 end;
end $$;

-- Who may read a reply depends on the posts above it (docs/adr/0020). A reply carries what the rule asks, so that no read walks a thread.

-- A post above a reply, as far as it may limit who reads the reply. `inherits` is that post's own `inherits_audience`.
create type content.audience_limit as (author_id uuid, visibility text, inherits boolean, answered_author_id uuid);

alter table content.posts
  -- Author of the post that this one answers: they may always read it.
  add column answered_author_id uuid,
  -- Written into a closed conversation without a narrower word of its own: while that is closed, its audience alone counts.
  add column inherits_audience boolean not null default false,
  -- The posts above, the first of the thread first, equal ones once. Null for a post that answers none.
  add column audience_limits content.audience_limit[];

-- What limits a reply to a post: what limits that post, and the post itself.
create function content.limits_below(above content.posts) returns content.audience_limit[] language sql immutable as $$
  select case when here.own = any(above.audience_limits) then above.audience_limits else above.audience_limits || here.own end
  from (select row(above.author_id, above.visibility, above.inherits_audience, above.answered_author_id)::content.audience_limit
        as own) here
$$;

create function content.set_reply_audience() returns trigger language plpgsql as $$
declare
  above content.posts;
begin
  select * into above from content.posts where id = new.reply_to_id;
  if found then
    new.answered_author_id := above.author_id;
    new.audience_limits := content.limits_below(above);
  end if;
  return new;
end $$;
create trigger posts_reply_audience before insert on content.posts
  for each row when (new.reply_to_id is not null) execute function content.set_reply_audience();

-- Replies that stand already. None of them inherits: its own visibility goes on to count, so that nobody reads what they could not
-- read before, the answered author excepted.
update content.posts reply set answered_author_id = above.author_id
from content.posts above where above.id = reply.reply_to_id;
do $$
declare
  level uuid[];
begin
  select array_agg(id) into level from content.posts where reply_to_id is null and reply_count > 0;
  while level is not null loop
    with changed as (
      update content.posts reply set audience_limits = content.limits_below(above)
      from content.posts above where reply.reply_to_id = above.id and above.id = any(level)
      returning reply.id)
    select array_agg(id) into level from changed;
  end loop;
end $$;

-- What a reply is asked first, since most conversations are open: their authors, and whether one above is narrowed for good.
create function content.limiting_authors(limits content.audience_limit[]) returns uuid[]
  language sql immutable as $$ select array_agg(above.author_id) from unnest(limits) above $$;
create function content.is_limited(limits content.audience_limit[]) returns boolean
  language sql immutable as $$ select coalesce(bool_or(above.visibility <> 'public'), false) from unnest(limits) above $$;
alter table content.posts
  add column limiting_author_ids uuid[] generated always as (content.limiting_authors(audience_limits)) stored,
  add column is_limited boolean generated always as (content.is_limited(audience_limits)) stored;
create index audiences_private on profiles.audiences (user_id) where is_private;

create or replace view content.post_view as
  select id, author_id, content, entities, visibility, reply_policy, reply_to_id, root_id, quote_of_id, language, content_warning,
         like_count + coalesce((select sum(s.likes)::integer from content.count_slots s where s.post_id = posts.id), 0) as like_count,
         repost_count + coalesce((select sum(s.reposts)::integer from content.count_slots s where s.post_id = posts.id), 0)
           as repost_count,
         reply_count, quote_count, created_at, edited_at, has_media, answered_author_id, inherits_audience, audience_limits,
         limiting_author_ids, is_limited
  from content.posts where deleted_at is null;

-- Answers that are kept for an Idempotency-Key, and previews of held posts, are posts as they were: they lack what a post says since.
update platform.idempotency_keys
  set response = response || jsonb_build_object('audience', jsonb_build_object('kind', response -> 'visibility'))
  where response ? 'entities' and response ? 'replyPolicy';
update platform.idempotency_keys
  set response = jsonb_set(response, '{preview,audience}', jsonb_build_object('kind', response #> '{preview,visibility}'))
  where response #> '{preview,visibility}' is not null;
update content.scheduled_posts
  set preview = preview || jsonb_build_object('audience', jsonb_build_object('kind', preview -> 'visibility'))
  where preview is not null;

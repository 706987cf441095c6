-- Who may reach a member (docs/adr/0090-safety-of-members.md). A member without a row has the defaults.
create table social.contact_settings (
  member_id uuid primary key references auth.users on delete cascade,
  mentions text not null default 'everyone'
    check (mentions in ('everyone', 'university', 'followers', 'following', 'nobody')),
  replies text not null default 'everyone'
    check (replies in ('everyone', 'university', 'followers', 'following', 'nobody')),
  messages text not null default 'everyone'
    check (messages in ('everyone', 'university', 'followers', 'following', 'nobody')),
  groups text not null default 'everyone'
    check (groups in ('everyone', 'university', 'followers', 'following', 'nobody')),
  -- Whether accounts of less than a week reach the member only from the same university.
  is_strict_with_newcomers boolean not null default true,
  -- Whether a message request shows its text only when the member asks for it or accepts.
  conceals_requests boolean not null default true
);

insert into social.contact_settings (member_id, messages)
  select member_id, who_may_write from messaging.settings where who_may_write <> 'everyone';

-- THE rule of who may mention a member, reply to them, message them or add them to a group. Blocks are not part of it: what the
-- blocked see and may do is decided before.
create function social.admits(kind text, actor_id uuid, member_id uuid, at timestamptz) returns boolean
  language plpgsql stable as $$
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
  if coalesce(is_strict, true) and not is_near and exists (
      select from auth.member_view actor where actor.id = admits.actor_id and actor.created_at > at - interval '7 days') then
    return false;
  end if;
  return case audience
    when 'everyone' then true
    when 'university' then is_near
    else exists (select from social.follows where follower_id = admits.actor_id and followee_id = admits.member_id) end;
end $$;

-- For messaging: the previous release stores there who may write.
create function social.set_who_may_write(member_id uuid, audience text) returns void
  language sql as $$
  insert into social.contact_settings (member_id, messages) values (set_who_may_write.member_id, audience)
    on conflict on constraint contact_settings_pkey do update set messages = excluded.messages
$$;

create function messaging.pass_on_who_may_write() returns trigger
  language plpgsql as $$
begin
  perform social.set_who_may_write(new.member_id, new.who_may_write);
  return null;
end $$;
create trigger settings_pass_on_insert after insert on messaging.settings
  for each row when (new.who_may_write <> 'everyone') execute function messaging.pass_on_who_may_write();
create trigger settings_pass_on_update after update of who_may_write on messaging.settings
  for each row when (old.who_may_write <> new.who_may_write) execute function messaging.pass_on_who_may_write();

-- safe: contract content.posts: one more value is allowed
-- A post may be answered by those whom its author follows.
alter table content.posts drop constraint posts_reply_policy_check;
alter table content.posts add constraint posts_reply_policy_check
  check (reply_policy in ('everyone', 'followers', 'following', 'mentioned', 'nobody')) not valid;

-- safe: contract content.muted_words: one more value is allowed
-- A word may be hidden in what reaches the member alone: message requests, mentions, replies to them.
alter table content.muted_words drop constraint muted_words_scope_check;
alter table content.muted_words add constraint muted_words_scope_check
  check (scope in ('home', 'contact', 'everywhere')) not valid;

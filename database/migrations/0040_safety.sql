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
  -- Whether accounts of less than a week write to the member, or add them to groups, only from the same university.
  is_strict_with_newcomers boolean not null default true,
  -- Whether a message request shows its text only when the member asks for it or accepts.
  conceals_requests boolean not null default true
);

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
  if kind in ('message', 'group') and coalesce(is_strict, true) and not is_near and exists (
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

-- safe: scan messaging.settings: only members who changed a setting have a row
insert into social.contact_settings (member_id, messages)
  select member_id, who_may_write from messaging.settings where who_may_write <> 'everyone';

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

-- The quiet time of a member: until its end, what people whom they do not follow do is held back from them, and shown afterwards.
create table social.quiet_times (
  member_id uuid primary key references auth.users on delete cascade,
  since timestamptz not null,
  until timestamptz not null check (until > since)
);

-- The end of the quiet time, where it concerns this conversation: a send reads this row anyway.
alter table messaging.memberships add column quiet_until timestamptz;

create or replace view messaging.unread_view as
  select membership.member_id,
    count(*) filter (where membership.state = 'active')::int as conversations,
    count(*) filter (where membership.state = 'request')::int as requests
  from messaging.memberships membership
  join messaging.conversations conversation on conversation.id = membership.conversation_id
  where not (conversation.type = 'direct' and exists (
      select from messaging.memberships other join social.blocks block on block.blocked_id = other.member_id
      where other.conversation_id = membership.conversation_id and other.member_id <> membership.member_id
        and block.blocker_id = membership.member_id))
    -- Held back by a quiet time.
    and not coalesce(membership.quiet_until > now() and (membership.state = 'request' or conversation.last_seq > membership.read_seq), false)
    and ((membership.state = 'request' and conversation.last_seq > membership.cleared_seq)
     or (membership.state = 'active' and membership.archived_at is null
         and (membership.muted_until is null or membership.muted_until < now())
         and (membership.marked_unread or (conversation.last_seq > membership.read_seq and exists (
           select from messaging.messages message
           where message.conversation_id = membership.conversation_id
             and message.seq > greatest(membership.read_seq, membership.cleared_seq, membership.from_seq - 1, conversation.last_seq - 1000)
             and message.type <> 'notice' and message.deleted_at is null and not message.sender_only
             and (message.expires_at is null or message.expires_at > now())
             and message.sender_id is distinct from membership.member_id
             and not exists (select from messaging.deleted_for_member deleted
               where deleted.member_id = membership.member_id and deleted.conversation_id = message.conversation_id
                 and deleted.seq = message.seq)
             and not exists (select from social.blocks
               where blocks.blocker_id = membership.member_id and blocks.blocked_id = message.sender_id))))))
  group by membership.member_id;

-- How far the campus knows an account, from 0 to 3: computed from facts by the module `me`. Seen by the member alone.
create table social.trust (
  member_id uuid primary key references auth.users on delete cascade,
  level smallint not null check (level between 0 and 3),
  computed_at timestamptz not null
);
create index trust_computed on social.trust (computed_at);

-- The level of a member. Before it is computed, the age of the account stands in for it.
create function social.trust_level(member_id uuid, at timestamptz) returns integer
  language sql stable as $$
  select coalesce(
    (select level::integer from social.trust where trust.member_id = trust_level.member_id),
    (select case when created_at <= at - interval '14 days' then 2 when created_at <= at - interval '3 days' then 1 end
      from auth.member_view where id = trust_level.member_id), 0)
$$;

-- Public: who accepted whose request.
create view messaging.accepted_request_view as
  select conversation.created_by as requester_id, other.member_id as accepter_id
  from messaging.conversations conversation
  join messaging.memberships other on other.conversation_id = conversation.id and other.member_id <> conversation.created_by
  where conversation.type = 'direct' and conversation.last_seq > 0 and other.state = 'active';

-- Public: what people decided against members and still holds, without what and why. A hold by an automatic rule waits for somebody.
create view moderation.decision_against_view as
  select subject_owner_id as member_id, decided_at from moderation.decisions
  where subject_owner_id is not null and outcome not in ('dismissed', 'post_held') and reversed_at is null;

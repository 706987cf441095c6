-- Public: when members began to write to somebody, and whether that person followed them before (docs/adr/0089-automatic-rules.md). Not to
-- whom. The id of a follow begins with its time.
create or replace view messaging.conversation_start_view as
  select conversation.created_by as member_id, conversation.created_at as started_at,
    exists (
      select from messaging.memberships other
      join social.follows follow on follow.follower_id = other.member_id and follow.followee_id = conversation.created_by
      where other.conversation_id = conversation.id and other.member_id <> conversation.created_by
        and follow.id <= (lpad(to_hex((extract(epoch from conversation.created_at) * 1000)::bigint), 12, '0') || repeat('f', 20))::uuid
    ) as with_follower
  from messaging.conversations conversation
  where conversation.type = 'direct' and conversation.created_by is not null;

-- Who of a conversation blocks a member of it, beside that member's seat: a send and a word of typing read the seat anyway, so that
-- a group in which nobody blocks anybody costs nothing more. Null: nobody. It holds for everybody who has ever sat there: who left
-- gets nothing in any case. Kept by triggers, so that it says the same as social.blocks in every transaction.
alter table messaging.members add column blocked_by uuid[];

-- A block and a seat that are made at the same time must not miss each other: whoever seats somebody lets a block wait.
create function messaging.keep_blocked_by_of_block() returns trigger
  language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtext('messaging.blocked_by'));
  if tg_op = 'INSERT' then
    update messaging.members seat set blocked_by = array_append(array_remove(seat.blocked_by, new.blocker_id), new.blocker_id)
    where seat.member_id = new.blocked_id and exists (
      select from messaging.members other
      where other.conversation_id = seat.conversation_id and other.member_id = new.blocker_id);
  else
    update messaging.members seat set blocked_by = nullif(array_remove(seat.blocked_by, old.blocker_id), '{}')
    where seat.member_id = old.blocked_id and old.blocker_id = any(seat.blocked_by);
  end if;
  return null;
end $$;
create trigger blocks_keep_blocked_by after insert or delete on social.blocks
  for each row execute function messaging.keep_blocked_by_of_block();

create function messaging.keep_blocked_by_of_seats() returns trigger
  language plpgsql as $$
begin
  perform pg_advisory_xact_lock_shared(hashtext('messaging.blocked_by'));
  update messaging.members seat
  set blocked_by = array(select distinct unnest(seat.blocked_by || pairs.blockers))
  from (
    select conversation_id, blocked_id, array_agg(blocker_id) as blockers
    from (
      select added.conversation_id, block.blocked_id, block.blocker_id
      from added join social.blocks block on block.blocker_id = added.member_id
      union
      select added.conversation_id, block.blocked_id, block.blocker_id
      from added join social.blocks block on block.blocked_id = added.member_id
    ) pair
    where exists (select from messaging.members where conversation_id = pair.conversation_id and member_id = pair.blocker_id)
    group by conversation_id, blocked_id
  ) pairs
  where seat.conversation_id = pairs.conversation_id and seat.member_id = pairs.blocked_id;
  return null;
end $$;
create trigger members_keep_blocked_by after insert on messaging.members
  referencing new table as added for each statement execute function messaging.keep_blocked_by_of_seats();

update messaging.members seat set blocked_by = pairs.blockers
from (
  select blocked.conversation_id, blocked.member_id, array_agg(block.blocker_id) as blockers
  from social.blocks block
  join messaging.members blocked on blocked.member_id = block.blocked_id
  join messaging.members blocker on blocker.member_id = block.blocker_id and blocker.conversation_id = blocked.conversation_id
  group by blocked.conversation_id, blocked.member_id
) pairs
where seat.conversation_id = pairs.conversation_id and seat.member_id = pairs.member_id;

-- As before; in a group, what is written by somebody whom the member blocks is not unread.
create or replace view messaging.unread_view as
  select seat.member_id,
    count(*) filter (where seat.state = 'active')::int as conversations,
    count(*) filter (where seat.state = 'request')::int as requests
  from messaging.members seat
  join messaging.conversations conversation on conversation.id = seat.conversation_id
  where not (conversation.type = 'direct' and exists (
      select from messaging.members other join social.blocks block on block.blocked_id = other.member_id
      where other.conversation_id = seat.conversation_id and other.member_id <> seat.member_id and block.blocker_id = seat.member_id))
    and ((seat.state = 'request' and conversation.last_seq > seat.cleared_seq)
     or (seat.state = 'active' and seat.archived_at is null and (seat.muted_until is null or seat.muted_until < now())
         and (seat.marked_unread or (conversation.last_seq > seat.read_seq and exists (
           select from messaging.messages message
           where message.conversation_id = seat.conversation_id and message.seq > greatest(seat.read_seq, seat.cleared_seq, seat.from_seq - 1)
             and message.type <> 'notice' and message.deleted_at is null and not message.withheld
             and (message.expires_at is null or message.expires_at > now())
             and message.sender_id is distinct from seat.member_id
             and not exists (select from messaging.hidden
               where hidden.member_id = seat.member_id and hidden.conversation_id = message.conversation_id and hidden.seq = message.seq)
             and not exists (select from social.blocks
               where blocks.blocker_id = seat.member_id and blocks.blocked_id = message.sender_id))))))
  group by seat.member_id;

create or replace view messaging.unread_message_view as
  select seat.member_id, seat.conversation_id, seat.state, message.seq, message.sender_id
  from messaging.members seat
  join messaging.messages message on message.conversation_id = seat.conversation_id
    and message.seq > greatest(seat.read_seq, seat.cleared_seq, seat.from_seq - 1)
  where message.type <> 'notice' and message.deleted_at is null and not message.withheld
    and (message.expires_at is null or message.expires_at > now())
    and (seat.muted_until is null or seat.muted_until < now())
    and not exists (select from messaging.hidden
      where hidden.member_id = seat.member_id and hidden.conversation_id = message.conversation_id and hidden.seq = message.seq)
    and not exists (select from social.blocks
      where blocks.blocker_id = seat.member_id and blocks.blocked_id = message.sender_id);

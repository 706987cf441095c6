-- Delivered receipts can be kept to oneself, as read receipts can.
alter table messaging.settings add column delivered_receipts boolean not null default true;

-- How far the other one of a direct conversation is shown this member to be, while this member blocks them: as far as when they
-- were blocked. Null: as far as they are.
alter table messaging.members add column shown_delivered_seq bigint;
alter table messaging.members add column shown_read_seq bigint;

-- As before; what a member deleted for themselves, and what has disappeared but is not emptied yet, is not unread.
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
               where hidden.member_id = seat.member_id and hidden.conversation_id = message.conversation_id and hidden.seq = message.seq))))))
  group by seat.member_id;

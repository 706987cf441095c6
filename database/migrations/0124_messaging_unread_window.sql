-- As before; what one has not read is looked for among a conversation's newest thousand numbers, as where conversations are listed: a
-- group in which somebody whom one blocks had written 200,000 of them in a row took 0.2 s for this, and 2 s for the list.
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
           where message.conversation_id = seat.conversation_id and message.seq > greatest(seat.read_seq, seat.cleared_seq, seat.from_seq - 1, conversation.last_seq - 1000)
             and message.type <> 'notice' and message.deleted_at is null and not message.withheld
             and (message.expires_at is null or message.expires_at > now())
             and message.sender_id is distinct from seat.member_id
             and not exists (select from messaging.hidden
               where hidden.member_id = seat.member_id and hidden.conversation_id = message.conversation_id and hidden.seq = message.seq)
             and not exists (select from social.blocks
               where blocks.blocker_id = seat.member_id and blocks.blocked_id = message.sender_id))))))
  group by seat.member_id;

-- Published: what each member has not read and may still see, and is not muted: for who notifies of messages. Ask it by member and
-- conversation: members_pkey, then the tail behind what was read, messages_pkey of one partition.
create view messaging.unread_message_view as
  select seat.member_id, seat.conversation_id, seat.state, message.seq, message.sender_id
  from messaging.members seat
  join messaging.messages message on message.conversation_id = seat.conversation_id
    and message.seq > greatest(seat.read_seq, seat.cleared_seq, seat.from_seq - 1)
  where message.type <> 'notice' and message.deleted_at is null and not message.withheld
    and (message.expires_at is null or message.expires_at > now())
    and (seat.muted_until is null or seat.muted_until < now())
    and not exists (select from messaging.hidden
      where hidden.member_id = seat.member_id and hidden.conversation_id = message.conversation_id and hidden.seq = message.seq);

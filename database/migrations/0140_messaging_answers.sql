-- Finds the answers to a message, the newest first: when it is edited, deleted or disappears, what they quote changes with it.
create index messages_answers on messaging.messages (conversation_id, reply_to_id, seq) where reply_to_id is not null;

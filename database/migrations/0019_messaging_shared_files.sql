-- The files and links of a conversation, newest first, without reading its other messages. A text without a link is in neither index.

create index messages_with_media on messaging.messages (conversation_id, type, seq) where has_media;
create index messages_with_link on messaging.messages (conversation_id, seq) where entities @> '[{"type": "link"}]';

-- Words of messages as those of posts: one kind of stems.
update messaging.messages
  set words = replace(replace(words::text, '''t:', '''s:'), '''e:', '''s:')::tsvector
  where words is not null;

-- Every row written since 0040 passed these checks, and every value from before it is among those that they allow. `validate` reads the tables
-- without stopping anybody who reads or writes.
alter table content.posts validate constraint posts_reply_policy_check;
alter table content.muted_words validate constraint muted_words_scope_check;

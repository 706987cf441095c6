-- safe: scan messaging.exports: before the first release
-- An export contains the messages of a member, or everything that they wrote and set.

alter table messaging.exports add column scope text not null default 'messages' check (scope in ('messages', 'account'));

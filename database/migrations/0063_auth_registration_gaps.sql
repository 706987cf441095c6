-- Who was refused and comes back, look-alikes by an index, and notifications of those who invited somebody (docs/adr/0106).

-- Mailboxes whose refused registration was withdrawn, as hashes with a key of the server, so that a refusal is not undone by registering anew.
create table auth.refused_mailboxes (
  mailbox_hash bytea primary key check (octet_length(mailbox_hash) = 32),
  refusals smallint not null check (refusals > 0),
  forget_at timestamptz not null
);
create index refused_mailboxes_forget_at on auth.refused_mailboxes (forget_at);

-- How often this mailbox was refused before it registered again.
alter table auth.applications add column refused_before smallint not null default 0;

-- Whom a new account may look like: the names, and the letters of the addresses, of the few accounts that are suspended or wait.
-- safe: index auth.users: the partial indexes are small, so each takes one read of a table of some ten thousand rows
create index users_look_alike_name on auth.users (university_id, platform.fold(display_name)) where status = 'suspended';
create index users_look_alike_stem on auth.users
  (university_id, regexp_replace(split_part(split_part(lower(mailbox), '@', 1), '+', 1), '[^a-z]', '', 'g'))
  where status in ('suspended', 'pending');

-- Another kind: somebody joined by an invitation. Validated by 0064.
alter table notifications.notifications
  drop constraint notifications_kind_check,
  add constraint notifications_kind_check
    check (kind in ('follow', 'follow_request', 'like', 'repost', 'reply', 'mention', 'quote', 'message', 'invitation', 'moderation', 'system'))
    not valid;

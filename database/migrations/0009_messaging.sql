-- Conversations, their memberships, and messages that are numbered without a gap.

create schema messaging;

create table messaging.conversations (
  id uuid primary key,
  type text not null check (type in ('direct', 'group')),
  -- The two member ids of a direct conversation, the smaller first: a pair has one conversation.
  pair text unique,
  name text check (char_length(name) <= 400),
  avatar_url text,
  -- Number of the newest message. The lock on this row orders messages: seq n + 1 cannot commit before seq n.
  last_seq bigint not null default 0,
  last_message_at timestamptz not null,
  -- What a new participant of a group may read: everything, or only messages sent after they joined.
  history text not null default 'all' check (history in ('all', 'joined')),
  who_writes text not null default 'members' check (who_writes in ('members', 'admins')),
  who_adds text not null default 'admins' check (who_adds in ('members', 'admins')),
  disappear_after_seconds integer check (disappear_after_seconds between 3600 and 31536000),
  created_by uuid references auth.users on delete set null,
  created_at timestamptz not null,
  check ((type = 'direct') = (pair is not null))
);
create index conversations_created_by on messaging.conversations (created_by);

create table messaging.memberships (
  conversation_id uuid references messaging.conversations on delete cascade,
  member_id uuid references auth.users on delete cascade,
  role text not null default 'member' check (role in ('owner', 'admin', 'member')),
  -- `request`: a non-contact wrote to or added them, and they have not accepted. `declined`, `left`, `removed`: they can read
  -- nothing.
  state text not null check (state in ('active', 'request', 'declined', 'left', 'removed')),
  joined_at timestamptz not null,
  added_by uuid references auth.users on delete set null,
  -- The first message that they may read.
  from_seq bigint not null default 1,
  -- "Delete the conversation for me": everything up to this number.
  cleared_seq bigint not null default 0,
  -- Receipts are these two watermarks, not a row per message.
  delivered_seq bigint not null default 0,
  read_seq bigint not null default 0,
  marked_unread boolean not null default false,
  muted_until timestamptz,
  archived_at timestamptz,
  pinned_at timestamptz,
  -- The receipts that the other participant of a direct conversation sees while this member blocks them: those from before the
  -- block. Null: the current ones.
  frozen_delivered_seq bigint,
  frozen_read_seq bigint,
  -- Which participants block this member. Sends and typing events read this row anyway, so that a group without blocks costs
  -- nothing more. Null: none. Includes former participants. Triggers keep it equal to social.blocks within every transaction.
  blocked_by uuid[],
  -- Disappearing time that a blocked participant of a direct conversation chose: it applies to their messages. 0: never. Null: as
  -- the conversation.
  own_disappear_after_seconds integer check (own_disappear_after_seconds >= 0),
  primary key (conversation_id, member_id),
  check (read_seq <= delivered_seq)
) with (fillfactor = 80);
-- A member's conversations.
create index memberships_member on messaging.memberships (member_id, state);
create index memberships_added_by on messaging.memberships (added_by);

-- Every query names the conversation: a partition holds whole conversations.
create table messaging.messages (
  conversation_id uuid,
  seq bigint,
  id uuid not null,
  -- Null: a notice of the conversation, or a member who left the campus.
  sender_id uuid,
  client_id text not null check (char_length(client_id) between 1 and 64),
  type text not null check (type in ('text', 'image', 'video', 'audio', 'file', 'notice')),
  content text not null default '' check (char_length(content) <= 8000),
  entities jsonb not null default '[]',
  notice jsonb,
  reply_to_id uuid,
  forwarded boolean not null default false,
  has_media boolean not null default false,
  has_reactions boolean not null default false,
  -- Sent to a member who blocks the sender. The message has a number, and only the sender can read it.
  sender_only boolean not null default false,
  expires_at timestamptz,
  created_at timestamptz not null,
  edited_at timestamptz,
  deleted_at timestamptz,
  -- Last edit, deletion or reaction: what an offline device must read again.
  changed_at timestamptz,
  -- Folded words and stems, for search in a member's own conversations. No index: a search reads the member's history, newest
  -- first, so that sending stays cheap and no campus-wide index of messages exists.
  words tsvector,
  -- Stored with the message: it stays as it was when the message was sent.
  preview jsonb,
  primary key (conversation_id, seq)
) partition by hash (conversation_id);

do $$ begin
  for part in 0..15 loop
    execute format('create table messaging.messages_%s partition of messaging.messages for values with (modulus 16, remainder %s)',
      lpad(part::text, 2, '0'), part);
  end loop;
end $$;
-- A retried send finds the first one.
create unique index messages_client on messaging.messages (conversation_id, sender_id, client_id);
-- By id: edit, delete, react, reply.
create index messages_id on messaging.messages (id);
-- `sync`: changes to messages that the device already has.
create index messages_changed on messaging.messages (conversation_id, changed_at) where changed_at is not null;
-- Serves the job that empties expired messages.
create index messages_expiring on messaging.messages (expires_at) where expires_at is not null and deleted_at is null;
-- Replies to a message, newest first: when it is edited, deleted or disappears, the quotes change too.
create index messages_replies on messaging.messages (conversation_id, reply_to_id, seq) where reply_to_id is not null;

create table messaging.reactions (
  conversation_id uuid,
  seq bigint,
  member_id uuid references auth.users on delete cascade,
  emoji text check (char_length(emoji) <= 32),
  created_at timestamptz not null,
  primary key (conversation_id, seq, member_id, emoji),
  foreign key (conversation_id, seq) references messaging.messages on delete cascade
);
-- Serves the deletion of an account. Without it each deletion reads the whole table (94 ms per million rows).
create index reactions_member on messaging.reactions (member_id);

-- "Delete for me".
create table messaging.deleted_for_member (
  member_id uuid references auth.users on delete cascade,
  conversation_id uuid,
  seq bigint,
  -- When it was deleted: the member's other devices fetch deletions since then. The message itself does not change, since others
  -- would see that.
  at timestamptz not null,
  primary key (member_id, conversation_id, seq),
  foreign key (conversation_id, seq) references messaging.messages on delete cascade
);
create index deleted_for_member_at on messaging.deleted_for_member (member_id, at);

create table messaging.settings (
  member_id uuid primary key references auth.users on delete cascade,
  who_may_write text not null default 'everyone' check (who_may_write in ('everyone', 'university', 'following', 'nobody')),
  read_receipts boolean not null default true,
  typing boolean not null default true,
  presence boolean not null default true,
  last_seen boolean not null default true,
  link_previews boolean not null default true,
  -- Whether others see delivered receipts.
  delivered_receipts boolean not null default true
);

create table messaging.pins (
  conversation_id uuid,
  seq bigint,
  pinned_by uuid references auth.users on delete set null,
  pinned_at timestamptz not null,
  -- A blocked participant who unpinned the other's pin: it is hidden for them only.
  hidden_for uuid,
  primary key (conversation_id, seq),
  foreign key (conversation_id, seq) references messaging.messages on delete cascade
);
create index pins_pinned_by on messaging.pins (pinned_by);

-- A member's drafts, for their other devices.
create table messaging.drafts (
  conversation_id uuid references messaging.conversations on delete cascade,
  member_id uuid references auth.users on delete cascade,
  content text not null check (char_length(content) <= 8000),
  reply_to_id uuid,
  updated_at timestamptz not null,
  -- Increases with each save, so that a device that saves over a newer draft gets a conflict. An emptied or sent draft stays with
  -- its number.
  version bigint not null default 1,
  primary key (conversation_id, member_id)
);
create index drafts_member on messaging.drafts (member_id);

create table messaging.invites (
  id uuid primary key,
  conversation_id uuid not null references messaging.conversations on delete cascade,
  -- The link is shown once, to the participant who creates it.
  token_hash bytea not null unique,
  created_by uuid references auth.users on delete set null,
  expires_at timestamptz not null,
  max_uses integer not null check (max_uses between 1 and 500),
  uses integer not null default 0,
  revoked_at timestamptz,
  created_at timestamptz not null
);
create index invites_conversation on messaging.invites (conversation_id, id desc);
create index invites_created_by on messaging.invites (created_by);

-- Link previews, cached for a day by the hash of the address, so that the table does not say who sent what to whom. Null: nothing
-- to show.
create table messaging.previews (
  url_hash bytea primary key,
  preview jsonb,
  fetched_at timestamptz not null,
  -- Failed fetches in a row (no answer, or 5xx), and when to try again. Null: the page answered, which holds for a day.
  failures integer not null default 0,
  retry_at timestamptz
);
-- Serves the deletion of expired previews.
create index previews_fetched on messaging.previews (fetched_at);

-- Outbox: a row for each message and change, written with it. The publisher takes all rows of a conversation at once. No key and
-- no index: rows live for seconds, the table is read as a whole twice a second, and an insert costs a sender next to nothing.
create table messaging.position_outbox (
  conversation_id uuid not null,
  at timestamptz not null default now()
) with (autovacuum_vacuum_threshold = 500, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_insert_threshold = -1);

-- Copies of conversations that members request. A job builds an archive for each; it is kept for some days.
create table messaging.exports (
  id uuid primary key,
  member_id uuid not null,
  -- Null: all of the member's conversations.
  conversation_id uuid,
  locale text not null check (locale in ('tr', 'en')),
  time_zone text not null,
  -- `gone`: cancelled, expired or replaced. Kept for a day, since the number per day is limited.
  state text not null default 'waiting' check (state in ('waiting', 'running', 'ready', 'failed', 'removed')),
  -- Increases with each start of the job. A result for an earlier attempt is dropped.
  attempt integer not null default 0,
  failure text check (failure in ('storage_full', 'internal_error')),
  done bigint not null default 0,
  total bigint not null default 0,
  -- Name of the last attempt's archive in storage.
  name text,
  size bigint,
  conversations integer,
  messages bigint,
  files integer,
  missing_files integer,
  created_at timestamptz not null,
  progress_at timestamptz not null,
  ready_at timestamptz,
  expires_at timestamptz
);
-- A member's exports, newest first, and how many they requested in a day.
create index exports_member on messaging.exports (member_id, id desc);
create unique index exports_in_progress on messaging.exports (member_id) where state in ('waiting', 'running');

-- The text of a message before its sender, blocked by then, edited it. The blocker continues to see this. Deleted with the block.
create table messaging.original_texts (
  conversation_id uuid,
  seq bigint,
  -- social.blocks.id
  block_id uuid not null,
  content text not null check (char_length(content) <= 8000),
  entities jsonb not null,
  preview jsonb,
  edited_at timestamptz,
  primary key (conversation_id, seq),
  foreign key (conversation_id, seq) references messaging.messages on delete cascade
);
create index original_texts_block on messaging.original_texts (block_id);

-- A block and a new membership must not miss each other: an insert of a membership makes blocks wait.
create function messaging.sync_blocked_by_of_block() returns trigger
  language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtext('messaging.blocked_by'));
  if tg_op = 'INSERT' then
    update messaging.memberships membership
    set blocked_by = array_append(array_remove(membership.blocked_by, new.blocker_id), new.blocker_id)
    where membership.member_id = new.blocked_id and exists (
      select from messaging.memberships other
      where other.conversation_id = membership.conversation_id and other.member_id = new.blocker_id);
  else
    update messaging.memberships membership
    set blocked_by = nullif(array_remove(membership.blocked_by, old.blocker_id), '{}'), own_disappear_after_seconds = null
    where membership.member_id = old.blocked_id and old.blocker_id = any(membership.blocked_by);
    delete from messaging.original_texts where block_id = old.id;
  end if;
  return null;
end $$;

create function messaging.sync_blocked_by_of_memberships() returns trigger
  language plpgsql as $$
begin
  perform pg_advisory_xact_lock_shared(hashtext('messaging.blocked_by'));
  update messaging.memberships membership
  set blocked_by = array(select distinct unnest(membership.blocked_by || pairs.blockers))
  from (
    select conversation_id, blocked_id, array_agg(blocker_id) as blockers
    from (
      select added.conversation_id, block.blocked_id, block.blocker_id
      from added join social.blocks block on block.blocker_id = added.member_id
      union
      select added.conversation_id, block.blocked_id, block.blocker_id
      from added join social.blocks block on block.blocked_id = added.member_id
    ) pair
    where exists (
      select from messaging.memberships where conversation_id = pair.conversation_id and member_id = pair.blocker_id)
    group by conversation_id, blocked_id
  ) pairs
  where membership.conversation_id = pairs.conversation_id and membership.member_id = pairs.blocked_id;
  return null;
end $$;

-- Takes the lock before the membership's row, as a block does, so that the two cannot deadlock.
create function messaging.lock_blocked_by() returns trigger
  language plpgsql as $$
begin
  perform pg_advisory_xact_lock_shared(hashtext('messaging.blocked_by'));
  return null;
end $$;

-- Views follow renamed tables and columns. They are written again for their aliases.
create view messaging.unread_view as
  select membership.member_id,
    count(*) filter (where membership.state = 'active')::int as conversations,
    count(*) filter (where membership.state = 'request')::int as requests
  from messaging.memberships membership
  join messaging.conversations conversation on conversation.id = membership.conversation_id
  where not (conversation.type = 'direct' and exists (
      select from messaging.memberships other join social.blocks block on block.blocked_id = other.member_id
      where other.conversation_id = membership.conversation_id and other.member_id <> membership.member_id
        and block.blocker_id = membership.member_id))
    and ((membership.state = 'request' and conversation.last_seq > membership.cleared_seq)
     or (membership.state = 'active' and membership.archived_at is null
         and (membership.muted_until is null or membership.muted_until < now())
         and (membership.marked_unread or (conversation.last_seq > membership.read_seq and exists (
           select from messaging.messages message
           where message.conversation_id = membership.conversation_id
             and message.seq > greatest(membership.read_seq, membership.cleared_seq, membership.from_seq - 1, conversation.last_seq - 1000)
             and message.type <> 'notice' and message.deleted_at is null and not message.sender_only
             and (message.expires_at is null or message.expires_at > now())
             and message.sender_id is distinct from membership.member_id
             and not exists (select from messaging.deleted_for_member deleted
               where deleted.member_id = membership.member_id and deleted.conversation_id = message.conversation_id
                 and deleted.seq = message.seq)
             and not exists (select from social.blocks
               where blocks.blocker_id = membership.member_id and blocks.blocked_id = message.sender_id))))))
  group by membership.member_id;

-- Public: unread messages that each member may still see, in conversations that are not muted: for notifications. Filter it by
-- member and conversation.
create view messaging.unread_message_view as
  select membership.member_id, membership.conversation_id, membership.state, message.seq, message.sender_id
  from messaging.memberships membership
  join messaging.messages message on message.conversation_id = membership.conversation_id
    and message.seq > greatest(membership.read_seq, membership.cleared_seq, membership.from_seq - 1)
  where message.type <> 'notice' and message.deleted_at is null and not message.sender_only
    and (message.expires_at is null or message.expires_at > now())
    and (membership.muted_until is null or membership.muted_until < now())
    and not exists (select from messaging.deleted_for_member deleted
      where deleted.member_id = membership.member_id and deleted.conversation_id = message.conversation_id
        and deleted.seq = message.seq)
    and not exists (select from social.blocks
      where blocks.blocker_id = membership.member_id and blocks.blocked_id = message.sender_id);

create trigger blocks_sync_blocked_by after insert or delete on social.blocks
  for each row execute function messaging.sync_blocked_by_of_block();

create trigger memberships_sync_blocked_by after insert on messaging.memberships
  referencing new table as added for each statement execute function messaging.sync_blocked_by_of_memberships();

create trigger memberships_lock_blocked_by before insert on messaging.memberships
  for each statement execute function messaging.lock_blocked_by();

create trigger require_active before insert on messaging.conversations for each row execute function auth.require_active('created_by');

create trigger require_active before insert on messaging.reactions for each row execute function auth.require_active('member_id');

create trigger require_active_to_change before update of edited_at on messaging.messages
  for each row when (new.deleted_at is null) execute function auth.require_active('sender_id');

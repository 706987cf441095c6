-- Conversations, their members, and messages that are numbered without a gap.

create schema messaging;

create table messaging.conversations (
  id uuid primary key,
  type text not null check (type in ('direct', 'group')),
  -- The two ids of a direct conversation, the smaller first: it is made once.
  pair text unique check ((type = 'direct') = (pair is not null)),
  name text check (char_length(name) <= 400),
  avatar_url text,
  -- Number of the last message. The row's lock is what puts messages in order: seq n + 1 can't commit before seq n.
  last_seq bigint not null default 0,
  last_message_at timestamptz not null,
  -- What a new member of a group may read: all, or what comes after they joined.
  history text not null default 'all' check (history in ('all', 'joined')),
  who_writes text not null default 'members' check (who_writes in ('members', 'admins')),
  who_adds text not null default 'admins' check (who_adds in ('members', 'admins')),
  disappear_after_seconds integer check (disappear_after_seconds between 3600 and 31536000),
  created_by uuid references auth.users on delete set null,
  created_at timestamptz not null
);

create table messaging.members (
  conversation_id uuid not null references messaging.conversations on delete cascade,
  member_id uuid not null references auth.users on delete cascade,
  role text not null default 'member' check (role in ('owner', 'admin', 'member')),
  -- `request`: a stranger wrote or added them, they have not said yes. `declined`, `left`, `removed`: they read nothing of it.
  state text not null check (state in ('active', 'request', 'declined', 'left', 'removed')),
  joined_at timestamptz not null,
  added_by uuid references auth.users on delete set null,
  -- The first message that they may read.
  from_seq bigint not null default 1,
  -- "Delete the conversation for me": all up to here.
  cleared_seq bigint not null default 0,
  -- Watermarks: delivered and read are these two numbers, not a row per message.
  delivered_seq bigint not null default 0,
  read_seq bigint not null default 0,
  marked_unread boolean not null default false,
  muted_until timestamptz,
  archived_at timestamptz,
  pinned_at timestamptz,
  primary key (conversation_id, member_id),
  check (read_seq <= delivered_seq)
) with (fillfactor = 80);
-- "My conversations".
create index members_member on messaging.members (member_id, state);

-- Always asked for by conversation: a partition holds whole conversations.
create table messaging.messages (
  conversation_id uuid not null,
  seq bigint not null,
  id uuid not null,
  -- None: a notice of the conversation itself, or a member who has left the campus.
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
  -- Written to somebody who blocks the writer: it keeps its number, and nobody but the writer reads it.
  withheld boolean not null default false,
  expires_at timestamptz,
  created_at timestamptz not null,
  edited_at timestamptz,
  deleted_at timestamptz,
  -- Last edit, deletion or reaction: what a device that was away must read again.
  changed_at timestamptz,
  primary key (conversation_id, seq)
) partition by hash (conversation_id);

do $$ begin
  for part in 0..15 loop
    execute format('create table messaging.messages_%s partition of messaging.messages for values with (modulus 16, remainder %s)',
      lpad(part::text, 2, '0'), part);
  end loop;
end $$;
-- A send that is tried again is found, not repeated.
create unique index messages_client on messaging.messages (conversation_id, sender_id, client_id);
-- By id: edit, delete, react, answer.
create index messages_id on messaging.messages (id);
-- `sync`: what changed behind the last number.
create index messages_changed on messaging.messages (conversation_id, changed_at) where changed_at is not null;
-- The job that empties messages whose time has come.
create index messages_expiring on messaging.messages (expires_at) where expires_at is not null and deleted_at is null;

create table messaging.reactions (
  conversation_id uuid not null,
  seq bigint not null,
  member_id uuid not null references auth.users on delete cascade,
  emoji text not null check (char_length(emoji) <= 32),
  created_at timestamptz not null,
  primary key (conversation_id, seq, member_id, emoji),
  foreign key (conversation_id, seq) references messaging.messages on delete cascade
);

-- "Delete for me".
create table messaging.hidden (
  member_id uuid not null references auth.users on delete cascade,
  conversation_id uuid not null,
  seq bigint not null,
  primary key (member_id, conversation_id, seq),
  foreign key (conversation_id, seq) references messaging.messages on delete cascade
);

create table messaging.settings (
  member_id uuid primary key references auth.users on delete cascade,
  who_may_write text not null default 'everyone' check (who_may_write in ('everyone', 'university', 'following', 'nobody')),
  read_receipts boolean not null default true,
  typing boolean not null default true,
  presence boolean not null default true,
  last_seen boolean not null default true
);

-- Published: how many conversations hold something unread for a member, the muted and archived left out and
-- those with somebody whom they block, and how many strangers' requests wait. Cheap where nothing is unread: then the numbers alone tell.
create view messaging.unread_view as
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
             and message.sender_id is distinct from seat.member_id)))))
  group by seat.member_id;

-- Between two, what somebody does who is blocked reaches the other one no more, and they notice nothing.

-- What a message said before its writer, blocked by then, edited it: the one who blocks goes on reading this. Goes with the block.
create table messaging.kept_texts (
  conversation_id uuid not null,
  seq bigint not null,
  -- social.blocks.id
  block_id uuid not null,
  content text not null check (char_length(content) <= 8000),
  entities jsonb not null,
  preview jsonb,
  edited_at timestamptz,
  primary key (conversation_id, seq),
  foreign key (conversation_id, seq) references messaging.messages on delete cascade
);
create index kept_texts_block on messaging.kept_texts (block_id);

-- After how long messages disappear, as the blocked one of two has set it: it holds for what they write. 0: they stay; null: as the
-- conversation says.
alter table messaging.members add column own_disappear_seconds integer check (own_disappear_seconds >= 0);

-- Who is blocked and took the other one's pin away: for them alone it is gone.
alter table messaging.pins add column gone_for uuid;

create or replace function messaging.keep_blocked_by_of_block() returns trigger
  language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtext('messaging.blocked_by'));
  if tg_op = 'INSERT' then
    update messaging.members seat set blocked_by = array_append(array_remove(seat.blocked_by, new.blocker_id), new.blocker_id)
    where seat.member_id = new.blocked_id and exists (
      select from messaging.members other
      where other.conversation_id = seat.conversation_id and other.member_id = new.blocker_id);
  else
    update messaging.members seat set blocked_by = nullif(array_remove(seat.blocked_by, old.blocker_id), '{}'), own_disappear_seconds = null
    where seat.member_id = old.blocked_id and old.blocker_id = any(seat.blocked_by);
    delete from messaging.kept_texts where block_id = old.id;
  end if;
  return null;
end $$;

-- Renames tables, columns, functions and indexes to the words of docs/glossary.md.

alter table messaging.moved rename to position_outbox;
alter table messaging.members rename to memberships;
alter table messaging.kept_texts rename to original_texts;
alter table messaging.hidden rename to deleted_for_member;

alter table messaging.messages rename column withheld to sender_only;
alter table messaging.pins rename column gone_for to hidden_for;
alter table messaging.invites rename column made_by to created_by;
alter table messaging.memberships rename column own_disappear_seconds to own_disappear_after_seconds;
alter table messaging.memberships rename column shown_read_seq to frozen_read_seq;
alter table messaging.memberships rename column shown_delivered_seq to frozen_delivered_seq;

-- Constraints are named after their table, with a number where one per partition exists. Their indexes follow.
do $$
declare
  found record;
begin
  for found in
    select format('alter table %s rename constraint %I to %I', renamed.oid, conname,
        renamed.new || substr(conname, length(renamed.old) + 1)) as statement
    from (values ('messaging.memberships'::regclass, 'members', 'memberships'),
      ('messaging.position_outbox', 'moved', 'position_outbox'),
      ('messaging.original_texts', 'kept_texts', 'original_texts'),
      ('messaging.deleted_for_member', 'hidden', 'deleted_for_member')) as renamed (oid, old, new)
    join pg_constraint on conrelid = renamed.oid and starts_with(conname, renamed.old || '_')
  loop
    execute found.statement;
  end loop;
end $$;
alter table messaging.memberships rename constraint memberships_own_disappear_seconds_check to memberships_own_disappear_after_seconds_check;
alter table messaging.invites rename constraint invites_made_by_fkey to invites_created_by_fkey;

alter index messaging.members_member rename to memberships_member;
alter index messaging.members_added_by rename to memberships_added_by;
alter index messaging.kept_texts_block rename to original_texts_block;
alter index messaging.hidden_at rename to deleted_for_member_at;
alter index messaging.invites_made_by rename to invites_created_by;
alter index messaging.messages_answers rename to messages_replies;

drop view messaging.seat_view;

-- A block waits for the memberships that are being added, and new memberships wait for a block.
alter function messaging.hold_blocked_by() rename to lock_blocked_by;
alter function messaging.keep_blocked_by_of_block() rename to sync_blocked_by_of_block;
alter function messaging.keep_blocked_by_of_seats() rename to sync_blocked_by_of_memberships;
alter trigger members_hold_blocked_by on messaging.memberships rename to memberships_lock_blocked_by;
alter trigger members_keep_blocked_by on messaging.memberships rename to memberships_sync_blocked_by;
alter trigger blocks_keep_blocked_by on social.blocks rename to blocks_sync_blocked_by;

create or replace function messaging.sync_blocked_by_of_block() returns trigger
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

create or replace function messaging.sync_blocked_by_of_memberships() returns trigger
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

-- Views follow renamed tables and columns. They are written again for their aliases.
create or replace view messaging.unread_view as
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

create or replace view messaging.unread_message_view as
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

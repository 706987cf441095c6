-- The schema `messaging` after all migrations. Generated: npm run generate

create table messaging.conversations (
  id uuid not null,
  type text not null,
  pair text,
  name text,
  avatar_url text,
  last_seq bigint not null default 0,
  last_message_at timestamp with time zone not null,
  history text not null default 'all'::text,
  who_writes text not null default 'members'::text,
  who_adds text not null default 'admins'::text,
  disappear_after_seconds integer,
  created_by uuid,
  created_at timestamp with time zone not null,
  UNIQUE (pair),
  PRIMARY KEY (id),
  FOREIGN KEY (created_by) REFERENCES auth.users(id) ON DELETE SET NULL,
  CHECK (((disappear_after_seconds >= 3600) AND (disappear_after_seconds <= 31536000))),
  CHECK (((type = 'direct'::text) = (pair IS NOT NULL))),
  CHECK ((char_length(name) <= 400)),
  CHECK ((history = ANY (ARRAY['all'::text, 'joined'::text]))),
  CHECK ((type = ANY (ARRAY['direct'::text, 'group'::text]))),
  CHECK ((who_adds = ANY (ARRAY['members'::text, 'admins'::text]))),
  CHECK ((who_writes = ANY (ARRAY['members'::text, 'admins'::text])))
);

create table messaging.deleted_for_member (
  member_id uuid not null,
  conversation_id uuid not null,
  seq bigint not null,
  at timestamp with time zone not null,
  PRIMARY KEY (member_id, conversation_id, seq),
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages_00(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages_01(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages_02(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages_03(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages_04(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages_05(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages_06(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages_07(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages_08(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages_09(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages_10(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages_11(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages_12(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages_13(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages_14(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages_15(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (member_id) REFERENCES auth.users(id) ON DELETE CASCADE
);

create table messaging.drafts (
  conversation_id uuid not null,
  member_id uuid not null,
  content text not null,
  reply_to_id uuid,
  updated_at timestamp with time zone not null,
  version bigint not null default 1,
  PRIMARY KEY (conversation_id, member_id),
  FOREIGN KEY (conversation_id) REFERENCES messaging.conversations(id) ON DELETE CASCADE,
  FOREIGN KEY (member_id) REFERENCES auth.users(id) ON DELETE CASCADE,
  CHECK ((char_length(content) <= 8000))
);

create table messaging.exports (
  id uuid not null,
  member_id uuid not null,
  conversation_id uuid,
  locale text not null,
  time_zone text not null,
  state text not null default 'waiting'::text,
  attempt integer not null default 0,
  failure text,
  done bigint not null default 0,
  total bigint not null default 0,
  name text,
  size bigint,
  conversations integer,
  messages bigint,
  files integer,
  missing_files integer,
  created_at timestamp with time zone not null,
  progress_at timestamp with time zone not null,
  ready_at timestamp with time zone,
  expires_at timestamp with time zone,
  scope text not null default 'messages'::text,
  PRIMARY KEY (id),
  CHECK ((failure = ANY (ARRAY['storage_full'::text, 'internal_error'::text]))),
  CHECK ((locale = ANY (ARRAY['tr'::text, 'en'::text]))),
  CHECK ((scope = ANY (ARRAY['messages'::text, 'account'::text]))),
  CHECK ((state = ANY (ARRAY['waiting'::text, 'running'::text, 'ready'::text, 'failed'::text, 'removed'::text])))
);

create table messaging.hidden_messages (
  conversation_id uuid not null,
  seq bigint not null,
  message_id uuid not null,
  held jsonb not null,
  hidden_at timestamp with time zone not null,
  erase_at timestamp with time zone,
  UNIQUE (message_id),
  PRIMARY KEY (conversation_id, seq),
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages_00(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages_01(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages_02(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages_03(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages_04(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages_05(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages_06(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages_07(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages_08(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages_09(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages_10(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages_11(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages_12(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages_13(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages_14(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages_15(conversation_id, seq) ON DELETE CASCADE
);

create table messaging.invites (
  id uuid not null,
  conversation_id uuid not null,
  token_hash bytea not null,
  created_by uuid,
  expires_at timestamp with time zone not null,
  max_uses integer not null,
  uses integer not null default 0,
  revoked_at timestamp with time zone,
  created_at timestamp with time zone not null,
  UNIQUE (token_hash),
  PRIMARY KEY (id),
  FOREIGN KEY (conversation_id) REFERENCES messaging.conversations(id) ON DELETE CASCADE,
  FOREIGN KEY (created_by) REFERENCES auth.users(id) ON DELETE SET NULL,
  CHECK (((max_uses >= 1) AND (max_uses <= 500)))
);

create table messaging.memberships (
  conversation_id uuid not null,
  member_id uuid not null,
  role text not null default 'member'::text,
  state text not null,
  joined_at timestamp with time zone not null,
  added_by uuid,
  from_seq bigint not null default 1,
  cleared_seq bigint not null default 0,
  delivered_seq bigint not null default 0,
  read_seq bigint not null default 0,
  marked_unread boolean not null default false,
  muted_until timestamp with time zone,
  archived_at timestamp with time zone,
  pinned_at timestamp with time zone,
  frozen_delivered_seq bigint,
  frozen_read_seq bigint,
  blocked_by uuid[],
  own_disappear_after_seconds integer,
  quiet_until timestamp with time zone,
  PRIMARY KEY (conversation_id, member_id),
  FOREIGN KEY (added_by) REFERENCES auth.users(id) ON DELETE SET NULL,
  FOREIGN KEY (conversation_id) REFERENCES messaging.conversations(id) ON DELETE CASCADE,
  FOREIGN KEY (member_id) REFERENCES auth.users(id) ON DELETE CASCADE,
  CHECK ((own_disappear_after_seconds >= 0)),
  CHECK ((read_seq <= delivered_seq)),
  CHECK ((role = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))),
  CHECK ((state = ANY (ARRAY['active'::text, 'request'::text, 'declined'::text, 'left'::text, 'removed'::text])))
);

create table messaging.messages (
  conversation_id uuid not null,
  seq bigint not null,
  id uuid not null,
  sender_id uuid,
  client_id text not null,
  type text not null,
  content text not null default ''::text,
  entities jsonb not null default '[]'::jsonb,
  notice jsonb,
  reply_to_id uuid,
  forwarded boolean not null default false,
  has_media boolean not null default false,
  has_reactions boolean not null default false,
  sender_only boolean not null default false,
  expires_at timestamp with time zone,
  created_at timestamp with time zone not null,
  edited_at timestamp with time zone,
  deleted_at timestamp with time zone,
  changed_at timestamp with time zone,
  words tsvector,
  preview jsonb,
  PRIMARY KEY (conversation_id, seq),
  CHECK (((char_length(client_id) >= 1) AND (char_length(client_id) <= 64))),
  CHECK ((char_length(content) <= 8000)),
  CHECK ((type = ANY (ARRAY['text'::text, 'image'::text, 'video'::text, 'audio'::text, 'file'::text, 'notice'::text])))
);

create table messaging.original_texts (
  conversation_id uuid not null,
  seq bigint not null,
  block_id uuid not null,
  content text not null,
  entities jsonb not null,
  preview jsonb,
  edited_at timestamp with time zone,
  PRIMARY KEY (conversation_id, seq),
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages_00(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages_01(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages_02(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages_03(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages_04(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages_05(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages_06(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages_07(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages_08(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages_09(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages_10(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages_11(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages_12(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages_13(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages_14(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages_15(conversation_id, seq) ON DELETE CASCADE,
  CHECK ((char_length(content) <= 8000))
);

create table messaging.pins (
  conversation_id uuid not null,
  seq bigint not null,
  pinned_by uuid,
  pinned_at timestamp with time zone not null,
  hidden_for uuid,
  PRIMARY KEY (conversation_id, seq),
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages_00(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages_01(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages_02(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages_03(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages_04(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages_05(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages_06(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages_07(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages_08(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages_09(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages_10(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages_11(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages_12(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages_13(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages_14(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages_15(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (pinned_by) REFERENCES auth.users(id) ON DELETE SET NULL
);

create table messaging.position_outbox (
  conversation_id uuid not null,
  at timestamp with time zone not null default now()
);

create table messaging.reactions (
  conversation_id uuid not null,
  seq bigint not null,
  member_id uuid not null,
  emoji text not null,
  created_at timestamp with time zone not null,
  PRIMARY KEY (conversation_id, seq, member_id, emoji),
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages_00(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages_01(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages_02(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages_03(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages_04(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages_05(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages_06(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages_07(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages_08(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages_09(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages_10(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages_11(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages_12(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages_13(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages_14(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (conversation_id, seq) REFERENCES messaging.messages_15(conversation_id, seq) ON DELETE CASCADE,
  FOREIGN KEY (member_id) REFERENCES auth.users(id) ON DELETE CASCADE,
  CHECK ((char_length(emoji) <= 32))
);

create table messaging.settings (
  member_id uuid not null,
  who_may_write text not null default 'everyone'::text,
  read_receipts boolean not null default true,
  typing boolean not null default true,
  presence boolean not null default true,
  last_seen boolean not null default true,
  link_previews boolean not null default true,
  delivered_receipts boolean not null default true,
  PRIMARY KEY (member_id),
  FOREIGN KEY (member_id) REFERENCES auth.users(id) ON DELETE CASCADE,
  CHECK ((who_may_write = ANY (ARRAY['everyone'::text, 'university'::text, 'following'::text, 'nobody'::text])))
);

CREATE INDEX conversations_created_by ON messaging.conversations USING btree (created_by);
CREATE INDEX deleted_for_member_at ON messaging.deleted_for_member USING btree (member_id, at);
CREATE INDEX drafts_member ON messaging.drafts USING btree (member_id);
CREATE INDEX exports_member ON messaging.exports USING btree (member_id, id DESC);
CREATE INDEX hidden_messages_due ON messaging.hidden_messages USING btree (erase_at);
CREATE INDEX invites_conversation ON messaging.invites USING btree (conversation_id, id DESC);
CREATE INDEX invites_created_by ON messaging.invites USING btree (created_by);
CREATE INDEX memberships_added_by ON messaging.memberships USING btree (added_by);
CREATE INDEX memberships_member ON messaging.memberships USING btree (member_id, state);
CREATE INDEX messages_changed ON ONLY messaging.messages USING btree (conversation_id, changed_at) WHERE (changed_at IS NOT NULL);
CREATE INDEX messages_expiring ON ONLY messaging.messages USING btree (expires_at) WHERE ((expires_at IS NOT NULL) AND (deleted_at IS NULL));
CREATE INDEX messages_id ON ONLY messaging.messages USING btree (id);
CREATE INDEX messages_replies ON ONLY messaging.messages USING btree (conversation_id, reply_to_id, seq) WHERE (reply_to_id IS NOT NULL);
CREATE INDEX messages_with_link ON ONLY messaging.messages USING btree (conversation_id, seq) WHERE (entities @> '[{"type": "link"}]'::jsonb);
CREATE INDEX messages_with_media ON ONLY messaging.messages USING btree (conversation_id, type, seq) WHERE has_media;
CREATE INDEX original_texts_block ON messaging.original_texts USING btree (block_id);
CREATE INDEX pins_pinned_by ON messaging.pins USING btree (pinned_by);
CREATE INDEX reactions_member ON messaging.reactions USING btree (member_id);
CREATE UNIQUE INDEX conversations_pair_key ON messaging.conversations USING btree (pair);
CREATE UNIQUE INDEX exports_in_progress ON messaging.exports USING btree (member_id) WHERE (state = ANY (ARRAY['waiting'::text, 'running'::text]));
CREATE UNIQUE INDEX hidden_messages_message_id_key ON messaging.hidden_messages USING btree (message_id);
CREATE UNIQUE INDEX invites_token_hash_key ON messaging.invites USING btree (token_hash);
CREATE UNIQUE INDEX messages_client ON ONLY messaging.messages USING btree (conversation_id, sender_id, client_id);

create view messaging.accepted_request_view as
 SELECT conversation.created_by AS requester_id,
    other.member_id AS accepter_id
   FROM (messaging.conversations conversation
     JOIN messaging.memberships other ON (((other.conversation_id = conversation.id) AND (other.member_id <> conversation.created_by))))
  WHERE ((conversation.type = 'direct'::text) AND (conversation.last_seq > 0) AND (other.state = 'active'::text));

create view messaging.conversation_start_view as
 SELECT created_by AS member_id,
    created_at AS started_at,
    (EXISTS ( SELECT
           FROM (messaging.memberships other
             JOIN social.follows follow ON (((follow.follower_id = other.member_id) AND (follow.followee_id = conversation.created_by))))
          WHERE ((other.conversation_id = conversation.id) AND (other.member_id <> conversation.created_by) AND (follow.id <= ((lpad(to_hex(((EXTRACT(epoch FROM conversation.created_at) * (1000)::numeric))::bigint), 12, '0'::text) || repeat('f'::text, 20)))::uuid)))) AS with_follower
   FROM messaging.conversations conversation
  WHERE ((type = 'direct'::text) AND (created_by IS NOT NULL));

create view messaging.message_count_view as
 SELECT (COALESCE(sum(last_seq), (0)::numeric))::bigint AS sent
   FROM messaging.conversations;

create view messaging.unread_message_view as
 SELECT membership.member_id,
    membership.conversation_id,
    membership.state,
    message.seq,
    message.sender_id
   FROM (messaging.memberships membership
     JOIN messaging.messages message ON (((message.conversation_id = membership.conversation_id) AND (message.seq > GREATEST(membership.read_seq, membership.cleared_seq, (membership.from_seq - 1))))))
  WHERE ((message.type <> 'notice'::text) AND (message.deleted_at IS NULL) AND (NOT message.sender_only) AND ((message.expires_at IS NULL) OR (message.expires_at > now())) AND ((membership.muted_until IS NULL) OR (membership.muted_until < now())) AND (NOT (EXISTS ( SELECT
           FROM messaging.deleted_for_member deleted
          WHERE ((deleted.member_id = membership.member_id) AND (deleted.conversation_id = message.conversation_id) AND (deleted.seq = message.seq))))) AND (NOT (EXISTS ( SELECT
           FROM social.blocks
          WHERE ((blocks.blocker_id = membership.member_id) AND (blocks.blocked_id = message.sender_id))))));

create view messaging.unread_view as
 SELECT membership.member_id,
    (count(*) FILTER (WHERE (membership.state = 'active'::text)))::integer AS conversations,
    (count(*) FILTER (WHERE (membership.state = 'request'::text)))::integer AS requests
   FROM (messaging.memberships membership
     JOIN messaging.conversations conversation ON ((conversation.id = membership.conversation_id)))
  WHERE ((NOT ((conversation.type = 'direct'::text) AND (EXISTS ( SELECT
           FROM (messaging.memberships other
             JOIN social.blocks block ON ((block.blocked_id = other.member_id)))
          WHERE ((other.conversation_id = membership.conversation_id) AND (other.member_id <> membership.member_id) AND (block.blocker_id = membership.member_id)))))) AND (NOT COALESCE(((membership.quiet_until > now()) AND ((membership.state = 'request'::text) OR (conversation.last_seq > membership.read_seq))), false)) AND (((membership.state = 'request'::text) AND (conversation.last_seq > membership.cleared_seq)) OR ((membership.state = 'active'::text) AND (membership.archived_at IS NULL) AND ((membership.muted_until IS NULL) OR (membership.muted_until < now())) AND (membership.marked_unread OR ((conversation.last_seq > membership.read_seq) AND (EXISTS ( SELECT
           FROM messaging.messages message
          WHERE ((message.conversation_id = membership.conversation_id) AND (message.seq > GREATEST(membership.read_seq, membership.cleared_seq, (membership.from_seq - 1), (conversation.last_seq - 1000))) AND (message.type <> 'notice'::text) AND (message.deleted_at IS NULL) AND (NOT message.sender_only) AND ((message.expires_at IS NULL) OR (message.expires_at > now())) AND (message.sender_id IS DISTINCT FROM membership.member_id) AND (NOT (EXISTS ( SELECT
                   FROM messaging.deleted_for_member deleted
                  WHERE ((deleted.member_id = membership.member_id) AND (deleted.conversation_id = message.conversation_id) AND (deleted.seq = message.seq))))) AND (NOT (EXISTS ( SELECT
                   FROM social.blocks
                  WHERE ((blocks.blocker_id = membership.member_id) AND (blocks.blocked_id = message.sender_id)))))))))))))
  GROUP BY membership.member_id;

CREATE OR REPLACE FUNCTION messaging.lock_blocked_by()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform pg_advisory_xact_lock_shared(hashtext('messaging.blocked_by'));
  return null;
end $function$

CREATE OR REPLACE FUNCTION messaging.pass_on_who_may_write()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform social.set_who_may_write(new.member_id, new.who_may_write);
  return null;
end $function$

CREATE OR REPLACE FUNCTION messaging.sync_blocked_by_of_block()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
end $function$

CREATE OR REPLACE FUNCTION messaging.sync_blocked_by_of_memberships()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
end $function$

CREATE TRIGGER require_active BEFORE INSERT ON messaging.conversations FOR EACH ROW EXECUTE FUNCTION auth.require_active('created_by', 'unmuted');
CREATE TRIGGER memberships_lock_blocked_by BEFORE INSERT ON messaging.memberships FOR EACH STATEMENT EXECUTE FUNCTION messaging.lock_blocked_by();
CREATE TRIGGER memberships_sync_blocked_by AFTER INSERT ON messaging.memberships REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION messaging.sync_blocked_by_of_memberships();
CREATE TRIGGER require_active_to_change BEFORE UPDATE OF edited_at ON messaging.messages FOR EACH ROW WHEN ((new.deleted_at IS NULL)) EXECUTE FUNCTION auth.require_active('sender_id', 'unmuted');
CREATE TRIGGER require_active BEFORE INSERT ON messaging.reactions FOR EACH ROW EXECUTE FUNCTION auth.require_active('member_id');
CREATE TRIGGER settings_pass_on_insert AFTER INSERT ON messaging.settings FOR EACH ROW WHEN ((new.who_may_write <> 'everyone'::text)) EXECUTE FUNCTION messaging.pass_on_who_may_write();
CREATE TRIGGER settings_pass_on_update AFTER UPDATE OF who_may_write ON messaging.settings FOR EACH ROW WHEN ((old.who_may_write <> new.who_may_write)) EXECUTE FUNCTION messaging.pass_on_who_may_write();

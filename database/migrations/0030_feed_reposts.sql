-- Reposts at home, and members whose reposts one does not want there.

create table social.hidden_reposts (
  hider_id uuid not null references auth.users on delete cascade,
  hidden_id uuid not null references auth.users on delete cascade,
  primary key (hider_id, hidden_id),
  check (hider_id <> hidden_id)
);
-- Serves a member's physical deletion.
create index hidden_reposts_hidden on social.hidden_reposts (hidden_id);

comment on column feed.home_timeline.author_id is
  'Because of whom the entry stands there: who wrote the post, and for a repost who reposted it.';

-- The smallest UUIDv7 of so many milliseconds before another one's moment.
create function feed.id_before(id uuid, milliseconds bigint) returns uuid
  language sql immutable strict parallel safe
  as $$ select (lpad(to_hex(greatest(0, ('x' || left(replace(id::text, '-', ''), 12))::bit(48)::bigint - milliseconds)), 12, '0')
                || repeat('0', 20))::uuid $$;

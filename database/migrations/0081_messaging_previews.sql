-- What the pages say of themselves that messages link to.

-- Kept with the message: it stays as it was when it was written.
alter table messaging.messages add column preview jsonb;

alter table messaging.settings add column link_previews boolean not null default true;

-- What was read of a page, for a day: many messages with one link read it once. By the hash of its address, since who wrote
-- to whom of what is nobody's business; null where there is nothing to show.
create table messaging.previews (
  url_hash bytea primary key,
  preview jsonb,
  fetched_at timestamptz not null
);
-- The job that forgets.
create index previews_fetched on messaging.previews (fetched_at);

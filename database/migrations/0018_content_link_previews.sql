-- Previews of links in posts, from the same fetch and cache as those of messages: docs/adr/0060-link-previews-of-posts.md.

-- Of the first link. Stored with the post: it stays as it was when the post was published.
alter table content.posts add column link_preview jsonb;

create or replace trigger posts_text_version
  before update of content, entities, content_warning, language, edited_at, visibility, reply_policy, reply_to_id, root_id,
    quote_of_id, has_poll, has_media, pinned_at, link_preview on content.posts
  for each row execute function content.count_text_version();

-- Whether the member's posts get previews.
alter table content.writing_preferences add column link_previews boolean not null default true;

-- Pages that posts and messages link to, cached for a day by the hash of the address, so that the table does not say who published
-- what. Null: nothing to show.
create table content.linked_pages (
  url_hash bytea primary key,
  -- The holder of its picture, while it is cached.
  id uuid not null unique,
  preview jsonb,
  -- Where the page says that its picture is. Null: nowhere, or it was fetched.
  picture_url text check (char_length(picture_url) <= 2048),
  picture jsonb,
  fetched_at timestamptz not null,
  -- Failed fetches in a row (no answer, or 5xx), and when to try again. Null: the page answered, which holds for a day.
  failures integer not null default 0,
  retry_at timestamptz
);
-- Serves the deletion of expired pages.
create index linked_pages_fetched on content.linked_pages (fetched_at);

-- The server's copies of pictures of linked pages. They are no uploads, belong to no member and are public.
create table media.link_pictures (
  -- The cached page, or the post.
  holder_id uuid primary key,
  -- As media.files.name. Holders of the same picture share it.
  name text not null check (name ~ '^[0-9a-f]{32}$'),
  created_at timestamptz not null
);
create index link_pictures_name on media.link_pictures (name);

-- Replaced by content.linked_pages. Dropped in a later release, because workers of the previous one still write it during an upgrade.
delete from messaging.previews;
comment on table messaging.previews is 'No longer used';

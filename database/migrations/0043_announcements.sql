-- Announcements of the campus: docs/adr/0093-official-accounts-and-announcements.md.
create schema announcements;

create table announcements.announcements (
  id uuid primary key,
  -- In each language both are empty, or the title is not.
  title_tr text not null,
  text_tr text not null,
  title_en text not null,
  text_en text not null,
  link text,
  level text not null check (level in ('information', 'important')),
  is_dismissable boolean not null,
  -- Null in a draft that does not say when: once published, both are set.
  starts_at timestamptz,
  ends_at timestamptz,
  -- Whom it is for; an empty list leaves nobody out.
  university_ids uuid[] not null,
  affiliations text[] not null,
  roles text[] not null,
  -- Null: a draft. The state follows from it and from both times.
  published_at timestamptz,
  -- Grows with each change. Dismissals of versions below `shown_version` do not count.
  version integer not null default 1,
  shown_version integer not null default 1,
  -- The last version that connected members were sent.
  announced_version integer not null default 0,
  -- What may be published of the figures, once it has ended and its receipts are gone.
  figures jsonb,
  changed_by uuid references auth.users on delete set null,
  changed_at timestamptz not null,
  check (published_at is null or (starts_at is not null and ends_at > starts_at))
);
create index announcements_started on announcements.announcements (starts_at desc, id desc) where published_at is not null;
create index announcements_changed_by on announcements.announcements (changed_by);

-- Who has seen a live announcement. Deleted when it ends: then only figures remain.
create table announcements.receipts (
  announcement_id uuid not null references announcements.announcements on delete cascade,
  member_id uuid not null references auth.users on delete cascade,
  dismissed_version integer,
  has_opened_link boolean not null default false,
  primary key (announcement_id, member_id)
);
create index receipts_member on announcements.receipts (member_id);
create trigger require_active before insert or update on announcements.receipts
  for each row execute function auth.require_active('member_id');

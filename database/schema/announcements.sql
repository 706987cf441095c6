-- The schema `announcements` after all migrations. Generated: npm run generate

create table announcements.announcements (
  id uuid not null,
  title_tr text not null,
  text_tr text not null,
  title_en text not null,
  text_en text not null,
  link text,
  level text not null,
  is_dismissable boolean not null,
  starts_at timestamp with time zone,
  ends_at timestamp with time zone,
  university_ids uuid[] not null,
  affiliations text[] not null,
  roles text[] not null,
  published_at timestamp with time zone,
  version integer not null default 1,
  shown_version integer not null default 1,
  announced_version integer not null default 0,
  figures jsonb,
  changed_by uuid,
  changed_at timestamp with time zone not null,
  PRIMARY KEY (id),
  FOREIGN KEY (changed_by) REFERENCES auth.users(id) ON DELETE SET NULL,
  CHECK (((published_at IS NULL) OR ((starts_at IS NOT NULL) AND (ends_at > starts_at)))),
  CHECK ((level = ANY (ARRAY['information'::text, 'important'::text])))
);

create table announcements.receipts (
  announcement_id uuid not null,
  member_id uuid not null,
  dismissed_version integer,
  has_opened_link boolean not null default false,
  PRIMARY KEY (announcement_id, member_id),
  FOREIGN KEY (announcement_id) REFERENCES announcements.announcements(id) ON DELETE CASCADE,
  FOREIGN KEY (member_id) REFERENCES auth.users(id) ON DELETE CASCADE
);

CREATE INDEX announcements_changed_by ON announcements.announcements USING btree (changed_by);
CREATE INDEX announcements_started ON announcements.announcements USING btree (starts_at DESC, id DESC) WHERE (published_at IS NOT NULL);
CREATE INDEX receipts_member ON announcements.receipts USING btree (member_id);

CREATE TRIGGER require_active BEFORE INSERT OR UPDATE ON announcements.receipts FOR EACH ROW EXECUTE FUNCTION auth.require_active('member_id');

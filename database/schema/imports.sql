-- The schema `imports` after all migrations. Generated: npm run generate

create table imports.campuses (
  id uuid not null,
  name text not null,
  origin text not null,
  public_keys text[] not null,
  added_by uuid,
  added_at timestamp with time zone not null,
  UNIQUE (origin),
  PRIMARY KEY (id),
  FOREIGN KEY (added_by) REFERENCES auth.users(id) ON DELETE SET NULL,
  CHECK (((cardinality(public_keys) >= 1) AND (cardinality(public_keys) <= 5))),
  CHECK (((char_length(name) >= 1) AND (char_length(name) <= 80))),
  CHECK ((char_length(origin) <= 300))
);

create table imports.imports (
  id uuid not null,
  member_id uuid not null,
  media_id uuid not null,
  state text not null default 'checking'::text,
  failure text,
  archive_id uuid,
  campus_name text,
  origin text,
  source_member_id uuid,
  source_username text,
  written_at timestamp with time zone,
  summary jsonb,
  takes_profile boolean not null default false,
  done integer not null default 0,
  result jsonb,
  created_at timestamp with time zone not null,
  progress_at timestamp with time zone not null,
  started_at timestamp with time zone,
  finished_at timestamp with time zone,
  PRIMARY KEY (id),
  FOREIGN KEY (member_id) REFERENCES auth.users(id) ON DELETE CASCADE,
  CHECK ((state = ANY (ARRAY['checking'::text, 'refused'::text, 'checked'::text, 'running'::text, 'failed'::text, 'done'::text, 'undoing'::text, 'undone'::text])))
);

create table imports.pending_follows (
  member_id uuid not null,
  origin text not null,
  username text not null,
  expires_at timestamp with time zone not null,
  PRIMARY KEY (member_id, origin, username),
  FOREIGN KEY (member_id) REFERENCES auth.users(id) ON DELETE CASCADE,
  CHECK ((char_length(username) <= 60))
);

CREATE INDEX imports_address ON imports.imports USING btree (origin, source_username) WHERE (state = 'done'::text);
CREATE INDEX imports_member ON imports.imports USING btree (member_id, id DESC);
CREATE INDEX imports_open ON imports.imports USING btree (progress_at) WHERE (state = ANY (ARRAY['checking'::text, 'checked'::text, 'running'::text, 'undoing'::text]));
CREATE INDEX pending_follows_address ON imports.pending_follows USING btree (origin, username);
CREATE INDEX pending_follows_expiry ON imports.pending_follows USING btree (expires_at);
CREATE UNIQUE INDEX campuses_origin_key ON imports.campuses USING btree (origin);
CREATE UNIQUE INDEX imports_archive ON imports.imports USING btree (archive_id) WHERE (state = ANY (ARRAY['running'::text, 'failed'::text, 'done'::text, 'undoing'::text]));
CREATE UNIQUE INDEX imports_source ON imports.imports USING btree (origin, source_member_id) WHERE (state = ANY (ARRAY['running'::text, 'failed'::text, 'done'::text, 'undoing'::text]));
CREATE UNIQUE INDEX imports_taken ON imports.imports USING btree (member_id) WHERE (state = ANY (ARRAY['running'::text, 'failed'::text, 'done'::text, 'undoing'::text]));

CREATE TRIGGER require_active BEFORE INSERT ON imports.imports FOR EACH ROW EXECUTE FUNCTION auth.require_active('member_id');

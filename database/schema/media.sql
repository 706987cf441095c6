-- The schema `media` after all migrations. Generated: npm run generate

create table media.archives (
  name text not null,
  created_at timestamp with time zone not null,
  PRIMARY KEY (name),
  CHECK ((name ~ '^[0-9a-f]{32}$'::text))
);

create table media.blocked_hashes (
  picture_id uuid not null,
  frame smallint not null,
  hash bit(256) not null,
  PRIMARY KEY (picture_id, frame),
  FOREIGN KEY (picture_id) REFERENCES media.blocked_pictures(id) ON DELETE CASCADE
);

create table media.blocked_pictures (
  id uuid not null,
  university_id uuid,
  sha256 bytea,
  source_id uuid not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone,
  ended_at timestamp with time zone,
  erase_at timestamp with time zone,
  refusals integer not null default 0,
  last_refused_at timestamp with time zone,
  search_next smallint,
  found integer not null default 0,
  PRIMARY KEY (id),
  FOREIGN KEY (university_id) REFERENCES auth.universities(id),
  CHECK (((search_next >= 0) AND (search_next <= 255))),
  CHECK ((octet_length(sha256) = 32))
);

create table media.files (
  id uuid not null,
  owner_id uuid,
  kind text not null,
  status text not null,
  name text not null,
  mime_type text not null,
  size bigint not null,
  stored_bytes bigint not null,
  width integer,
  height integer,
  duration_ms integer,
  animated boolean not null default false,
  blurhash text,
  alt text,
  focus_x real,
  focus_y real,
  file_name text,
  variants jsonb not null default '{}'::jsonb,
  progress smallint not null default 0,
  failure text,
  subject_type text,
  subject_id uuid,
  position smallint not null default 0,
  created_at timestamp with time zone not null,
  unattached_since timestamp with time zone,
  is_from_past_version boolean not null default false,
  waveform smallint[],
  hidden_at timestamp with time zone,
  blocked_by uuid,
  PRIMARY KEY (id),
  FOREIGN KEY (owner_id) REFERENCES auth.users(id) ON DELETE SET NULL,
  CHECK (((NOT is_from_past_version) OR (subject_id IS NOT NULL))),
  CHECK (((cardinality(waveform) = 64) AND (0 <= ALL (waveform)) AND (100 >= ALL (waveform)))),
  CHECK (((focus_x >= (0)::double precision) AND (focus_x <= (1)::double precision))),
  CHECK (((focus_y >= (0)::double precision) AND (focus_y <= (1)::double precision))),
  CHECK (((progress >= 0) AND (progress <= 100))),
  CHECK (((subject_type IS NULL) = (subject_id IS NULL))),
  CHECK (((subject_type IS NULL) = (unattached_since IS NOT NULL))),
  CHECK ((char_length(alt) <= 4000)),
  CHECK ((char_length(file_name) <= 255)),
  CHECK ((kind = ANY (ARRAY['image'::text, 'video'::text, 'audio'::text, 'file'::text]))),
  CHECK ((name ~ '^[0-9a-f]{32}$'::text)),
  CHECK ((size >= 0)),
  CHECK ((status = ANY (ARRAY['processing'::text, 'ready'::text, 'failed'::text]))),
  CHECK ((stored_bytes >= 0)),
  CHECK ((subject_type = ANY (ARRAY['post'::text, 'draft'::text, 'message'::text, 'avatar'::text, 'header'::text, 'group'::text])))
);

create table media.fingerprints (
  name text not null,
  frame smallint not null,
  hash bit(256) not null,
  quality smallint not null,
  created_at timestamp with time zone not null,
  PRIMARY KEY (name, frame),
  CHECK (((quality >= 0) AND (quality <= 100))),
  CHECK ((name ~ '^[0-9a-f]{32}$'::text))
);

create table media.link_pictures (
  holder_id uuid not null,
  name text not null,
  created_at timestamp with time zone not null,
  blocked_by uuid,
  PRIMARY KEY (holder_id),
  CHECK ((name ~ '^[0-9a-f]{32}$'::text))
);

create table media.objects (
  hash bytea not null,
  key text not null,
  bytes bigint not null,
  refs integer not null,
  UNIQUE (key),
  PRIMARY KEY (hash),
  CHECK ((bytes >= 0)),
  CHECK ((octet_length(hash) = 32)),
  CHECK ((refs > 0))
);

create table media.stored_files (
  name text not null,
  file text not null,
  hash bytea not null,
  PRIMARY KEY (name, file),
  FOREIGN KEY (hash) REFERENCES media.objects(hash),
  CHECK ((name ~ '^[0-9a-f]{32}$'::text))
);

create table media.unclaimed_objects (
  key text not null,
  delete_at timestamp with time zone not null,
  PRIMARY KEY (key)
);

create table media.uploads (
  id uuid not null,
  owner_id uuid not null,
  length bigint not null,
  file_name text,
  alt text,
  media_id uuid,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  PRIMARY KEY (id),
  FOREIGN KEY (media_id) REFERENCES media.files(id) ON DELETE CASCADE,
  FOREIGN KEY (owner_id) REFERENCES auth.users(id) ON DELETE CASCADE,
  CHECK ((length > 0))
);

CREATE INDEX blocked_pictures_erase_at ON media.blocked_pictures USING btree (erase_at) WHERE (erase_at IS NOT NULL);
CREATE INDEX blocked_pictures_searching ON media.blocked_pictures USING btree (id) WHERE (search_next IS NOT NULL);
CREATE INDEX files_blocked_by ON media.files USING btree (blocked_by) WHERE (blocked_by IS NOT NULL);
CREATE INDEX files_name ON media.files USING btree (name);
CREATE INDEX files_owner ON media.files USING btree (owner_id, id DESC) INCLUDE (stored_bytes);
CREATE INDEX files_processing ON media.files USING btree (created_at) WHERE (status = 'processing'::text);
CREATE INDEX files_subject ON media.files USING btree (subject_type, subject_id, "position") WHERE (subject_id IS NOT NULL);
CREATE INDEX files_unattached ON media.files USING btree (unattached_since) WHERE (unattached_since IS NOT NULL);
CREATE INDEX link_pictures_blocked_by ON media.link_pictures USING btree (blocked_by) WHERE (blocked_by IS NOT NULL);
CREATE INDEX link_pictures_name ON media.link_pictures USING btree (name);
CREATE INDEX stored_files_hash ON media.stored_files USING btree (hash);
CREATE INDEX unclaimed_objects_delete_at ON media.unclaimed_objects USING btree (delete_at);
CREATE INDEX uploads_expiry ON media.uploads USING btree (expires_at);
CREATE INDEX uploads_owner ON media.uploads USING btree (owner_id) WHERE (media_id IS NULL);
CREATE UNIQUE INDEX objects_key_key ON media.objects USING btree (key);

create view media.fingerprint_view as
 SELECT file.subject_type,
    file.subject_id,
    print.hash,
    print.quality
   FROM (media.files file
     JOIN media.fingerprints print ON ((print.name = file.name)))
  WHERE ((file.subject_id IS NOT NULL) AND (NOT file.is_from_past_version));

create view media.post_file_view as
 SELECT subject_id AS post_id,
    kind
   FROM media.files
  WHERE ((subject_type = 'post'::text) AND (NOT is_from_past_version) AND (status = 'ready'::text));

CREATE TRIGGER require_active BEFORE INSERT ON media.files FOR EACH ROW EXECUTE FUNCTION auth.require_active('owner_id');
CREATE TRIGGER require_active_to_change BEFORE UPDATE OF alt, focus_x, focus_y ON media.files FOR EACH ROW EXECUTE FUNCTION auth.require_active('owner_id');
CREATE TRIGGER require_active BEFORE INSERT ON media.uploads FOR EACH ROW EXECUTE FUNCTION auth.require_active('owner_id');

-- The schema `boards` after all migrations. Generated: npm run generate

create table boards.appeals (
  hiding_id uuid not null,
  text text not null,
  appealed_at timestamp with time zone not null,
  outcome text,
  answer text,
  decided_by uuid,
  decided_at timestamp with time zone,
  PRIMARY KEY (hiding_id),
  FOREIGN KEY (decided_by) REFERENCES auth.users(id) ON DELETE SET NULL,
  FOREIGN KEY (hiding_id) REFERENCES boards.hidings(id) ON DELETE CASCADE,
  CHECK (((outcome IS NULL) = (decided_at IS NULL))),
  CHECK ((outcome = ANY (ARRAY['upheld'::text, 'rejected'::text])))
);

create table boards.authors (
  thread_id uuid not null,
  tag text not null,
  colour smallint not null,
  animal smallint not null,
  number smallint not null default 1,
  UNIQUE (thread_id, colour, animal, number),
  PRIMARY KEY (thread_id, tag),
  FOREIGN KEY (thread_id) REFERENCES boards.threads(id) ON DELETE CASCADE
);

create table boards.boards (
  id uuid not null,
  title_tr text not null,
  title_en text not null,
  description_tr text not null,
  description_en text not null,
  university_id uuid,
  created_at timestamp with time zone not null,
  archived_at timestamp with time zone,
  PRIMARY KEY (id),
  FOREIGN KEY (university_id) REFERENCES auth.universities(id)
);

create table boards.commitments (
  member_id uuid not null,
  commitment text not null,
  made_on date not null,
  write_from timestamp with time zone not null,
  PRIMARY KEY (member_id)
);

create table boards.exclusions (
  id uuid not null,
  thread_id uuid not null,
  tag text not null,
  post_id uuid not null,
  reason text not null,
  made_by uuid,
  made_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  PRIMARY KEY (id),
  FOREIGN KEY (made_by) REFERENCES auth.users(id) ON DELETE SET NULL
);

create table boards.hidings (
  id uuid not null,
  post_id uuid not null,
  reason text not null,
  hidden_by uuid,
  hidden_at timestamp with time zone not null,
  shown_by uuid,
  shown_at timestamp with time zone,
  PRIMARY KEY (id),
  FOREIGN KEY (hidden_by) REFERENCES auth.users(id) ON DELETE SET NULL,
  FOREIGN KEY (post_id) REFERENCES boards.posts(id) ON DELETE CASCADE,
  FOREIGN KEY (shown_by) REFERENCES auth.users(id) ON DELETE SET NULL
);

create table boards.holders (
  id uuid not null,
  role text not null,
  member_id uuid,
  label text not null,
  named_at timestamp with time zone not null,
  public_key text,
  key_id text,
  active_from timestamp with time zone,
  ended_at timestamp with time zone,
  PRIMARY KEY (id),
  FOREIGN KEY (member_id) REFERENCES auth.users(id) ON DELETE SET NULL,
  CHECK ((((public_key IS NULL) = (key_id IS NULL)) AND ((public_key IS NULL) = (active_from IS NULL)))),
  CHECK ((role = ANY (ARRAY['staff'::text, 'council'::text, 'university'::text])))
);

create table boards.identities (
  thread_id uuid not null,
  tag text not null,
  ciphertext text not null,
  shares jsonb not null,
  sealed_at timestamp with time zone not null,
  PRIMARY KEY (thread_id, tag),
  FOREIGN KEY (thread_id) REFERENCES boards.threads(id) ON DELETE CASCADE
);

create table boards.opening_answers (
  opening_id uuid not null,
  role text not null,
  holder_id uuid,
  share text,
  refusal text,
  answered_at timestamp with time zone not null,
  PRIMARY KEY (opening_id, role),
  FOREIGN KEY (holder_id) REFERENCES auth.users(id) ON DELETE SET NULL,
  FOREIGN KEY (opening_id) REFERENCES boards.openings(id) ON DELETE CASCADE,
  CHECK ((role = ANY (ARRAY['staff'::text, 'council'::text, 'university'::text])))
);

create table boards.openings (
  id uuid not null,
  post_id uuid not null,
  thread_id uuid not null,
  tag text not null,
  text text not null,
  reason text not null,
  requested_by uuid,
  requested_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  state text not null default 'open'::text,
  closed_at timestamp with time zone,
  identity_id uuid,
  PRIMARY KEY (id),
  FOREIGN KEY (requested_by) REFERENCES auth.users(id) ON DELETE SET NULL,
  CHECK (((identity_id IS NULL) OR (state = 'opened'::text))),
  CHECK (((state = 'open'::text) = (closed_at IS NULL))),
  CHECK ((state = ANY (ARRAY['open'::text, 'opened'::text, 'refused'::text, 'expired'::text])))
);

create table boards.posts (
  id uuid not null,
  thread_id uuid not null,
  tag text not null,
  text text not null,
  is_starter boolean not null,
  reply_to_id uuid,
  state text not null default 'visible'::text,
  published_at timestamp with time zone not null,
  PRIMARY KEY (id),
  FOREIGN KEY (thread_id) REFERENCES boards.threads(id) ON DELETE CASCADE,
  CHECK ((state = ANY (ARRAY['visible'::text, 'hidden'::text, 'deleted'::text])))
);

create table boards.reports (
  id uuid not null,
  post_id uuid not null,
  reporter_id uuid,
  reason text not null,
  note text,
  text text not null,
  reported_at timestamp with time zone not null,
  resolved_at timestamp with time zone,
  outcome text,
  due_at timestamp with time zone,
  PRIMARY KEY (id),
  FOREIGN KEY (post_id) REFERENCES boards.posts(id) ON DELETE CASCADE,
  FOREIGN KEY (reporter_id) REFERENCES auth.users(id) ON DELETE SET NULL
);

create table boards.threads (
  id uuid not null,
  board_id uuid not null,
  title text,
  starter_id uuid not null,
  starter_tag text not null,
  post_count integer not null,
  published_at timestamp with time zone not null,
  active_at timestamp with time zone not null,
  PRIMARY KEY (id),
  FOREIGN KEY (board_id) REFERENCES boards.boards(id)
);

create table boards.waiting (
  id uuid not null,
  thread_id uuid not null,
  board_id uuid not null,
  title text,
  tag text not null,
  text text not null,
  reply_to_id uuid,
  identity jsonb,
  publish_at timestamp with time zone not null,
  PRIMARY KEY (id)
);

create table boards.waiting_appeals (
  hiding_id uuid not null,
  text text not null,
  publish_at timestamp with time zone not null,
  PRIMARY KEY (hiding_id)
);

CREATE INDEX appeals_decided_by ON boards.appeals USING btree (decided_by) WHERE (decided_by IS NOT NULL);
CREATE INDEX appeals_open ON boards.appeals USING btree (appealed_at, hiding_id) WHERE (outcome IS NULL);
CREATE INDEX boards_university ON boards.boards USING btree (university_id);
CREATE INDEX exclusions_ends ON boards.exclusions USING btree (ends_at);
CREATE INDEX exclusions_made_by ON boards.exclusions USING btree (made_by);
CREATE INDEX hidings_hidden_by ON boards.hidings USING btree (hidden_by) WHERE (hidden_by IS NOT NULL);
CREATE INDEX hidings_newest ON boards.hidings USING btree (hidden_at DESC, id DESC);
CREATE INDEX hidings_post ON boards.hidings USING btree (post_id, hidden_at DESC);
CREATE INDEX hidings_shown_by ON boards.hidings USING btree (shown_by) WHERE (shown_by IS NOT NULL);
CREATE INDEX holders_member ON boards.holders USING btree (member_id);
CREATE INDEX identities_sealed ON boards.identities USING btree (sealed_at);
CREATE INDEX opening_answers_holder ON boards.opening_answers USING btree (holder_id);
CREATE INDEX openings_identity ON boards.openings USING btree (identity_id);
CREATE INDEX openings_requested_by ON boards.openings USING btree (requested_by);
CREATE INDEX posts_thread ON boards.posts USING btree (thread_id, published_at, ((NOT is_starter)), id);
CREATE INDEX reports_of_reporter ON boards.reports USING btree (reporter_id, id DESC) WHERE (reporter_id IS NOT NULL);
CREATE INDEX reports_post ON boards.reports USING btree (post_id);
CREATE INDEX reports_reporter ON boards.reports USING btree (reporter_id);
CREATE INDEX threads_active ON boards.threads USING btree (active_at DESC, id DESC);
CREATE INDEX threads_board ON boards.threads USING btree (board_id, active_at DESC, id DESC) WHERE (post_count > 0);
CREATE INDEX waiting_appeals_due ON boards.waiting_appeals USING btree (publish_at);
CREATE INDEX waiting_due ON boards.waiting USING btree (publish_at);
CREATE INDEX waiting_thread ON boards.waiting USING btree (thread_id);
CREATE UNIQUE INDEX authors_thread_id_colour_animal_number_key ON boards.authors USING btree (thread_id, colour, animal, number);
CREATE UNIQUE INDEX exclusions_author ON boards.exclusions USING btree (thread_id, tag);
CREATE UNIQUE INDEX hidings_held ON boards.hidings USING btree (post_id) WHERE (shown_at IS NULL);
CREATE UNIQUE INDEX holders_key ON boards.holders USING btree (public_key);
CREATE UNIQUE INDEX openings_open ON boards.openings USING btree (thread_id, tag) WHERE (state = 'open'::text);
CREATE UNIQUE INDEX reports_open ON boards.reports USING btree (post_id, reporter_id) WHERE (resolved_at IS NULL);
CREATE UNIQUE INDEX waiting_starter ON boards.waiting USING btree (thread_id) WHERE (title IS NOT NULL);

CREATE TRIGGER require_active BEFORE INSERT ON boards.reports FOR EACH ROW EXECUTE FUNCTION auth.require_active('reporter_id');

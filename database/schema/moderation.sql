-- The schema `moderation` after all migrations. Generated: npm run generate

create table moderation.accesses (
  id uuid not null,
  subject_type text not null,
  subject_id uuid not null,
  report_id uuid not null,
  staff_id uuid,
  reason text not null,
  accessed_at timestamp with time zone not null,
  PRIMARY KEY (id),
  FOREIGN KEY (report_id) REFERENCES moderation.reports(id) ON DELETE CASCADE,
  FOREIGN KEY (staff_id) REFERENCES auth.users(id) ON DELETE SET NULL,
  CHECK (((char_length(reason) >= 1) AND (char_length(reason) <= 4000))),
  CHECK ((subject_type = ANY (ARRAY['post'::text, 'message'::text])))
);

create table moderation.appeals (
  id uuid not null,
  decision_id uuid not null,
  member_id uuid,
  text text not null,
  created_at timestamp with time zone not null,
  status text not null default 'open'::text,
  answer text,
  decided_by uuid,
  decided_at timestamp with time zone,
  UNIQUE (decision_id),
  PRIMARY KEY (id),
  FOREIGN KEY (decided_by) REFERENCES auth.users(id) ON DELETE SET NULL,
  FOREIGN KEY (decision_id) REFERENCES moderation.decisions(id),
  FOREIGN KEY (member_id) REFERENCES auth.users(id) ON DELETE SET NULL,
  CHECK (((char_length(answer) >= 1) AND (char_length(answer) <= 4000))),
  CHECK (((char_length(text) >= 1) AND (char_length(text) <= 8000))),
  CHECK (((status = 'open'::text) = (decided_at IS NULL))),
  CHECK ((status = ANY (ARRAY['open'::text, 'upheld'::text, 'rejected'::text])))
);

create table moderation.automatic_rule_hits (
  rule_id uuid not null,
  version integer not null,
  post_id uuid not null,
  hit_at timestamp with time zone not null,
  report_id uuid,
  decision_id uuid,
  verdict text,
  judged_at timestamp with time zone,
  PRIMARY KEY (rule_id, version, post_id),
  FOREIGN KEY (decision_id) REFERENCES moderation.decisions(id) ON DELETE SET NULL,
  FOREIGN KEY (report_id) REFERENCES moderation.reports(id) ON DELETE SET NULL,
  FOREIGN KEY (rule_id, version) REFERENCES moderation.automatic_rule_versions(rule_id, version) ON DELETE CASCADE,
  CHECK (((verdict IS NULL) = (judged_at IS NULL))),
  CHECK ((verdict = ANY (ARRAY['upheld'::text, 'dismissed'::text])))
);

create table moderation.automatic_rule_versions (
  rule_id uuid not null,
  version integer not null,
  name text not null,
  text text not null,
  action text not null,
  campus_rule_id text not null,
  notice_tr text not null,
  notice_en text not null,
  limit_percent smallint not null,
  limit_minimum smallint not null,
  written_by uuid,
  written_at timestamp with time zone not null,
  PRIMARY KEY (rule_id, version),
  FOREIGN KEY (campus_rule_id) REFERENCES moderation.rules(id),
  FOREIGN KEY (rule_id) REFERENCES moderation.automatic_rules(id) ON DELETE CASCADE,
  FOREIGN KEY (written_by) REFERENCES auth.users(id) ON DELETE SET NULL,
  CHECK (((char_length(name) >= 1) AND (char_length(name) <= 120))),
  CHECK (((char_length(notice_en) >= 1) AND (char_length(notice_en) <= 1000))),
  CHECK (((char_length(notice_tr) >= 1) AND (char_length(notice_tr) <= 1000))),
  CHECK (((char_length(text) >= 1) AND (char_length(text) <= 2000))),
  CHECK (((limit_minimum >= 1) AND (limit_minimum <= 1000))),
  CHECK (((limit_percent >= 1) AND (limit_percent <= 100))),
  CHECK ((action = ANY (ARRAY['report'::text, 'hold'::text]))),
  CHECK ((version > 0))
);

create table moderation.automatic_rules (
  id uuid not null,
  version integer not null,
  on_version integer,
  on_since timestamp with time zone,
  stopped_at timestamp with time zone,
  changed_at timestamp with time zone not null,
  PRIMARY KEY (id),
  CHECK (((on_version IS NULL) OR (on_since IS NOT NULL))),
  CHECK (((on_version IS NULL) OR (stopped_at IS NULL))),
  CHECK ((version > 0))
);

create table moderation.batch_items (
  batch_id uuid not null,
  position integer not null,
  report_id uuid,
  subject_type text,
  subject_id uuid,
  owner_id uuid,
  state text not null,
  problem text,
  decision_id uuid,
  undo_state text,
  undo_problem text,
  PRIMARY KEY (batch_id, "position"),
  FOREIGN KEY (batch_id) REFERENCES moderation.batches(id) ON DELETE CASCADE,
  FOREIGN KEY (owner_id) REFERENCES auth.users(id) ON DELETE SET NULL,
  CHECK (((state = 'done'::text) = (decision_id IS NOT NULL))),
  CHECK (((state = 'left_out'::text) = (problem IS NOT NULL))),
  CHECK ((state = ANY (ARRAY['waiting'::text, 'done'::text, 'left_out'::text]))),
  CHECK ((subject_type = ANY (ARRAY['post'::text, 'user'::text, 'message'::text]))),
  CHECK ((undo_state = ANY (ARRAY['done'::text, 'left_out'::text])))
);

create table moderation.batches (
  id uuid not null,
  decision text not null,
  rule_id text,
  statement text,
  note text not null,
  ends_at timestamp with time zone,
  content_warning text,
  member_id uuid,
  posts_since timestamp with time zone,
  started_by uuid,
  session_id uuid not null,
  created_at timestamp with time zone not null,
  state text not null,
  finished_at timestamp with time zone,
  undone_by uuid,
  undo_session_id uuid,
  undo_reason text,
  undo_started_at timestamp with time zone,
  undone_at timestamp with time zone,
  PRIMARY KEY (id),
  FOREIGN KEY (member_id) REFERENCES auth.users(id) ON DELETE SET NULL,
  FOREIGN KEY (started_by) REFERENCES auth.users(id) ON DELETE SET NULL,
  FOREIGN KEY (undone_by) REFERENCES auth.users(id) ON DELETE SET NULL,
  CHECK (((char_length(note) >= 1) AND (char_length(note) <= 4000))),
  CHECK (((char_length(undo_reason) >= 1) AND (char_length(undo_reason) <= 4000))),
  CHECK ((decision = ANY (ARRAY['dismiss'::text, 'warn'::text, 'warn_content'::text, 'mute_author'::text, 'limit_author'::text, 'remove_post'::text, 'suspend_author'::text]))),
  CHECK ((state = ANY (ARRAY['waiting'::text, 'running'::text, 'done'::text, 'refused'::text, 'withdrawn'::text, 'undoing'::text, 'undone'::text])))
);

create table moderation.blocked_pictures (
  id uuid not null,
  decision_id uuid not null,
  rule_id text not null,
  statement text,
  university_id uuid,
  added_by uuid,
  added_at timestamp with time zone not null,
  reports_uploads boolean not null default false,
  lifted_by uuid,
  lifted_at timestamp with time zone,
  lift_reason text,
  note text,
  PRIMARY KEY (id),
  FOREIGN KEY (added_by) REFERENCES auth.users(id) ON DELETE SET NULL,
  FOREIGN KEY (id) REFERENCES media.blocked_pictures(id),
  FOREIGN KEY (lifted_by) REFERENCES auth.users(id) ON DELETE SET NULL,
  CHECK ((char_length(note) <= 4000))
);

create table moderation.claims (
  subject_type text not null,
  subject_id uuid not null,
  moderator_id uuid not null,
  expires_at timestamp with time zone not null,
  PRIMARY KEY (subject_type, subject_id),
  FOREIGN KEY (moderator_id) REFERENCES auth.users(id) ON DELETE CASCADE,
  CHECK ((subject_type = ANY (ARRAY['post'::text, 'user'::text, 'message'::text])))
);

create table moderation.classifier (
  id boolean not null default true,
  is_on boolean not null default false,
  model_id uuid,
  trained_at timestamp with time zone,
  result text,
  upheld integer not null default 0,
  dismissed integer not null default 0,
  PRIMARY KEY (id),
  FOREIGN KEY (model_id) REFERENCES moderation.classifier_models(id) ON DELETE SET NULL,
  CHECK ((result = ANY (ARRAY['taken'::text, 'worse'::text, 'unchanged'::text, 'too_few'::text]))),
  CHECK (id)
);

create table moderation.classifier_models (
  id uuid not null,
  trained_at timestamp with time zone not null,
  digest text not null,
  learnt_since timestamp with time zone not null,
  learnt_until timestamp with time zone not null,
  gone integer not null,
  upheld integer not null,
  dismissed integer not null,
  held_out integer not null,
  auc real not null,
  high real,
  precision_high real,
  low real,
  bias double precision not null,
  scale double precision not null,
  weights bytea not null,
  recall_high real,
  PRIMARY KEY (id)
);

create table moderation.decisions (
  id uuid not null,
  subject_type text not null,
  subject_id uuid not null,
  subject_owner_id uuid,
  outcome text not null,
  note text,
  decided_by uuid,
  decided_at timestamp with time zone not null,
  rule_id text,
  statement text,
  ends_at timestamp with time zone,
  suspension_id uuid,
  reversed_at timestamp with time zone,
  PRIMARY KEY (id),
  FOREIGN KEY (decided_by) REFERENCES auth.users(id) ON DELETE SET NULL,
  FOREIGN KEY (subject_owner_id) REFERENCES auth.users(id) ON DELETE SET NULL,
  CHECK (((char_length(note) >= 1) AND (char_length(note) <= 4000))),
  CHECK (((char_length(statement) >= 1) AND (char_length(statement) <= 4000))),
  CHECK ((outcome = ANY (ARRAY['dismissed'::text, 'post_removed'::text, 'message_removed'::text, 'author_suspended'::text, 'warned'::text, 'muted'::text, 'reach_limited'::text, 'content_warned'::text, 'post_held'::text, 'picture_removed'::text, 'picture_refused'::text]))),
  CHECK ((subject_type = ANY (ARRAY['post'::text, 'user'::text, 'message'::text])))
);

create table moderation.log (
  seq bigint not null,
  entry text not null,
  hash text not null,
  PRIMARY KEY (seq),
  CHECK ((hash ~ '^[0-9a-f]{64}$'::text)),
  CHECK ((seq > 0))
);

create table moderation.log_heads (
  day date not null,
  seq bigint not null,
  hash text not null,
  published_at timestamp with time zone not null,
  PRIMARY KEY (day),
  CHECK ((hash ~ '^[0-9a-f]{64}$'::text))
);

create table moderation.log_openings (
  seq bigint not null,
  party text not null,
  user_id uuid not null,
  record_id uuid,
  opening jsonb not null,
  PRIMARY KEY (seq, party),
  FOREIGN KEY (seq) REFERENCES moderation.log(seq),
  FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE,
  CHECK ((party = ANY (ARRAY['member'::text, 'moderator'::text])))
);

create table moderation.monthly_figures (
  month date not null,
  last_seq bigint not null,
  figures jsonb not null,
  published_at timestamp with time zone not null,
  PRIMARY KEY (month),
  CHECK ((EXTRACT(day FROM month) = (1)::numeric))
);

create table moderation.notes (
  id uuid not null,
  subject_type text not null,
  subject_id uuid not null,
  author_id uuid,
  text text not null,
  created_at timestamp with time zone not null,
  PRIMARY KEY (id),
  FOREIGN KEY (author_id) REFERENCES auth.users(id) ON DELETE SET NULL,
  CHECK (((char_length(text) >= 1) AND (char_length(text) <= 4000))),
  CHECK ((subject_type = ANY (ARRAY['post'::text, 'user'::text, 'message'::text])))
);

create table moderation.picture_authors (
  picture_id uuid not null,
  member_id uuid not null,
  had_copy boolean not null,
  refusals integer not null default 0,
  decision_id uuid,
  PRIMARY KEY (picture_id, member_id),
  FOREIGN KEY (member_id) REFERENCES auth.users(id) ON DELETE CASCADE,
  FOREIGN KEY (picture_id) REFERENCES moderation.blocked_pictures(id)
);

create table moderation.rehearsals (
  id uuid not null,
  rule_id uuid not null,
  version integer not null,
  status text not null default 'waiting'::text,
  since timestamp with time zone not null,
  until timestamp with time zone not null,
  read integer not null default 0,
  total integer not null default 0,
  result jsonb,
  started_by uuid,
  started_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  PRIMARY KEY (id),
  FOREIGN KEY (rule_id, version) REFERENCES moderation.automatic_rule_versions(rule_id, version) ON DELETE CASCADE,
  FOREIGN KEY (started_by) REFERENCES auth.users(id) ON DELETE SET NULL,
  CHECK (((status = ANY (ARRAY['done'::text, 'failed'::text])) = (finished_at IS NOT NULL))),
  CHECK ((status = ANY (ARRAY['waiting'::text, 'running'::text, 'done'::text, 'failed'::text])))
);

create table moderation.reports (
  id uuid not null,
  reporter_id uuid,
  subject_type text not null,
  subject_id uuid not null,
  subject_owner_id uuid,
  snapshot jsonb not null,
  reason text not null,
  comment text,
  status text not null default 'open'::text,
  created_at timestamp with time zone not null,
  resolved_at timestamp with time zone,
  decision_id uuid,
  has_no_subject boolean not null default false,
  due_at timestamp with time zone not null default (now() + '48:00:00'::interval),
  university_id uuid,
  likelihood real,
  precedence real,
  PRIMARY KEY (id),
  FOREIGN KEY (decision_id) REFERENCES moderation.decisions(id),
  FOREIGN KEY (reporter_id) REFERENCES auth.users(id) ON DELETE SET NULL,
  FOREIGN KEY (subject_owner_id) REFERENCES auth.users(id) ON DELETE SET NULL,
  CHECK (((status = 'open'::text) = (resolved_at IS NULL))),
  CHECK ((char_length(comment) <= 4000)),
  CHECK ((status = ANY (ARRAY['open'::text, 'upheld'::text, 'dismissed'::text]))),
  CHECK ((subject_type = ANY (ARRAY['post'::text, 'user'::text, 'message'::text])))
);

create table moderation.response_times (
  reason text not null,
  urgency text not null,
  hours smallint not null,
  PRIMARY KEY (reason),
  CHECK (((hours >= 1) AND (hours <= 720))),
  CHECK ((urgency = ANY (ARRAY['critical'::text, 'high'::text, 'normal'::text])))
);

create table moderation.rules (
  id text not null,
  position smallint not null,
  title_tr text not null,
  title_en text not null,
  text_tr text not null,
  text_en text not null,
  retired_at timestamp with time zone,
  PRIMARY KEY (id),
  CHECK (((char_length(text_en) >= 1) AND (char_length(text_en) <= 1000))),
  CHECK (((char_length(text_tr) >= 1) AND (char_length(text_tr) <= 1000))),
  CHECK (((char_length(title_en) >= 1) AND (char_length(title_en) <= 120))),
  CHECK (((char_length(title_tr) >= 1) AND (char_length(title_tr) <= 120))),
  CHECK ((id ~ '^[a-z_]{2,30}$'::text))
);

CREATE INDEX accesses_report ON moderation.accesses USING btree (report_id);
CREATE INDEX accesses_staff ON moderation.accesses USING btree (staff_id);
CREATE INDEX accesses_subject ON moderation.accesses USING btree (subject_type, subject_id, staff_id, id);
CREATE INDEX appeals_decided_by ON moderation.appeals USING btree (decided_by);
CREATE INDEX appeals_member ON moderation.appeals USING btree (member_id);
CREATE INDEX appeals_waiting ON moderation.appeals USING btree (id) WHERE (status = 'open'::text);
CREATE INDEX automatic_rule_hits_decision ON moderation.automatic_rule_hits USING btree (decision_id) WHERE (decision_id IS NOT NULL);
CREATE INDEX automatic_rule_hits_judged ON moderation.automatic_rule_hits USING btree (rule_id, judged_at) WHERE (verdict IS NOT NULL);
CREATE INDEX automatic_rule_hits_report ON moderation.automatic_rule_hits USING btree (report_id);
CREATE INDEX automatic_rule_hits_time ON moderation.automatic_rule_hits USING btree (rule_id, hit_at);
CREATE INDEX automatic_rule_versions_campus_rule ON moderation.automatic_rule_versions USING btree (campus_rule_id);
CREATE INDEX automatic_rule_versions_written_by ON moderation.automatic_rule_versions USING btree (written_by);
CREATE INDEX automatic_rules_on ON moderation.automatic_rules USING btree (id) WHERE (on_version IS NOT NULL);
CREATE INDEX batch_items_owner ON moderation.batch_items USING btree (owner_id) WHERE (owner_id IS NOT NULL);
CREATE INDEX batches_member ON moderation.batches USING btree (member_id) WHERE (member_id IS NOT NULL);
CREATE INDEX batches_started_by ON moderation.batches USING btree (started_by, id DESC);
CREATE INDEX batches_undone_by ON moderation.batches USING btree (undone_by) WHERE (undone_by IS NOT NULL);
CREATE INDEX blocked_pictures_added_by ON moderation.blocked_pictures USING btree (added_by);
CREATE INDEX blocked_pictures_decision ON moderation.blocked_pictures USING btree (decision_id);
CREATE INDEX blocked_pictures_lifted_by ON moderation.blocked_pictures USING btree (lifted_by) WHERE (lifted_by IS NOT NULL);
CREATE INDEX claims_moderator ON moderation.claims USING btree (moderator_id);
CREATE INDEX decisions_decided_by ON moderation.decisions USING btree (decided_by);
CREATE INDEX decisions_of_owner ON moderation.decisions USING btree (subject_owner_id, id DESC);
CREATE INDEX decisions_subject_owner ON moderation.decisions USING btree (subject_owner_id) WHERE (outcome <> 'dismissed'::text);
CREATE INDEX log_openings_record ON moderation.log_openings USING btree (record_id, seq);
CREATE INDEX log_openings_user ON moderation.log_openings USING btree (user_id);
CREATE INDEX notes_author ON moderation.notes USING btree (author_id);
CREATE INDEX notes_subject ON moderation.notes USING btree (subject_type, subject_id, id DESC);
CREATE INDEX picture_authors_decision ON moderation.picture_authors USING btree (decision_id) WHERE (decision_id IS NOT NULL);
CREATE INDEX picture_authors_member ON moderation.picture_authors USING btree (member_id);
CREATE INDEX picture_authors_waiting ON moderation.picture_authors USING btree (picture_id) WHERE (decision_id IS NULL);
CREATE INDEX rehearsals_started_by ON moderation.rehearsals USING btree (started_by);
CREATE INDEX rehearsals_version ON moderation.rehearsals USING btree (rule_id, version, id DESC);
CREATE INDEX reports_decision ON moderation.reports USING btree (decision_id, id) WHERE (decision_id IS NOT NULL);
CREATE INDEX reports_due ON moderation.reports USING btree (due_at, id) WHERE ((status = 'open'::text) AND (NOT has_no_subject));
CREATE INDEX reports_due_of_subject ON moderation.reports USING btree (subject_type, subject_id, due_at, id) WHERE ((status = 'open'::text) AND (NOT has_no_subject));
CREATE INDEX reports_due_of_university ON moderation.reports USING btree (university_id, due_at, id) WHERE ((status = 'open'::text) AND (NOT has_no_subject));
CREATE INDEX reports_reporter ON moderation.reports USING btree (reporter_id, id DESC);
CREATE INDEX reports_sorted ON moderation.reports USING btree (date_bin('01:00:00'::interval, due_at, '2020-01-01 00:00:00+00'::timestamp with time zone), COALESCE(precedence, (0)::real), due_at, id) WHERE ((status = 'open'::text) AND (NOT has_no_subject));
CREATE INDEX reports_subject ON moderation.reports USING btree (subject_type, subject_id, id DESC);
CREATE INDEX reports_subject_owner ON moderation.reports USING btree (subject_owner_id);
CREATE INDEX reports_waiting ON moderation.reports USING btree (id) WHERE (status = 'open'::text);
CREATE UNIQUE INDEX appeals_decision_id_key ON moderation.appeals USING btree (decision_id);
CREATE UNIQUE INDEX batch_items_decision ON moderation.batch_items USING btree (decision_id) WHERE (decision_id IS NOT NULL);
CREATE UNIQUE INDEX rehearsals_in_progress ON moderation.rehearsals USING btree (rule_id, version) WHERE (status = ANY (ARRAY['waiting'::text, 'running'::text]));
CREATE UNIQUE INDEX reports_open ON moderation.reports USING btree (reporter_id, subject_type, subject_id) WHERE (status = 'open'::text);

create view moderation.decision_against_view as
 SELECT subject_owner_id AS member_id,
    decided_at
   FROM moderation.decisions
  WHERE ((subject_owner_id IS NOT NULL) AND (outcome <> ALL (ARRAY['dismissed'::text, 'post_held'::text, 'picture_refused'::text])) AND (reversed_at IS NULL));

create view moderation.open_report_view as
 SELECT id
   FROM moderation.reports
  WHERE (status = 'open'::text);

CREATE OR REPLACE FUNCTION moderation.keep_note()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'UPDATE' and new.author_id is null
    and (new.id, new.subject_type, new.subject_id, new.text, new.created_at) = (old.id, old.subject_type, old.subject_id, old.text, old.created_at)
  then return new; end if;
  raise exception 'notes of moderators are not changed: % is refused', tg_op;
end $function$

CREATE OR REPLACE FUNCTION moderation.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'the log of moderation only grows: % of %.% is refused', tg_op, tg_table_schema, tg_table_name;
end $function$

CREATE TRIGGER only_grows BEFORE DELETE OR UPDATE ON moderation.log FOR EACH ROW EXECUTE FUNCTION moderation.refuse_change();
CREATE TRIGGER only_grows_truncate BEFORE TRUNCATE ON moderation.log FOR EACH STATEMENT EXECUTE FUNCTION moderation.refuse_change();
CREATE TRIGGER only_grows BEFORE DELETE OR UPDATE ON moderation.log_heads FOR EACH ROW EXECUTE FUNCTION moderation.refuse_change();
CREATE TRIGGER only_grows_truncate BEFORE TRUNCATE ON moderation.log_heads FOR EACH STATEMENT EXECUTE FUNCTION moderation.refuse_change();
CREATE TRIGGER only_grows BEFORE DELETE OR UPDATE ON moderation.monthly_figures FOR EACH ROW EXECUTE FUNCTION moderation.refuse_change();
CREATE TRIGGER only_grows_truncate BEFORE TRUNCATE ON moderation.monthly_figures FOR EACH STATEMENT EXECUTE FUNCTION moderation.refuse_change();
CREATE TRIGGER only_grows BEFORE DELETE OR UPDATE ON moderation.notes FOR EACH ROW EXECUTE FUNCTION moderation.keep_note();
CREATE TRIGGER only_grows_truncate BEFORE TRUNCATE ON moderation.notes FOR EACH STATEMENT EXECUTE FUNCTION moderation.keep_note();
CREATE TRIGGER require_active BEFORE INSERT ON moderation.reports FOR EACH ROW WHEN ((new.reporter_id IS NOT NULL)) EXECUTE FUNCTION auth.require_active('reporter_id');

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

create table moderation.decisions (
  id uuid not null,
  subject_type text not null,
  subject_id uuid not null,
  subject_owner_id uuid,
  outcome text not null,
  note text not null,
  decided_by uuid,
  decided_at timestamp with time zone not null,
  PRIMARY KEY (id),
  FOREIGN KEY (decided_by) REFERENCES auth.users(id) ON DELETE SET NULL,
  FOREIGN KEY (subject_owner_id) REFERENCES auth.users(id) ON DELETE SET NULL,
  CHECK (((char_length(note) >= 1) AND (char_length(note) <= 4000))),
  CHECK ((outcome = ANY (ARRAY['dismissed'::text, 'post_removed'::text, 'message_removed'::text, 'author_suspended'::text]))),
  CHECK ((subject_type = ANY (ARRAY['post'::text, 'user'::text, 'message'::text])))
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
  PRIMARY KEY (id),
  FOREIGN KEY (decision_id) REFERENCES moderation.decisions(id),
  FOREIGN KEY (reporter_id) REFERENCES auth.users(id) ON DELETE SET NULL,
  FOREIGN KEY (subject_owner_id) REFERENCES auth.users(id) ON DELETE SET NULL,
  CHECK (((status = 'open'::text) = (resolved_at IS NULL))),
  CHECK ((char_length(comment) <= 4000)),
  CHECK ((status = ANY (ARRAY['open'::text, 'upheld'::text, 'dismissed'::text]))),
  CHECK ((subject_type = ANY (ARRAY['post'::text, 'user'::text, 'message'::text])))
);

CREATE INDEX accesses_report ON moderation.accesses USING btree (report_id);
CREATE INDEX accesses_staff ON moderation.accesses USING btree (staff_id);
CREATE INDEX accesses_subject ON moderation.accesses USING btree (subject_type, subject_id, staff_id, id);
CREATE INDEX decisions_decided_by ON moderation.decisions USING btree (decided_by);
CREATE INDEX decisions_subject_owner ON moderation.decisions USING btree (subject_owner_id) WHERE (outcome <> 'dismissed'::text);
CREATE INDEX reports_decision ON moderation.reports USING btree (decision_id, id) WHERE (decision_id IS NOT NULL);
CREATE INDEX reports_reporter ON moderation.reports USING btree (reporter_id, id DESC);
CREATE INDEX reports_subject ON moderation.reports USING btree (subject_type, subject_id, id DESC);
CREATE INDEX reports_subject_owner ON moderation.reports USING btree (subject_owner_id);
CREATE INDEX reports_waiting ON moderation.reports USING btree (id) WHERE (status = 'open'::text);
CREATE UNIQUE INDEX reports_open ON moderation.reports USING btree (reporter_id, subject_type, subject_id) WHERE (status = 'open'::text);

create view moderation.open_report_view as
 SELECT id
   FROM moderation.reports
  WHERE (status = 'open'::text);

CREATE TRIGGER require_active BEFORE INSERT ON moderation.reports FOR EACH ROW EXECUTE FUNCTION auth.require_active('reporter_id');

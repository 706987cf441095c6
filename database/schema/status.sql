-- The schema `status` after all migrations. Generated: npm run generate

create table status.backups (
  id uuid not null,
  place text not null,
  kind text not null,
  started_at timestamp with time zone not null,
  finished_at timestamp with time zone not null,
  bytes bigint,
  failure text,
  PRIMARY KEY (id),
  CHECK (((failure IS NOT NULL) OR (bytes IS NOT NULL))),
  CHECK ((bytes >= 0)),
  CHECK ((finished_at >= started_at)),
  CHECK ((kind = ANY (ARRAY['full'::text, 'diff'::text, 'incr'::text]))),
  CHECK ((place = ANY (ARRAY['disk'::text, 'sftp'::text, 's3'::text])))
);

create table status.days (
  day date not null,
  minutes bit(1440) not null,
  PRIMARY KEY (day)
);

create table status.restore_drills (
  id uuid not null,
  started_at timestamp with time zone not null,
  finished_at timestamp with time zone not null,
  failed_step text,
  detail text,
  backup_name text,
  rpo_seconds integer,
  rto_seconds integer,
  PRIMARY KEY (id),
  CHECK (((failed_step IS NOT NULL) OR ((rpo_seconds IS NOT NULL) AND (rto_seconds IS NOT NULL)))),
  CHECK (((failed_step IS NULL) = (detail IS NULL))),
  CHECK ((failed_step = ANY (ARRAY['backup'::text, 'recovery'::text, 'counts'::text, 'start'::text, 'sign_in'::text]))),
  CHECK ((finished_at >= started_at)),
  CHECK ((rpo_seconds >= 0)),
  CHECK ((rto_seconds >= 0))
);

-- The schema `analytics` after all migrations. Generated: npm run generate

create table analytics.cohort_statistics (
  cohort date not null,
  month date not null,
  members integer,
  active integer,
  counted_at timestamp with time zone not null,
  PRIMARY KEY (cohort, month),
  CHECK (((EXTRACT(day FROM month) = (1)::numeric) AND (month >= cohort))),
  CHECK (((members = 0) OR (members >= 5))),
  CHECK ((EXTRACT(day FROM cohort) = (1)::numeric)),
  CHECK ((active >= 0))
);

create table analytics.content_statistics (
  span text not null,
  starts_on date not null,
  scope uuid not null,
  authors integer,
  posts integer,
  replies integer,
  media integer,
  likes integer,
  counted_at timestamp with time zone not null,
  PRIMARY KEY (span, scope, starts_on),
  CHECK (((authors = 0) OR (authors >= 5))),
  CHECK ((likes >= 0)),
  CHECK ((media >= 0)),
  CHECK ((posts >= 0)),
  CHECK ((replies >= 0)),
  CHECK ((span = ANY (ARRAY['day'::text, 'week'::text, 'last7'::text, 'last28'::text, 'last90'::text, 'last365'::text])))
);

create table analytics.hashtag_statistics (
  days smallint not null,
  rank smallint not null,
  tag text not null,
  posts integer not null,
  people integer not null,
  PRIMARY KEY (days, rank),
  CHECK ((days = ANY (ARRAY[7, 28, 90, 365]))),
  CHECK ((people >= 5)),
  CHECK ((posts > 0)),
  CHECK ((rank > 0))
);

create table analytics.member_statistics (
  span text not null,
  starts_on date not null,
  scope uuid not null,
  members integer,
  registered integer,
  active integer,
  messages_sent bigint,
  counted_at timestamp with time zone not null,
  PRIMARY KEY (span, scope, starts_on),
  CHECK (((active = 0) OR (active >= 5))),
  CHECK (((members = 0) OR (members >= 5))),
  CHECK (((registered = 0) OR (registered >= 5))),
  CHECK ((messages_sent >= 0)),
  CHECK ((span = ANY (ARRAY['day'::text, 'week'::text, 'month'::text])))
);

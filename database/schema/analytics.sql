-- The schema `analytics` after all migrations. Generated: npm run generate

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

-- The schema `analytics` after all migrations. Generated: npm run generate

create table analytics.content_figures (
  span text not null,
  begins date not null,
  scope uuid not null,
  writers integer,
  posts integer,
  replies integer,
  media integer,
  likes integer,
  counted_at timestamp with time zone not null,
  PRIMARY KEY (span, scope, begins),
  CHECK (((writers = 0) OR (writers >= 5))),
  CHECK ((likes >= 0)),
  CHECK ((media >= 0)),
  CHECK ((posts >= 0)),
  CHECK ((replies >= 0)),
  CHECK ((span = ANY (ARRAY['day'::text, 'week'::text, 'last7'::text, 'last28'::text, 'last90'::text, 'last365'::text])))
);

create table analytics.hashtag_figures (
  days smallint not null,
  place smallint not null,
  tag text not null,
  posts integer not null,
  people integer not null,
  PRIMARY KEY (days, place),
  CHECK ((days = ANY (ARRAY[7, 28, 90, 365]))),
  CHECK ((people >= 5)),
  CHECK ((place > 0)),
  CHECK ((posts > 0))
);

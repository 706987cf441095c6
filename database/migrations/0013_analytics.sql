-- Statistics for the operators. A job counts people and never names them.

create schema analytics;

create table analytics.content_statistics (
  -- A day, a week from Monday, or the days up to the last count.
  span text check (span in ('day', 'week', 'last7', 'last28', 'last90', 'last365')),
  -- First day of the span, UTC.
  starts_on date,
  -- A university. The nil UUID: the whole campus network.
  scope uuid,
  -- Null: fewer than five people, or a number from which such a count could be derived.
  authors integer check (authors = 0 or authors >= 5),
  posts integer check (posts >= 0),
  replies integer check (replies >= 0),
  media integer check (media >= 0),
  likes integer check (likes >= 0),
  counted_at timestamptz not null,
  primary key (span, scope, starts_on)
);

create table analytics.hashtag_statistics (
  days smallint check (days in (7, 28, 90, 365)),
  rank smallint check (rank > 0),
  tag text not null,
  posts integer not null check (posts > 0),
  -- How many people used it, each counted once.
  people integer not null check (people >= 5),
  primary key (days, rank)
);

-- How much is written, by whom counted and never named: what a job counts for the people who run a campus.
create schema if not exists analytics;

create table analytics.content_figures (
  -- A day, a week from Monday, or the days up to the last count.
  span text not null check (span in ('day', 'week', 'last7', 'last28', 'last90', 'last365')),
  -- First day of it, in UTC.
  begins date not null,
  -- A university's members; all of the campus: the nil UUID.
  scope uuid not null,
  -- Null: fewer than five people, or what would give away such a figure.
  writers integer check (writers = 0 or writers >= 5),
  posts integer check (posts >= 0),
  replies integer check (replies >= 0),
  media integer check (media >= 0),
  likes integer check (likes >= 0),
  counted_at timestamptz not null,
  primary key (span, scope, begins)
);

create table analytics.hashtag_figures (
  days smallint not null check (days in (7, 28, 90, 365)),
  place smallint not null check (place > 0),
  tag text not null,
  posts integer not null check (posts > 0),
  -- Who used it, each once.
  people integer not null check (people >= 5),
  primary key (days, place)
);

-- Published: files that hang on posts.
create view media.post_file_view as
  select subject_id as post_id, kind from media.files where subject_type = 'post' and not is_past and status = 'ready';

-- Published: what universities are called.
create view auth.university_view as select id, name from auth.universities;

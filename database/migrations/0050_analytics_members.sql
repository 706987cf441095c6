-- Figures about members over time: registrations, activity, and how many of those who joined in a month are still here. Counted by a job from what is
-- known at that moment; whose activity it was is not kept.

create table analytics.member_statistics (
  span text check (span in ('day', 'week', 'month')),
  -- First day of the span, UTC.
  starts_on date,
  -- A university. The nil UUID: the whole campus network.
  scope uuid,
  -- Null: fewer than five people, or a number from which such a count could be derived.
  members integer check (members = 0 or members >= 5),
  registered integer check (registered = 0 or registered >= 5),
  active integer check (active = 0 or active >= 5),
  -- Messages ever sent in conversations that exist, at the last count of the span. Of the campus only.
  messages_sent bigint check (messages_sent >= 0),
  counted_at timestamptz not null,
  primary key (span, scope, starts_on)
);

-- How many of those who joined in a month were active in a later one.
create table analytics.cohort_statistics (
  -- First days of months, UTC.
  cohort date check (extract(day from cohort) = 1),
  month date check (extract(day from month) = 1 and month >= cohort),
  -- Null as above; those who are not active must not be fewer than five either.
  members integer check (members = 0 or members >= 5),
  active integer check (active >= 0),
  counted_at timestamptz not null,
  primary key (cohort, month)
);

-- Sessions that have ended count as well: who signs out in the evening was here in the morning.
create or replace view auth.session_activity_view as
  select user_id, max(last_seen_at) as last_seen_at from auth.sessions group by user_id;

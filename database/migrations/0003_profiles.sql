-- How a member presents themselves, beyond the name that auth holds. A member without a row has said nothing yet.

create schema profiles;

create table profiles.profiles (
  user_id uuid primary key references auth.users on delete cascade,
  bio text not null default '' check (char_length(bio) <= 2000),
  department text check (char_length(department) <= 200),
  graduation_year smallint check (graduation_year between 1950 and 2100),
  avatar_url text,
  header_url text,
  is_private boolean not null default false,
  updated_at timestamptz not null default now()
);

-- Published: one row per member who exists for others.
create view profiles.member_view as
  select u.id, u.username, u.display_name, coalesce(p.bio, '') as bio, p.department, p.graduation_year, p.avatar_url, p.header_url,
         coalesce(p.is_private, false) as is_private, u.status, u.university_id, u.university_name, u.affiliation, u.created_at
  from auth.member_view u left join profiles.profiles p on p.user_id = u.id;

-- Published: just what the visibility rule asks of an author, without the names.
create view profiles.audience_view as
  select u.id, u.status, u.university_id, coalesce(p.is_private, false) as is_private
  from auth.users u left join profiles.profiles p on p.user_id = u.id;

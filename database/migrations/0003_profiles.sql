-- How a member presents themselves.

create schema profiles;

create table profiles.profiles (
  user_id uuid primary key references auth.users on delete cascade,
  display_name text not null check (char_length(display_name) between 1 and 200),
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
  select u.id, u.username, p.display_name, p.bio, p.department, p.graduation_year, p.avatar_url, p.header_url,
         p.is_private, u.status, u.university_id, u.university_name, u.affiliation, u.created_at
  from auth.member_view u join profiles.profiles p on p.user_id = u.id;

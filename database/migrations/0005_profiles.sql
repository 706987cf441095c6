-- What a member says about themselves beyond the name, which auth holds. A member without a row has said nothing yet.

create schema profiles;

create table profiles.profiles (
  user_id uuid primary key references auth.users on delete cascade,
  bio text not null default '' check (char_length(bio) <= 2000),
  department text check (char_length(department) <= 200),
  graduation_year smallint check (graduation_year between 1950 and 2100),
  avatar_url text,
  header_url text,
  is_private boolean not null default false,
  updated_at timestamptz not null default now(),
  -- Whether others may see the member's likes. Off by default.
  shows_likes boolean not null default false,
  -- The department without case, marks and punctuation: MAKİNE MÜHENDİSLİĞİ, "makine mühendisliği" and Makine-Mühendisliği are
  -- one.
  department_key text generated always as (nullif(btrim(regexp_replace(platform.fold(department), '[\s.,;:/&()-]+', ' ', 'g')), '')) stored
);
-- Serves suggestions: members of a department with the nearest years on either side.
create index profiles_department_key_year on profiles.profiles (department_key, graduation_year, user_id) where department_key is not null;

create table profiles.post_counts (
  user_id uuid primary key references auth.users on delete cascade,
  posts integer not null default 0 check (posts >= 0)
);

create function profiles.sync_audience_of_profile() returns trigger
  language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    perform social.set_privacy(old.user_id, false);
  else
    perform social.set_privacy(new.user_id, new.is_private);
  end if;
  return null;
end $$;

-- Public: one row for each member that others can see.
create view profiles.member_view as
  select u.id, u.username, u.display_name, coalesce(p.bio, '') as bio, p.department, p.graduation_year, p.avatar_url, p.header_url,
         coalesce(p.is_private, false) as is_private, u.status, u.university_id, u.university_name, u.affiliation, u.created_at,
         coalesce(p.shows_likes, false) as shows_likes, concat(u.version, ' ', p.xmin) as version
  from auth.member_view u left join profiles.profiles p on p.user_id = u.id;

-- Public: the department of each member.
create view profiles.department_view as
  select user_id, department_key as department, graduation_year from profiles.profiles where department_key is not null;

-- Public: department and year of each member, for comparison in the feed. Never shown.
create view profiles.study_view as
  select user_id, department_key as department, graduation_year from profiles.profiles;

-- Avatars, for the statement that sends messages: it reads the sender's names where it locks the account.
create view profiles.avatar_view as select user_id, avatar_url from profiles.profiles;

create trigger profiles_keep_audience after insert or update of is_private, avatar_url or delete on profiles.profiles
  for each row execute function profiles.sync_audience_of_profile();

-- The schema `profiles` after all migrations. Generated: npm run generate

create table profiles.post_counts (
  user_id uuid not null,
  posts integer not null default 0,
  PRIMARY KEY (user_id),
  FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE,
  CHECK ((posts >= 0))
);

create table profiles.profiles (
  user_id uuid not null,
  bio text not null default ''::text,
  department text,
  graduation_year smallint,
  avatar_url text,
  header_url text,
  is_private boolean not null default false,
  updated_at timestamp with time zone not null default now(),
  shows_likes boolean not null default false,
  department_key text default NULLIF(btrim(regexp_replace(platform.fold(department), '[\s.,;:/&()-]+'::text, ' '::text, 'g'::text)), ''::text),
  allows_public_previews boolean not null default false,
  PRIMARY KEY (user_id),
  FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE,
  CHECK (((graduation_year >= 1950) AND (graduation_year <= 2100))),
  CHECK ((char_length(bio) <= 2000)),
  CHECK ((char_length(department) <= 200))
);

create table profiles.welcomes (
  user_id uuid not null,
  passed text[] not null default '{}'::text[],
  finished_at timestamp with time zone,
  updated_at timestamp with time zone not null,
  PRIMARY KEY (user_id),
  FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE,
  CHECK ((passed <@ ARRAY['picture'::text, 'study'::text, 'interests'::text, 'people'::text, 'notifications'::text]))
);

CREATE INDEX profiles_department_key_year ON profiles.profiles USING btree (department_key, graduation_year, user_id) WHERE (department_key IS NOT NULL);

create view profiles.avatar_view as
 SELECT user_id,
    avatar_url
   FROM profiles.profiles;

create view profiles.department_view as
 SELECT user_id,
    department_key AS department,
    graduation_year
   FROM profiles.profiles
  WHERE (department_key IS NOT NULL);

create view profiles.member_view as
 SELECT u.id,
    u.username,
    u.display_name,
    COALESCE(p.bio, ''::text) AS bio,
    p.department,
    p.graduation_year,
    p.avatar_url,
    p.header_url,
    COALESCE(p.is_private, false) AS is_private,
    u.status,
    u.university_id,
    u.university_name,
    u.affiliation,
    u.created_at,
    COALESCE(p.shows_likes, false) AS shows_likes,
    concat(u.version, ' ', p.xmin) AS version,
    u.university_name_tr,
    u.official
   FROM (auth.member_view u
     LEFT JOIN profiles.profiles p ON ((p.user_id = u.id)));

create view profiles.public_preview_view as
 SELECT user_id
   FROM profiles.profiles
  WHERE allows_public_previews;

create view profiles.study_view as
 SELECT user_id,
    department_key AS department,
    graduation_year
   FROM profiles.profiles;

create view profiles.welcome_view as
 SELECT user_id,
    passed,
    finished_at
   FROM profiles.welcomes;

CREATE OR REPLACE FUNCTION profiles.sync_audience_of_profile()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' then
    perform social.set_privacy(old.user_id, false);
  else
    perform social.set_privacy(new.user_id, new.is_private);
  end if;
  return null;
end $function$

CREATE TRIGGER profiles_keep_audience AFTER INSERT OR DELETE OR UPDATE OF is_private, avatar_url ON profiles.profiles FOR EACH ROW EXECUTE FUNCTION profiles.sync_audience_of_profile();

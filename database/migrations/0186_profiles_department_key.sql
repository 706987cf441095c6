-- A department is typed by hand: MAKİNE MÜHENDİSLİĞİ, "makine mühendisliği" and Makine-Mühendisliği are one to the feed.
-- What is shown stays as it was typed, but on one line: it is one in the form.
update profiles.profiles set department = regexp_replace(department, '\s+', ' ', 'g') where department ~ '\s\s|[^\S ]';

alter table profiles.profiles add column department_key text generated always as (
  nullif(btrim(regexp_replace(platform.fold(department), '[\s.,;:/&()-]+', ' ', 'g')), '')) stored;

-- Serves suggestions: of a department those nearest in years, on either side.
create index profiles_department_key_year on profiles.profiles (department_key, graduation_year, user_id)
  where department_key is not null;

-- Published for the feed, which compares departments and shows none.
create or replace view profiles.study_view as
  select user_id, department_key as department, graduation_year from profiles.profiles;
create or replace view profiles.department_view as
  select user_id, department_key as department, graduation_year from profiles.profiles where department_key is not null;

drop index profiles.profiles_department;
drop index profiles.profiles_department_year;

-- What the visibility rule and a list ask of every author, in one row: one look-up instead of two for each row of each list.
-- Kept by triggers, so that it says the same as the rows it comes from in every transaction.
create table profiles.audiences (
  user_id uuid primary key references auth.users on delete cascade,
  status text not null,
  university_id uuid not null,
  is_private boolean not null,
  username text not null,
  -- Of the author's card. From a sequence: a number is never used twice, also where a transaction is rolled back.
  version bigint not null
) with (fillfactor = 80);
create sequence profiles.audience_versions;

insert into profiles.audiences (user_id, status, university_id, is_private, username, version)
  select u.id, u.status, u.university_id, coalesce(p.is_private, false), u.username, nextval('profiles.audience_versions')
  from auth.users u left join profiles.profiles p on p.user_id = u.id;

-- Each trigger writes the columns of its own table alone: of two changes at the same time neither takes back the other.
create function profiles.keep_audience_of_user() returns trigger
  language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into profiles.audiences (user_id, status, university_id, is_private, username, version)
      values (new.id, new.status, new.university_id, false, new.username, nextval('profiles.audience_versions'));
  else
    update profiles.audiences set status = new.status, university_id = new.university_id, username = new.username,
      version = nextval('profiles.audience_versions') where user_id = new.id;
  end if;
  return null;
end $$;
create function profiles.keep_audience_of_profile() returns trigger
  language plpgsql as $$
declare
  is_gone boolean := tg_op = 'DELETE';
begin
  update profiles.audiences set is_private = case when is_gone then false else new.is_private end,
    version = nextval('profiles.audience_versions') where user_id = case when is_gone then old.user_id else new.user_id end;
  return null;
end $$;
create trigger users_keep_audience
  after insert or update of status, university_id, username, display_name on auth.users
  for each row execute function profiles.keep_audience_of_user();
create trigger profiles_keep_audience after insert or update of is_private, avatar_url or delete on profiles.profiles
  for each row execute function profiles.keep_audience_of_profile();

create or replace view profiles.audience_view as
  select user_id as id, status, university_id, is_private, username, version::text as version from profiles.audiences;

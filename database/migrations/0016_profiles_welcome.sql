-- How far a new member has come with the welcome: docs/adr/0057-welcome.md.

create table profiles.welcomes (
  user_id uuid primary key references auth.users on delete cascade,
  -- Steps that the member has finished or skipped, on any device.
  passed text[] not null default '{}'
    check (passed <@ array['picture', 'study', 'interests', 'people', 'notifications']),
  -- When the member reached the end or dismissed it. Null: it goes on.
  finished_at timestamptz,
  updated_at timestamptz not null
);

-- Public: for a member's own data. A member without a row has passed no step.
create view profiles.welcome_view as select user_id, passed, finished_at from profiles.welcomes;

-- Members from before the welcome are never asked. Older accounts need no row: it is offered for 30 days.
insert into profiles.welcomes (user_id, finished_at, updated_at)
select id, now(), now() from auth.users where created_at > now() - interval '31 days';

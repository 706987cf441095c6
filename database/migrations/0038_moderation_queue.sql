-- safe: index moderation.reports: a campus gets some thousand reports in years, and few are open
-- The queue of moderators by the time that was promised, claims, notes, and more acts: docs/adr/0088-moderators-queue.md.

-- Until when a report of each reason is answered. Reasons without a row get the default of `reports.due_at`.
create table moderation.response_times (
  reason text primary key,
  urgency text not null check (urgency in ('critical', 'high', 'normal')),
  hours smallint not null check (hours between 1 and 720)
);
insert into moderation.response_times (reason, urgency, hours) values
  ('violence', 'critical', 1), ('self_harm', 'critical', 1),
  ('harassment', 'high', 12), ('hate', 'high', 12), ('sexual', 'high', 12), ('privacy', 'high', 12), ('illegal', 'high', 12),
  ('impersonation', 'normal', 24),
  ('spam', 'normal', 48), ('misinformation', 'normal', 48), ('cheating', 'normal', 48), ('other', 'normal', 48);

-- The promise that the reporter was given, so a change of the times changes none. The default is for the previous release.
alter table moderation.reports add column due_at timestamptz not null default now() + interval '48 hours';
-- Only the open ones, which are few.
update moderation.reports report set due_at = report.created_at + make_interval(hours => times.hours)
  from moderation.response_times times where times.reason = report.reason and report.status = 'open';
-- The queue. A case stands where its most urgent report stands.
create index reports_due on moderation.reports (due_at, id) where status = 'open' and not has_no_subject;
create index reports_due_of_subject on moderation.reports (subject_type, subject_id, due_at, id)
  where status = 'open' and not has_no_subject;

-- Who is working on a case. A row whose time is over holds nothing.
create table moderation.claims (
  subject_type text not null check (subject_type in ('post', 'user', 'message')),
  subject_id uuid not null,
  moderator_id uuid not null references auth.users on delete cascade,
  expires_at timestamptz not null,
  primary key (subject_type, subject_id)
);
create index claims_moderator on moderation.claims (moderator_id);

-- What moderators write about a case, for staff alone. A note is never changed; with its author's account, it only loses the name.
create table moderation.notes (
  id uuid primary key,
  subject_type text not null check (subject_type in ('post', 'user', 'message')),
  subject_id uuid not null,
  author_id uuid references auth.users on delete set null,
  text text not null check (char_length(text) between 1 and 4000),
  created_at timestamptz not null
);
create index notes_subject on moderation.notes (subject_type, subject_id, id desc);
create index notes_author on moderation.notes (author_id);
create function moderation.keep_note() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and new.author_id is null
    and (new.id, new.subject_type, new.subject_id, new.text, new.created_at) = (old.id, old.subject_type, old.subject_id, old.text, old.created_at)
  then return new; end if;
  raise exception 'notes of moderators are not changed: % is refused', tg_op;
end $$;
create trigger only_grows before update or delete on moderation.notes for each row execute function moderation.keep_note();
create trigger only_grows_truncate before truncate on moderation.notes for each statement execute function moderation.keep_note();

-- The names that members had before. Whoever is warned under one name and goes on under another is the same member.
create table auth.former_names (
  user_id uuid not null references auth.users on delete cascade,
  username text not null,
  display_name text not null,
  until timestamptz not null,
  primary key (user_id, until)
);
-- What was decided about a member, dismissals included.
-- safe: index moderation.decisions: a campus makes some thousand decisions in years
create index decisions_of_owner on moderation.decisions (subject_owner_id, id desc);

-- Acts that leave the account: a mute, a limit of the reach, a content warning.
alter table moderation.decisions
  drop constraint decisions_outcome_check,
  add constraint decisions_outcome_check check (outcome in ('dismissed', 'post_removed', 'message_removed', 'author_suspended', 'warned',
    'muted', 'reach_limited', 'content_warned'));

-- Until when a member may read and not write, and until when only followers are shown their posts in lists that they did not ask for.
-- Both end by themselves, because whoever reads them compares them with the time.
alter table auth.users add column muted_until timestamptz, add column limited_until timestamptz;
alter table social.audiences add column limited_until timestamptz;
-- A few rows, so that it costs the feeds nothing to look there.
-- safe: index social.audiences: one row for each member, and none of them is in this index yet
create index audiences_limited on social.audiences (user_id) where limited_until is not null;

create or replace function social.sync_audience_of_user() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into social.audiences (user_id, status, university_id, is_private, username, version)
      values (new.id, new.status, new.university_id, false, new.username, nextval('social.audience_versions'));
  else
    update social.audiences set status = new.status, university_id = new.university_id, username = new.username,
      limited_until = new.limited_until, version = nextval('social.audience_versions') where user_id = new.id;
  end if;
  return null;
end $$;
create or replace trigger users_keep_audience
  after insert or update of status, university_id, username, display_name, limited_until on auth.users
  for each row execute function social.sync_audience_of_user();

-- As `lock_active_account`, for what a muted member may not do. One look-up for both.
create function auth.lock_unmuted_account(member_id uuid) returns void language plpgsql as $$
declare muted timestamptz;
begin
  select muted_until into muted from auth.users where id = member_id and status = 'active' for share;
  -- `server/platform/suspended-writers.ts` turns these codes into the problems `account_suspended` and `account_muted`.
  if not found then raise exception 'this account may not write' using errcode = 'SU403'; end if;
  if muted > clock_timestamp() then raise exception 'this account is muted' using errcode = 'MU403'; end if;
end $$;
-- The second argument of the trigger, `unmuted`, is for what a muted member may not do.
create or replace function auth.require_active() returns trigger language plpgsql as $$
begin
  if tg_argv[1] = 'unmuted' then
    case tg_argv[0]
      when 'author_id' then perform auth.lock_unmuted_account(new.author_id);
      when 'user_id' then perform auth.lock_unmuted_account(new.user_id);
      when 'sender_id' then perform auth.lock_unmuted_account(new.sender_id);
      when 'created_by' then perform auth.lock_unmuted_account(new.created_by);
    end case;
    return new;
  end if;
  case tg_argv[0]
    when 'user_id' then perform auth.lock_active_account(new.user_id);
    when 'author_id' then perform auth.lock_active_account(new.author_id);
    when 'owner_id' then perform auth.lock_active_account(new.owner_id);
    when 'member_id' then perform auth.lock_active_account(new.member_id);
    when 'sender_id' then perform auth.lock_active_account(new.sender_id);
    when 'created_by' then perform auth.lock_active_account(new.created_by);
    when 'requester_id' then perform auth.lock_active_account(new.requester_id);
    when 'reporter_id' then perform auth.lock_active_account(new.reporter_id);
  end case;
  return new;
end $$;
create or replace trigger require_active before insert on content.posts
  for each row execute function auth.require_active('author_id', 'unmuted');
create or replace trigger require_active before insert on content.reposts
  for each row execute function auth.require_active('user_id', 'unmuted');
create trigger require_unmuted_to_change before update of content on content.posts
  for each row when (new.content <> old.content and new.deleted_at is null and old.deleted_at is null)
  execute function auth.require_active('author_id', 'unmuted');
create or replace trigger require_active before insert on messaging.conversations
  for each row execute function auth.require_active('created_by', 'unmuted');
create or replace trigger require_active_to_change before update of edited_at on messaging.messages
  for each row when (new.deleted_at is null) execute function auth.require_active('sender_id', 'unmuted');
-- The statement that sends messages locks this row anyway.
create or replace view auth.writer_view as select id, status, username, display_name, muted_until from auth.users;

-- Posts that moderators gave a content warning. Their authors cannot take it off.
create table content.forced_warnings (
  post_id uuid primary key references content.posts on delete cascade,
  -- The author's own, for when the act is taken back.
  own_warning text
);
create function content.keep_forced_warning() returns trigger language plpgsql as $$
begin
  if exists (select from content.forced_warnings where post_id = new.id) then new.content_warning := old.content_warning; end if;
  return new;
end $$;
-- Only a change of the warning of a post that exists pays for the look-up.
create trigger keep_forced_warning before update of content_warning on content.posts
  for each row when (new.content_warning is distinct from old.content_warning and new.deleted_at is null and old.deleted_at is null)
  execute function content.keep_forced_warning();

-- Local moderators. Who is a moderator today goes on seeing every report; new ones see those of their own university.
alter table auth.user_roles add column all_universities boolean not null default true;
alter table moderation.reports add column university_id uuid;
update moderation.reports report set university_id = member.university_id
  from auth.users member where member.id = report.subject_owner_id and report.status = 'open';
create index reports_due_of_university on moderation.reports (university_id, due_at, id)
  where status = 'open' and not has_no_subject;

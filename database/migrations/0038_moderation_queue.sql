-- safe: index moderation.reports: a campus gets some thousand reports in years, and few are open
-- safe: update moderation.reports: only the open ones, which are few
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

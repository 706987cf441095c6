-- Copies of a listed picture are looked for by a job, entries have a note, and a batch that waits can be withdrawn (docs/adr/0106, 0100, 0103).

alter table notifications.notifications validate constraint notifications_kind_check;

-- How far the job has come that looks for copies: names begin with two hexadecimal digits, and it reads one such part after the other. Null: done.
alter table media.blocked_pictures
  add column search_next smallint check (search_next between 0 and 255),
  add column found integer not null default 0;
create index blocked_pictures_searching on media.blocked_pictures (id) where search_next is not null;

-- For staff.
alter table moderation.blocked_pictures add column note text check (char_length(note) <= 4000);

-- safe: scan moderation.batches: a campus makes some thousand batches in years
alter table moderation.batches
  drop constraint batches_state_check,
  add constraint batches_state_check
    check (state in ('waiting', 'running', 'done', 'refused', 'withdrawn', 'undoing', 'undone'));

-- A report of what does not exist is taken like any other, so that the answer tells nothing of what is there; no moderator
-- is shown it.
alter table moderation.reports add column is_empty boolean not null default false;

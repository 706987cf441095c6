-- safe: index boards.exclusions: boards are off by default, and an exclusion lasts 14 days at most
-- contracts boards.exclusions after 0053: the previous release deletes the exclusion of an author before it writes another
-- safe: index boards.reports: boards are off by default, and a campus gets some hundred such reports in years

-- Reporters read what became of their report of a post on a board, and when they were promised an answer.
alter table boards.reports add column outcome text;
alter table boards.reports add column due_at timestamptz;
create index reports_of_reporter on boards.reports (reporter_id, id desc) where reporter_id is not null;

-- An author has one exclusion, also if two are decided at the same moment.
delete from boards.exclusions earlier using boards.exclusions later
where later.thread_id = earlier.thread_id and later.tag = earlier.tag and (later.ends_at, later.id) > (earlier.ends_at, earlier.id);
create unique index exclusions_author on boards.exclusions (thread_id, tag);

-- What the age of an account counts, from 0 to 1: what its follow adds to the followers of another. Until the job has worked it out, as
-- much as any.
alter table feed.standings add column age real not null default 1 check (age between 0 and 1);

-- Published: search orders people by whom established members follow.
create or replace view feed.standing_view as select member_id, standing, followers from feed.standings;

-- A member's standing comes from the age of the account and from follows, and content and search weigh by it as well as feed.
alter table feed.standings set schema social;
alter table feed.standings_computed set schema social;
alter view feed.standing_view set schema social;
create or replace view social.standing_view as select member_id, standing, followers, age from social.standings;

-- Members who have switched ranking off: the replies that they read are in order of time. Feed, which is above content, owns the
-- preference and says so here.
create table content.unranked_readers (user_id uuid primary key references auth.users on delete cascade);
insert into content.unranked_readers (user_id) select user_id from feed.ranking_off_view;
drop view feed.ranking_off_view;

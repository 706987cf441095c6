-- Standard names: positions, states, ranks and weights. The sessions of the previous version are no longer deleted: none is left.
drop table feed.ranked_sessions;

alter table feed.preferences rename column home_place to home_position;
alter table feed.preferences rename column home_place_at to home_position_at;

alter table feed.readers rename to timeline_states;
alter table feed.timeline_states rename column floor_id to oldest_entry_id;
alter index feed.readers_pkey rename to timeline_states_pkey;
alter index feed.readers_read_at rename to timeline_states_read_at;
alter table feed.timeline_states rename constraint readers_user_id_fkey to timeline_states_user_id_fkey;

alter table feed.sessions rename column begun_at to started_at;
alter table feed.sessions rename column handed_out to position;
alter table feed.sessions rename column seen to served_tails;

alter table feed.tastes rename column is_colleague to is_same_department;
alter table feed.pool rename column voices to vote_weight;
alter table feed.pool rename column voices_by_university to vote_weight_by_university;
alter table feed.hashtag_days rename column known to known_people;

alter table feed.counted_days rename to counted_hashtag_days;
alter index feed.counted_days_pkey rename to counted_hashtag_days_pkey;

alter table feed.notable_members rename column place to rank;
alter table feed.trending_hashtags rename column place to rank;
alter table feed.trending_posts rename column place to rank;

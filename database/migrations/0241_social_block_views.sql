-- Published: what the lists of profiles and the rules of messaging read.
create view social.block_view as select blocker_id, blocked_id, id from social.blocks;
create view social.mute_view as select muter_id, muted_id, id from social.mutes;

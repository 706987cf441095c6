-- Trigger functions named after what they do: they keep the copy in profiles.audiences in step.
alter function profiles.keep_audience_of_user() rename to sync_audience_of_user;
alter function profiles.keep_audience_of_profile() rename to sync_audience_of_profile;

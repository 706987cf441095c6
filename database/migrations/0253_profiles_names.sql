-- Trigger functions named after what they do: they keep the copy in social.audiences in step.
alter function social.keep_audience_of_user() rename to sync_audience_of_user;
alter function profiles.keep_audience_of_profile() rename to sync_audience_of_profile;

-- The picture beside what somebody writes, for the statement that sends messages: it reads the writer's names where it holds the account.
create view profiles.avatar_view as select user_id, avatar_url from profiles.profiles;

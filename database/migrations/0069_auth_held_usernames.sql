-- A name that a member left by renaming is held for them for 90 days: who asks for a name looks it up here.
-- safe: index auth.former_names: one row for each change of a name, so it takes one read of a small table
create index former_names_username on auth.former_names (username, until);

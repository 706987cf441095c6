-- What a session has proved beyond being open.

alter table auth.sessions
  -- When a second factor was last given in it; null: never. Staff calls may demand one.
  add column second_factor_at timestamptz,
  -- When a password or code was last given in it. Giving roles demands a recent one.
  add column proved_at timestamptz;
update auth.sessions set proved_at = created_at;
alter table auth.sessions alter column proved_at set not null, alter column proved_at set default now();

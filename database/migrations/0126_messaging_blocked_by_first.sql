-- Who blocks somebody holds the lock of blocks first and then seats; who seats somebody held the seat first (where they had sat there
-- before) and then asked for the lock, so that the two could wait for each other. Now the lock comes first for both.
create function messaging.hold_blocked_by() returns trigger
  language plpgsql as $$
begin
  perform pg_advisory_xact_lock_shared(hashtext('messaging.blocked_by'));
  return null;
end $$;
create trigger members_hold_blocked_by before insert on messaging.members
  for each statement execute function messaging.hold_blocked_by();

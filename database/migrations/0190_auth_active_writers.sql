-- After a suspension is answered, nothing that the member was writing becomes visible (docs/adr/0033). A suspension locks the row of the
-- member for update. Whoever writes locks it for share and reads the status under that lock: a suspension waits for what is being
-- written, and what comes after it is refused. `for share` and not `for key share`, so that a plain change of the status waits too.
-- A function of its own snapshot, so that a statement that waited sees what it waited for.
create function auth.hold_active(member_id uuid) returns void language plpgsql as $$
begin
  perform from auth.users where id = member_id and status = 'active' for share;
  -- `server/platform/suspended-writers.ts` turns this code into the problem `account_suspended`.
  if not found then raise exception 'this account may not write' using errcode = 'SU403'; end if;
end $$;

-- For a before trigger. Its argument names the column of the member who writes. The branches are there for speed: reading a
-- column by a name that is not known until then costs ten times as much.
create function auth.require_active() returns trigger language plpgsql as $$
begin
  case tg_argv[0]
    when 'user_id' then perform auth.hold_active(new.user_id);
    when 'author_id' then perform auth.hold_active(new.author_id);
    when 'owner_id' then perform auth.hold_active(new.owner_id);
    when 'member_id' then perform auth.hold_active(new.member_id);
    when 'sender_id' then perform auth.hold_active(new.sender_id);
    when 'created_by' then perform auth.hold_active(new.created_by);
    when 'requester_id' then perform auth.hold_active(new.requester_id);
    when 'reporter_id' then perform auth.hold_active(new.reporter_id);
  end case;
  return new;
end $$;

-- For the statement that sends messages, which decides on many writers at once.
create view auth.writer_view as select id, status, username, display_name from auth.users;

-- `tests/access/active-writers.test.ts` compares these with the catalogue: a new table that members write is here or has a reason there.
create trigger require_active before insert on content.posts for each row execute function auth.require_active('author_id');
create trigger require_active before insert on content.likes for each row execute function auth.require_active('user_id');
create trigger require_active before insert on content.reposts for each row execute function auth.require_active('user_id');
create trigger require_active before insert on content.poll_votes for each row execute function auth.require_active('user_id');
create trigger require_active before insert on social.follow_requests for each row execute function auth.require_active('requester_id');
create trigger require_active before insert on moderation.reports for each row execute function auth.require_active('reporter_id');
create trigger require_active before insert on media.files for each row execute function auth.require_active('owner_id');
create trigger require_active before insert on media.uploads for each row execute function auth.require_active('owner_id');
create trigger require_active before insert on messaging.conversations for each row execute function auth.require_active('created_by');
create trigger require_active before insert on messaging.reactions for each row execute function auth.require_active('member_id');

-- Changes that others see. Counters name none of these columns; a deletion is always allowed, the staff's too.
create trigger require_active_to_change before update of visibility, pinned_at on content.posts
  for each row when (new.deleted_at is null) execute function auth.require_active('author_id');
create trigger require_active_to_change before update of alt, focus_x, focus_y on media.files
  for each row execute function auth.require_active('owner_id');
create trigger require_active_to_change before update of edited_at on messaging.messages
  for each row when (new.deleted_at is null) execute function auth.require_active('sender_id');

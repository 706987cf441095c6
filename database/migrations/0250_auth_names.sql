-- Standard names: one word for the mailbox of an account, and for the time when a token was used.

alter table auth.users rename column email_canonical to mailbox;
alter index auth.users_email_canonical rename to users_mailbox;
alter table auth.sessions rename column proved_at to authenticated_at;
alter table auth.refresh_tokens rename column spent_at to used_at;

alter function auth.refuse_change() rename to reject_change;

alter function auth.hold_active(uuid) rename to lock_active_account;
create or replace function auth.require_active() returns trigger language plpgsql as $$
begin
  case tg_argv[0]
    when 'user_id' then perform auth.lock_active_account(new.user_id);
    when 'author_id' then perform auth.lock_active_account(new.author_id);
    when 'owner_id' then perform auth.lock_active_account(new.owner_id);
    when 'member_id' then perform auth.lock_active_account(new.member_id);
    when 'sender_id' then perform auth.lock_active_account(new.sender_id);
    when 'created_by' then perform auth.lock_active_account(new.created_by);
    when 'requester_id' then perform auth.lock_active_account(new.requester_id);
    when 'reporter_id' then perform auth.lock_active_account(new.reporter_id);
  end case;
  return new;
end $$;

update platform.settings set key = 'designated_owner_email' where key = 'owner_address';

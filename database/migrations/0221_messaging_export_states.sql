-- Renames the states and failures of exports to the words of the API: running, removed, storage_full, internal_error.
alter table messaging.exports rename column touched_at to progress_at;
alter table messaging.exports drop constraint exports_state_check, drop constraint exports_failure_check;
drop index messaging.exports_under_way;

update messaging.exports set state = case state when 'making' then 'running' else 'removed' end where state in ('making', 'gone');
update messaging.exports set failure = case failure when 'no_room' then 'storage_full' else 'internal_error' end
where failure is not null;

alter table messaging.exports
  add constraint exports_state_check check (state in ('waiting', 'running', 'ready', 'failed', 'removed')),
  add constraint exports_failure_check check (failure in ('storage_full', 'internal_error'));
create unique index exports_in_progress on messaging.exports (member_id) where state in ('waiting', 'running');

-- A file that an earlier version of its subject carried: it hangs on it still, and shows in its history alone.
alter table media.files add column is_past boolean not null default false;
alter table media.files add constraint files_past_hangs check (not is_past or subject_id is not null);

-- Standard names for stored bytes, and no more support for files from before reference counting.

drop index media.files_ungathered;
alter table media.files drop column is_gathered;

alter table media.files rename column free_since to unattached_since;
alter table media.files rename column is_past to is_from_past_version;
alter index media.files_free rename to files_unattached;
alter table media.files rename constraint files_past_hangs to files_past_version_attached;
alter table media.archives rename column made_at to created_at;

alter table media.pieces rename to stored_files;
alter index media.pieces_pkey rename to stored_files_pkey;
alter index media.pieces_hash rename to stored_files_hash;
alter table media.stored_files rename constraint pieces_hash_fkey to stored_files_hash_fkey;
alter table media.stored_files rename constraint pieces_name_check to stored_files_name_check;

-- Bytes that may be in the storage while no file names them: being written, a duplicate, or released.
alter table media.loose rename to unclaimed_objects;
alter table media.unclaimed_objects rename column due to delete_at;
alter index media.loose_pkey rename to unclaimed_objects_pkey;
alter index media.loose_due rename to unclaimed_objects_delete_at;

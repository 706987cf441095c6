-- Renames the record of staff access to restricted content, and columns of reports, to the words of docs/glossary.md.
alter table moderation.openings rename to accesses;
alter table moderation.accesses rename column opened_at to accessed_at;
do $$
declare
  found record;
begin
  for found in select conname as name from pg_constraint
    where conrelid = 'moderation.accesses'::regclass and starts_with(conname, 'openings_')
  loop
    execute format('alter table moderation.accesses rename constraint %I to %I',
      found.name, replace(found.name, 'openings_', 'accesses_'));
  end loop;
end $$;
alter index moderation.openings_report rename to accesses_report;
alter index moderation.openings_staff rename to accesses_staff;
alter index moderation.openings_subject rename to accesses_subject;

-- What the reporter saw.
alter table moderation.reports rename column seen to snapshot;
-- The reported id never existed.
alter table moderation.reports rename column is_empty to has_no_subject;

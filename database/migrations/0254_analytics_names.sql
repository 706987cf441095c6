-- Standard names: statistics, authors, ranks.
alter table analytics.content_figures rename to content_statistics;
alter table analytics.content_statistics rename column begins to starts_on;
alter table analytics.content_statistics rename column writers to authors;

alter table analytics.hashtag_figures rename to hashtag_statistics;
alter table analytics.hashtag_statistics rename column place to rank;

-- Names of constraints follow.
do $$
declare
  found record;
begin
  for found in
    select conrelid::regclass as of_table, conname as name from pg_constraint
    where conrelid in ('analytics.content_statistics'::regclass, 'analytics.hashtag_statistics'::regclass)
      and conname ~ '_figures|_writers|_place'
  loop
    execute format('alter table %s rename constraint %I to %I', found.of_table, found.name,
      replace(replace(replace(found.name, '_figures', '_statistics'), '_writers', '_authors'), '_place', '_rank'));
  end loop;
end $$;

-- Two universities of a country may have one name; the first domain tells them apart. Empty for what was loaded before this,
-- until the catalogue is loaded again, which the removed mark brings about at the next start.

alter table auth.universities add column first_domain text not null default '' check (first_domain = lower(first_domain));
alter table auth.universities drop constraint universities_name_country_key;
alter table auth.universities add constraint universities_identity unique (name, country, first_domain);
delete from platform.settings where key = 'catalogue';

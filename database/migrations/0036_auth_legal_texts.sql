-- The campus's own texts (privacy notice, terms, rules …). A version never changes, so that it stays known what was accepted.
create table auth.legal_versions (
  document text not null check (document ~ '^[a-z]{1,20}$'),
  number integer not null check (number > 0),
  text_tr text not null,
  text_en text not null,
  -- What changed since the version before, in a sentence.
  changes_tr text not null default '',
  changes_en text not null default '',
  -- Whether members must accept this version or a later one.
  needs_acceptance boolean not null,
  published_at timestamptz not null,
  -- Null for the texts that come with ChitLaq.
  published_by uuid,
  primary key (document, number)
);
create trigger legal_versions_append_only before update or delete on auth.legal_versions
  for each row execute function auth.reject_change();
create trigger legal_versions_no_truncate before truncate on auth.legal_versions
  for each statement execute function auth.reject_change();

-- What the operator fills in. The newest row of a name counts; the older ones belong to what was published then.
create table auth.legal_blanks (
  id uuid primary key,
  name text not null check (name ~ '^[a-z_]{1,40}$'),
  value_tr text not null default '',
  -- Empty: the same as in Turkish.
  value_en text not null default '',
  set_at timestamptz not null,
  set_by uuid
);
create index legal_blanks_name on auth.legal_blanks (name, id desc);
create trigger legal_blanks_append_only before update or delete on auth.legal_blanks
  for each row execute function auth.reject_change();
create trigger legal_blanks_no_truncate before truncate on auth.legal_blanks
  for each statement execute function auth.reject_change();

-- Who accepted which version, and when. Gone with the account.
create table auth.legal_acceptances (
  user_id uuid not null references auth.users on delete cascade,
  document text not null,
  number integer not null,
  accepted_at timestamptz not null,
  primary key (user_id, document, number),
  foreign key (document, number) references auth.legal_versions
);
create trigger require_active before insert on auth.legal_acceptances
  for each row execute function auth.require_active('user_id');

-- The versions that a registration accepts, by document. They count once its mailbox is proved.
alter table auth.registrations add column accepted_texts jsonb not null default '{}';

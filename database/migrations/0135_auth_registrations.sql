-- Registrations that wait for the proof of their mailbox stand in a table of their own, any number of them side by side for one
-- mailbox. auth.users holds only accounts whose mailbox was proved.

create table auth.registrations (
  -- Becomes the account's id when the account keeps the registration's values.
  id uuid primary key,
  email text not null,
  -- The address as the domain's mailbox rule folds it.
  mailbox text not null,
  username text not null check (username ~ '^[a-z0-9_]{3,20}$'),
  display_name text not null check (char_length(display_name) between 1 and 200),
  password_hash text not null,
  locale text not null check (locale in ('tr', 'en')),
  -- SHA-256 of the cookie that the registering browser got.
  browser_hash bytea not null,
  -- Null: nothing was mailed yet, because the mailbox had all its mail of this hour.
  sent_at timestamptz,
  token_hash bytea unique,
  -- Null at a mailbox that has an account: nothing can confirm such a registration.
  code_hash bytea,
  wrong_codes smallint not null default 0,
  expires_at timestamptz,
  created_at timestamptz not null
);
-- Serves confirmation, resend and the bound per mailbox.
create index registrations_mailbox on auth.registrations (mailbox, created_at);
-- Serves the check whether a username is held.
create index registrations_username on auth.registrations (username, created_at);
-- Serves the clean-up.
create index registrations_created on auth.registrations (created_at);

-- What waits now goes on waiting, with its mailed link and code. No browser is known to have made it.
insert into auth.registrations
  (id, email, mailbox, username, display_name, password_hash, locale, browser_hash, sent_at, token_hash, code_hash, wrong_codes,
   expires_at, created_at)
select account.id, account.email, account.email_canonical, account.username, account.display_name, credential.password_hash,
  account.locale, sha256(gen_random_uuid()::text::bytea), token.created_at, token.token_hash, token.code_hash, token.wrong_codes,
  token.expires_at, account.created_at
from auth.users account
join auth.credentials credential on credential.user_id = account.id
left join lateral (
  select * from auth.one_time_tokens
  where user_id = account.id and purpose = 'verify_email' and used_at is null order by created_at desc limit 1) token on true
where account.status = 'pending' and account.email_canonical not like 'again %';

delete from auth.users where status = 'pending';
drop index auth.users_pending;

-- Published: how many wait, without saying who.
create view auth.registration_view as select id, created_at from auth.registrations;

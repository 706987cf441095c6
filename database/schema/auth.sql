-- The schema `auth` after all migrations. Generated: npm run generate

create table auth.address_changes (
  user_id uuid not null,
  id uuid not null,
  email text not null,
  code_hash bytea,
  wrong_codes smallint not null default 0,
  expires_at timestamp with time zone not null,
  PRIMARY KEY (user_id),
  FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE
);

create table auth.allowed_prefixes (
  id uuid not null,
  university_id uuid not null,
  domain text not null,
  include_subdomains boolean not null default false,
  prefix text not null default ''::text,
  affiliation text not null,
  note text not null default ''::text,
  created_by uuid,
  created_at timestamp with time zone not null default now(),
  UNIQUE (domain, prefix, include_subdomains),
  PRIMARY KEY (id),
  FOREIGN KEY (university_id) REFERENCES auth.universities(id) ON DELETE CASCADE,
  CHECK ((affiliation = ANY (ARRAY['student'::text, 'staff'::text, 'alumni'::text]))),
  CHECK ((domain = lower(domain))),
  CHECK ((prefix = lower(prefix)))
);

create table auth.application_outcomes (
  id uuid not null,
  university_id uuid not null,
  outcome text not null,
  waited_seconds integer not null,
  at timestamp with time zone not null,
  PRIMARY KEY (id),
  FOREIGN KEY (university_id) REFERENCES auth.universities(id),
  CHECK ((outcome = ANY (ARRAY['approved'::text, 'refused'::text, 'withdrawn'::text, 'expired'::text]))),
  CHECK ((waited_seconds >= 0))
);

create table auth.applications (
  user_id uuid not null,
  university_id uuid not null,
  state text not null default 'waiting'::text,
  question jsonb,
  answer text not null default ''::text,
  flags text[] not null default '{}'::text[],
  wanted_username text not null,
  applied_at timestamp with time zone not null,
  claimed_by uuid,
  claimed_until timestamp with time zone,
  decision text,
  decided_by uuid,
  effective_at timestamp with time zone,
  reason text not null default ''::text,
  refused_by uuid,
  refused_at timestamp with time zone,
  objection text not null default ''::text,
  objected_at timestamp with time zone,
  erase_at timestamp with time zone not null,
  refused_before smallint not null default 0,
  PRIMARY KEY (user_id),
  FOREIGN KEY (claimed_by) REFERENCES auth.users(id) ON DELETE SET NULL,
  FOREIGN KEY (decided_by) REFERENCES auth.users(id) ON DELETE SET NULL,
  FOREIGN KEY (refused_by) REFERENCES auth.users(id) ON DELETE SET NULL,
  FOREIGN KEY (university_id) REFERENCES auth.universities(id),
  FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE,
  CHECK (((decision IS NULL) = (effective_at IS NULL))),
  CHECK ((char_length(answer) <= 1200)),
  CHECK ((char_length(objection) <= 4000)),
  CHECK ((char_length(reason) <= 2000)),
  CHECK ((decision = ANY (ARRAY['approve'::text, 'refuse'::text]))),
  CHECK ((state = ANY (ARRAY['waiting'::text, 'refused'::text])))
);

create table auth.approvals (
  id uuid not null,
  act text not null,
  member_id uuid not null,
  requested_by uuid,
  reason text not null,
  requested_at timestamp with time zone not null,
  due_at timestamp with time zone not null,
  needs_second boolean not null,
  state text not null,
  closed_by uuid,
  closed_at timestamp with time zone,
  target_id uuid,
  PRIMARY KEY (id),
  FOREIGN KEY (member_id) REFERENCES auth.users(id) ON DELETE CASCADE,
  CHECK (((char_length(reason) >= 1) AND (char_length(reason) <= 1000))),
  CHECK (((state = 'waiting'::text) = (closed_at IS NULL))),
  CHECK ((state = ANY (ARRAY['waiting'::text, 'carried_out'::text, 'refused'::text, 'cancelled'::text, 'expired'::text, 'void'::text])))
);

create table auth.archive_keys (
  id text not null,
  public_key text not null,
  private_key_sealed bytea not null,
  created_at timestamp with time zone not null,
  retired_at timestamp with time zone,
  UNIQUE (public_key),
  PRIMARY KEY (id)
);

create table auth.attempts (
  key text not null,
  failures integer not null,
  window_ends_at timestamp with time zone not null,
  PRIMARY KEY (key)
);

create table auth.audit_log (
  id uuid not null,
  at timestamp with time zone not null default now(),
  event text not null,
  actor_id uuid,
  subject_type text,
  subject_id text,
  session_id uuid,
  ip inet,
  user_agent text,
  request_id text,
  details jsonb not null default '{}'::jsonb,
  PRIMARY KEY (id)
);

create table auth.campus_logos (
  id text not null,
  sizes jsonb not null,
  uploaded_at timestamp with time zone not null,
  PRIMARY KEY (id),
  CHECK ((id ~ '^[0-9a-f]{32}$'::text))
);

create table auth.campus_settings (
  version integer not null,
  settings jsonb not null,
  restores integer,
  changed_at timestamp with time zone not null,
  changed_by uuid not null,
  PRIMARY KEY (version),
  CHECK ((jsonb_typeof(settings) = 'object'::text)),
  CHECK ((version > 0))
);

create table auth.credentials (
  user_id uuid not null,
  password_hash text not null,
  password_changed_at timestamp with time zone not null default now(),
  totp_secret bytea,
  totp_confirmed_at timestamp with time zone,
  totp_last_step bigint,
  PRIMARY KEY (user_id),
  FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE
);

create table auth.custom_roles (
  id uuid not null,
  name_tr text not null,
  name_en text not null,
  description text not null,
  permissions text[] not null,
  all_universities boolean not null,
  version integer not null,
  changed_at timestamp with time zone not null,
  PRIMARY KEY (id),
  CHECK (((char_length(name_en) >= 1) AND (char_length(name_en) <= 60))),
  CHECK (((char_length(name_tr) >= 1) AND (char_length(name_tr) <= 60))),
  CHECK ((char_length(description) <= 500))
);

create table auth.deactivations (
  user_id uuid not null,
  deactivated_at timestamp with time zone not null,
  delete_at timestamp with time zone,
  PRIMARY KEY (user_id),
  FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE
);

create table auth.email_answers (
  day date not null,
  domain text not null,
  code integer not null,
  enhanced text not null,
  text text not null,
  reason text not null,
  count integer not null,
  people bigint not null,
  last_at timestamp with time zone not null,
  PRIMARY KEY (day, domain, code, enhanced, text)
);

create table auth.email_hours (
  hour timestamp with time zone not null,
  domain text not null,
  kind text not null,
  sent integer not null default 0,
  refused integer not null default 0,
  failed integer not null default 0,
  delayed integer not null default 0,
  waits integer[] not null,
  people bigint not null,
  PRIMARY KEY (hour, domain, kind)
);

create table auth.former_names (
  user_id uuid not null,
  username text not null,
  display_name text not null,
  until timestamp with time zone not null,
  PRIMARY KEY (user_id, until),
  FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE
);

create table auth.invitation_batches (
  id uuid not null,
  name text not null,
  university_id uuid,
  created_by uuid,
  created_at timestamp with time zone not null,
  PRIMARY KEY (id),
  FOREIGN KEY (created_by) REFERENCES auth.users(id) ON DELETE SET NULL,
  FOREIGN KEY (university_id) REFERENCES auth.universities(id),
  CHECK (((char_length(name) >= 1) AND (char_length(name) <= 200)))
);

create table auth.invitations (
  id uuid not null,
  code_hash bytea not null,
  inviter_id uuid,
  batch_id uuid,
  email text,
  mailbox text,
  locale text,
  max_uses integer not null,
  uses integer not null default 0,
  created_at timestamp with time zone not null,
  sent_at timestamp with time zone,
  expires_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  PRIMARY KEY (id),
  FOREIGN KEY (batch_id) REFERENCES auth.invitation_batches(id) ON DELETE CASCADE,
  FOREIGN KEY (inviter_id) REFERENCES auth.users(id) ON DELETE CASCADE,
  CHECK ((((batch_id IS NULL) = (mailbox IS NULL)) AND ((mailbox IS NULL) = (email IS NULL)))),
  CHECK (((inviter_id IS NULL) <> (batch_id IS NULL))),
  CHECK (((max_uses >= 1) AND (max_uses <= 20))),
  CHECK (((uses >= 0) AND (uses <= max_uses))),
  CHECK ((locale = ANY (ARRAY['tr'::text, 'en'::text])))
);

create table auth.invited_members (
  user_id uuid not null,
  invitation_id uuid,
  inviter_id uuid,
  tells_inviter boolean not null,
  joined_at timestamp with time zone not null,
  PRIMARY KEY (user_id),
  FOREIGN KEY (invitation_id) REFERENCES auth.invitations(id) ON DELETE SET NULL,
  FOREIGN KEY (inviter_id) REFERENCES auth.users(id) ON DELETE SET NULL,
  FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE
);

create table auth.legal_acceptances (
  user_id uuid not null,
  document text not null,
  number integer not null,
  accepted_at timestamp with time zone not null,
  PRIMARY KEY (user_id, document, number),
  FOREIGN KEY (document, number) REFERENCES auth.legal_versions(document, number),
  FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE
);

create table auth.legal_blanks (
  id uuid not null,
  name text not null,
  value_tr text not null default ''::text,
  value_en text not null default ''::text,
  set_at timestamp with time zone not null,
  set_by uuid,
  PRIMARY KEY (id),
  CHECK ((name ~ '^[a-z_]{1,40}$'::text))
);

create table auth.legal_versions (
  document text not null,
  number integer not null,
  text_tr text not null,
  text_en text not null,
  changes_tr text not null default ''::text,
  changes_en text not null default ''::text,
  needs_acceptance boolean not null,
  published_at timestamp with time zone not null,
  published_by uuid,
  PRIMARY KEY (document, number),
  CHECK ((document ~ '^[a-z]{1,20}$'::text)),
  CHECK ((number > 0))
);

create table auth.one_time_tokens (
  id uuid not null,
  user_id uuid not null,
  purpose text not null,
  token_hash bytea not null,
  code_hash bytea,
  wrong_codes smallint not null default 0,
  created_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  UNIQUE (token_hash),
  PRIMARY KEY (id),
  FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE,
  CHECK ((purpose = ANY (ARRAY['verify_email'::text, 'reset_password'::text, 'confirm_sign_in'::text])))
);

create table auth.passkeys (
  id uuid not null,
  user_id uuid not null,
  credential_id bytea not null,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null default '{}'::text[],
  name text not null,
  backed_up boolean not null,
  created_at timestamp with time zone not null default now(),
  last_used_at timestamp with time zone,
  UNIQUE (credential_id),
  PRIMARY KEY (id),
  FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE,
  CHECK (((char_length(name) >= 1) AND (char_length(name) <= 60)))
);

create table auth.recovery_codes (
  user_id uuid not null,
  code_hash bytea not null,
  used_at timestamp with time zone,
  PRIMARY KEY (user_id, code_hash),
  FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE
);

create table auth.refresh_tokens (
  token_hash bytea not null,
  session_id uuid not null,
  created_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  PRIMARY KEY (token_hash),
  FOREIGN KEY (session_id) REFERENCES auth.sessions(id) ON DELETE CASCADE
);

create table auth.refused_mailboxes (
  mailbox_hash bytea not null,
  refusals smallint not null,
  forget_at timestamp with time zone not null,
  PRIMARY KEY (mailbox_hash),
  CHECK ((octet_length(mailbox_hash) = 32)),
  CHECK ((refusals > 0))
);

create table auth.registrations (
  id uuid not null,
  email text not null,
  mailbox text not null,
  username text not null,
  display_name text not null,
  password_hash text not null,
  locale text not null,
  browser_hash bytea not null,
  sent_at timestamp with time zone,
  token_hash bytea,
  code_hash bytea,
  wrong_codes smallint not null default 0,
  expires_at timestamp with time zone,
  created_at timestamp with time zone not null,
  accepted_texts jsonb not null default '{}'::jsonb,
  mode text not null default 'open'::text,
  invitation_hash bytea,
  tells_inviter boolean not null default false,
  answer text not null default ''::text,
  UNIQUE (token_hash),
  PRIMARY KEY (id),
  CHECK (((char_length(display_name) >= 1) AND (char_length(display_name) <= 200))),
  CHECK ((locale = ANY (ARRAY['tr'::text, 'en'::text]))),
  CHECK ((username ~ '^[a-z0-9_]{3,20}$'::text))
);

create table auth.security_events (
  id uuid not null,
  user_id uuid not null,
  kind text not null,
  token_hash bytea not null,
  old_email text,
  old_mailbox text,
  old_university_id uuid,
  old_affiliation text,
  created_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  UNIQUE (token_hash),
  PRIMARY KEY (id),
  FOREIGN KEY (old_university_id) REFERENCES auth.universities(id),
  FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE
);

create table auth.sender_checks (
  only_one boolean not null default true,
  requested_at timestamp with time zone,
  checked_at timestamp with time zone,
  result jsonb,
  PRIMARY KEY (only_one),
  CHECK (only_one)
);

create table auth.sessions (
  id uuid not null,
  user_id uuid not null,
  device_name text not null default ''::text,
  user_agent text not null default ''::text,
  ip inet,
  created_at timestamp with time zone not null default now(),
  last_seen_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  end_reason text,
  second_factor_at timestamp with time zone,
  authenticated_at timestamp with time zone not null default now(),
  passkey_id uuid,
  PRIMARY KEY (id),
  FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE,
  CHECK ((end_reason = ANY (ARRAY['logout'::text, 'ended_by_owner'::text, 'refresh_reused'::text, 'password_changed'::text, 'suspended'::text, 'expired'::text, 'ended_by_admin'::text, 'deactivated'::text])))
);

create table auth.signing_keys (
  kid text not null,
  public_jwk jsonb not null,
  private_jwk_encrypted bytea not null,
  created_at timestamp with time zone not null default now(),
  active_from timestamp with time zone not null,
  retired_at timestamp with time zone,
  PRIMARY KEY (kid)
);

create table auth.suspended_mailboxes (
  mailbox_hash bytea not null,
  suspension_id uuid not null,
  forget_at timestamp with time zone not null,
  PRIMARY KEY (mailbox_hash),
  CHECK ((octet_length(mailbox_hash) = 32))
);

create table auth.suspensions (
  id uuid not null,
  user_id uuid not null,
  reason text not null,
  until timestamp with time zone,
  suspended_by uuid,
  suspended_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  ended_by uuid,
  PRIMARY KEY (id),
  FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE,
  CHECK (((char_length(reason) >= 1) AND (char_length(reason) <= 1000)))
);

create table auth.test_emails (
  user_id uuid not null,
  requested_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  outcome text,
  reason text,
  answer text,
  took_ms integer,
  PRIMARY KEY (user_id),
  FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE,
  CHECK ((outcome = ANY (ARRAY['sent'::text, 'refused'::text, 'failed'::text])))
);

create table auth.universities (
  id uuid not null,
  name text not null,
  country character(2) not null,
  is_open boolean not null default false,
  first_domain text not null default ''::text,
  name_tr text,
  registration_mode text,
  UNIQUE (name, country, first_domain),
  PRIMARY KEY (id),
  CHECK ((first_domain = lower(first_domain)))
);

create table auth.university_domains (
  university_id uuid not null,
  domain text not null,
  mailbox_rule text not null default 'exact'::text,
  PRIMARY KEY (university_id, domain),
  FOREIGN KEY (university_id) REFERENCES auth.universities(id) ON DELETE CASCADE,
  CHECK ((domain = lower(domain))),
  CHECK ((mailbox_rule = ANY (ARRAY['exact'::text, 'plus'::text, 'dots_plus'::text])))
);

create table auth.used_challenges (
  hash bytea not null,
  expires_at timestamp with time zone not null,
  PRIMARY KEY (hash)
);

create table auth.user_custom_roles (
  user_id uuid not null,
  role_id uuid not null,
  granted_by uuid,
  granted_at timestamp with time zone not null,
  PRIMARY KEY (user_id, role_id),
  FOREIGN KEY (role_id) REFERENCES auth.custom_roles(id),
  FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE
);

create table auth.user_roles (
  user_id uuid not null,
  role text not null,
  granted_by uuid,
  granted_at timestamp with time zone not null default now(),
  all_universities boolean not null default true,
  PRIMARY KEY (user_id, role),
  FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE,
  CHECK ((role = ANY (ARRAY['auditor'::text, 'moderator'::text, 'admin'::text, 'owner'::text])))
);

create table auth.users (
  id uuid not null,
  username text not null,
  display_name text not null,
  email text not null,
  mailbox text not null,
  email_verified_at timestamp with time zone,
  status text not null default 'pending'::text,
  university_id uuid not null,
  affiliation text not null,
  locale text not null default 'tr'::text,
  username_changed_at timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  search_name text default platform.fold(((display_name || ' '::text) || username)),
  muted_until timestamp with time zone,
  limited_until timestamp with time zone,
  official jsonb,
  undeliverable_since timestamp with time zone,
  PRIMARY KEY (id),
  FOREIGN KEY (university_id) REFERENCES auth.universities(id),
  CHECK (((char_length(display_name) >= 1) AND (char_length(display_name) <= 200))),
  CHECK (((official IS NULL) OR (((official ->> 'tr'::text) <> ''::text) AND ((official ->> 'en'::text) <> ''::text)))),
  CHECK ((affiliation = ANY (ARRAY['student'::text, 'staff'::text, 'alumni'::text]))),
  CHECK ((locale = ANY (ARRAY['tr'::text, 'en'::text]))),
  CHECK ((status = ANY (ARRAY['pending'::text, 'active'::text, 'deactivated'::text, 'suspended'::text, 'deleted'::text]))),
  CHECK ((username ~ '^[a-z0-9_]{3,20}$'::text))
);

CREATE INDEX address_changes_expires ON auth.address_changes USING btree (expires_at);
CREATE INDEX application_outcomes_at ON auth.application_outcomes USING btree (at);
CREATE INDEX applications_erase ON auth.applications USING btree (erase_at);
CREATE INDEX applications_waiting ON auth.applications USING btree (user_id) WHERE (state = 'waiting'::text);
CREATE INDEX applications_waiting_of_university ON auth.applications USING btree (university_id, user_id) WHERE (state = 'waiting'::text);
CREATE INDEX approvals_closed ON auth.approvals USING btree (closed_at);
CREATE INDEX approvals_due ON auth.approvals USING btree (due_at) WHERE (state = 'waiting'::text);
CREATE INDEX attempts_window ON auth.attempts USING btree (window_ends_at);
CREATE INDEX audit_log_actor ON auth.audit_log USING btree (actor_id, id DESC);
CREATE INDEX audit_log_at ON auth.audit_log USING brin (at);
CREATE INDEX audit_log_event ON auth.audit_log USING btree (event, id DESC);
CREATE INDEX audit_log_subject ON auth.audit_log USING btree (subject_type, subject_id, id DESC);
CREATE INDEX deactivations_due ON auth.deactivations USING btree (delete_at) WHERE (delete_at IS NOT NULL);
CREATE INDEX former_names_username ON auth.former_names USING btree (username, until);
CREATE INDEX invitation_batches_university ON auth.invitation_batches USING btree (university_id, id);
CREATE INDEX invitations_batch ON auth.invitations USING btree (batch_id, id) WHERE (batch_id IS NOT NULL);
CREATE INDEX invitations_expires ON auth.invitations USING btree (expires_at);
CREATE INDEX invitations_inviter ON auth.invitations USING btree (inviter_id, id) WHERE (inviter_id IS NOT NULL);
CREATE INDEX invitations_mailbox ON auth.invitations USING btree (mailbox) WHERE (mailbox IS NOT NULL);
CREATE INDEX invited_members_inviter ON auth.invited_members USING btree (inviter_id, joined_at) WHERE (inviter_id IS NOT NULL);
CREATE INDEX legal_blanks_name ON auth.legal_blanks USING btree (name, id DESC);
CREATE INDEX one_time_tokens_expires ON auth.one_time_tokens USING btree (expires_at);
CREATE INDEX one_time_tokens_user ON auth.one_time_tokens USING btree (user_id, purpose) WHERE (used_at IS NULL);
CREATE INDEX passkeys_user ON auth.passkeys USING btree (user_id, id);
CREATE INDEX refresh_tokens_expires ON auth.refresh_tokens USING btree (expires_at);
CREATE INDEX refresh_tokens_session ON auth.refresh_tokens USING btree (session_id);
CREATE INDEX refused_mailboxes_forget_at ON auth.refused_mailboxes USING btree (forget_at);
CREATE INDEX registrations_created ON auth.registrations USING btree (created_at);
CREATE INDEX registrations_mailbox ON auth.registrations USING btree (mailbox, created_at);
CREATE INDEX registrations_username ON auth.registrations USING btree (username, created_at);
CREATE INDEX security_events_expires ON auth.security_events USING btree (expires_at);
CREATE INDEX security_events_old_mailbox ON auth.security_events USING btree (old_mailbox) WHERE (old_mailbox IS NOT NULL);
CREATE INDEX security_events_user ON auth.security_events USING btree (user_id, created_at);
CREATE INDEX sessions_user ON auth.sessions USING btree (user_id, last_seen_at DESC) WHERE (ended_at IS NULL);
CREATE INDEX suspended_mailboxes_forget_at ON auth.suspended_mailboxes USING btree (forget_at);
CREATE INDEX suspensions_due ON auth.suspensions USING btree (until) WHERE ((ended_at IS NULL) AND (until IS NOT NULL));
CREATE INDEX universities_name_trgm ON auth.universities USING gin (name gin_trgm_ops);
CREATE INDEX universities_open ON auth.universities USING btree (name) WHERE is_open;
CREATE INDEX university_domains_domain ON auth.university_domains USING btree (domain);
CREATE INDEX used_challenges_expires ON auth.used_challenges USING btree (expires_at);
CREATE INDEX user_custom_roles_role ON auth.user_custom_roles USING btree (role_id, user_id);
CREATE INDEX users_email ON auth.users USING btree (lower(email));
CREATE INDEX users_look_alike_name ON auth.users USING btree (university_id, platform.fold(display_name)) WHERE (status = 'suspended'::text);
CREATE INDEX users_look_alike_stem ON auth.users USING btree (university_id, regexp_replace(split_part(split_part(lower(mailbox), '@'::text, 1), '+'::text, 1), '[^a-z]'::text, ''::text, 'g'::text)) WHERE (status = ANY (ARRAY['suspended'::text, 'pending'::text]));
CREATE INDEX users_search_name ON auth.users USING btree (search_name text_pattern_ops) WHERE (status = 'active'::text);
CREATE INDEX users_search_name_trgm ON auth.users USING gin (search_name gin_trgm_ops) WHERE (status = 'active'::text);
CREATE INDEX users_username_pattern ON auth.users USING btree (username text_pattern_ops) WHERE (status = 'active'::text);
CREATE UNIQUE INDEX allowed_prefixes_domain_prefix_include_subdomains_key ON auth.allowed_prefixes USING btree (domain, prefix, include_subdomains);
CREATE UNIQUE INDEX approvals_waiting ON auth.approvals USING btree (member_id) WHERE (state = 'waiting'::text);
CREATE UNIQUE INDEX archive_keys_public_key_key ON auth.archive_keys USING btree (public_key);
CREATE UNIQUE INDEX invitations_code_hash_key ON auth.invitations USING btree (code_hash);
CREATE UNIQUE INDEX one_time_tokens_token_hash_key ON auth.one_time_tokens USING btree (token_hash);
CREATE UNIQUE INDEX passkeys_credential_id_key ON auth.passkeys USING btree (credential_id);
CREATE UNIQUE INDEX registrations_token_hash_key ON auth.registrations USING btree (token_hash);
CREATE UNIQUE INDEX security_events_token_hash_key ON auth.security_events USING btree (token_hash);
CREATE UNIQUE INDEX suspensions_open ON auth.suspensions USING btree (user_id) WHERE (ended_at IS NULL);
CREATE UNIQUE INDEX universities_identity ON auth.universities USING btree (name, country, first_domain);
CREATE UNIQUE INDEX users_mailbox ON auth.users USING btree (mailbox);
CREATE UNIQUE INDEX users_username ON auth.users USING btree (username);

create view auth.language_view as
 SELECT id,
    locale
   FROM auth.users;

create view auth.member_name_view as
 SELECT id,
    username,
    search_name
   FROM auth.users
  WHERE (status = 'active'::text);

create view auth.member_view as
 SELECT u.id,
    u.username,
    u.display_name,
    u.status,
    u.university_id,
    n.name AS university_name,
    u.affiliation,
    u.locale,
    u.created_at,
    (u.xmin)::text AS version,
    COALESCE(n.name_tr, n.name) AS university_name_tr,
    u.official
   FROM (auth.users u
     JOIN auth.universities n ON ((n.id = u.university_id)));

create view auth.registration_view as
 SELECT id,
    created_at
   FROM auth.registrations;

create view auth.session_activity_view as
 SELECT user_id,
    max(last_seen_at) AS last_seen_at
   FROM auth.sessions
  GROUP BY user_id;

create view auth.standing_view as
 SELECT id,
    status,
    university_id,
    created_at,
    muted_until
   FROM auth.users;

create view auth.university_view as
 SELECT id,
    name
   FROM auth.universities;

create view auth.writer_view as
 SELECT id,
    status,
    username,
    display_name,
    muted_until,
    official
   FROM auth.users;

CREATE OR REPLACE FUNCTION auth.lock_active_account(member_id uuid)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  perform from auth.users where id = member_id and status = 'active' for share;
  -- `server/platform/suspended-writers.ts` turns this code into the problem `account_suspended`.
  if not found then raise exception 'this account may not write' using errcode = 'SU403'; end if;
end $function$

CREATE OR REPLACE FUNCTION auth.lock_unmuted_account(member_id uuid)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare muted timestamptz;
begin
  select muted_until into muted from auth.users where id = member_id and status = 'active' for share;
  -- `server/platform/suspended-writers.ts` turns these codes into the problems `account_suspended` and `account_muted`.
  if not found then raise exception 'this account may not write' using errcode = 'SU403'; end if;
  if muted > clock_timestamp() then raise exception 'this account is muted' using errcode = 'MU403'; end if;
end $function$

CREATE OR REPLACE FUNCTION auth.reject_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin raise exception 'the audit log is append-only'; end $function$

CREATE OR REPLACE FUNCTION auth.require_active()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_argv[1] = 'unmuted' then
    case tg_argv[0]
      when 'author_id' then perform auth.lock_unmuted_account(new.author_id);
      when 'user_id' then perform auth.lock_unmuted_account(new.user_id);
      when 'sender_id' then perform auth.lock_unmuted_account(new.sender_id);
      when 'created_by' then perform auth.lock_unmuted_account(new.created_by);
    end case;
    return new;
  end if;
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
end $function$

CREATE TRIGGER audit_log_append_only BEFORE DELETE OR UPDATE ON auth.audit_log FOR EACH ROW EXECUTE FUNCTION auth.reject_change();
CREATE TRIGGER audit_log_no_truncate BEFORE TRUNCATE ON auth.audit_log FOR EACH STATEMENT EXECUTE FUNCTION auth.reject_change();
CREATE TRIGGER campus_settings_append_only BEFORE DELETE OR UPDATE ON auth.campus_settings FOR EACH ROW EXECUTE FUNCTION auth.reject_change();
CREATE TRIGGER campus_settings_no_truncate BEFORE TRUNCATE ON auth.campus_settings FOR EACH STATEMENT EXECUTE FUNCTION auth.reject_change();
CREATE TRIGGER require_active BEFORE INSERT ON auth.legal_acceptances FOR EACH ROW EXECUTE FUNCTION auth.require_active('user_id');
CREATE TRIGGER legal_blanks_append_only BEFORE DELETE OR UPDATE ON auth.legal_blanks FOR EACH ROW EXECUTE FUNCTION auth.reject_change();
CREATE TRIGGER legal_blanks_no_truncate BEFORE TRUNCATE ON auth.legal_blanks FOR EACH STATEMENT EXECUTE FUNCTION auth.reject_change();
CREATE TRIGGER legal_versions_append_only BEFORE DELETE OR UPDATE ON auth.legal_versions FOR EACH ROW EXECUTE FUNCTION auth.reject_change();
CREATE TRIGGER legal_versions_no_truncate BEFORE TRUNCATE ON auth.legal_versions FOR EACH STATEMENT EXECUTE FUNCTION auth.reject_change();
CREATE TRIGGER users_keep_audience AFTER INSERT OR UPDATE OF status, university_id, username, display_name, limited_until, official ON auth.users FOR EACH ROW EXECUTE FUNCTION social.sync_audience_of_user();

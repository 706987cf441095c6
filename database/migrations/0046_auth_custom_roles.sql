-- Roles that owners compose of permissions: docs/adr/0095-permissions-and-custom-roles.md.
create table auth.custom_roles (
  id uuid primary key,
  -- Of each language; who has one name only has it in both.
  name_tr text not null check (char_length(name_tr) between 1 and 60),
  name_en text not null check (char_length(name_en) between 1 and 60),
  description text not null check (char_length(description) <= 500),
  -- Names of `auth/permissions.ts`. One that no longer exists gives nothing.
  permissions text[] not null,
  -- False: what the permissions allow about members of a university, they allow about those of the holder's own.
  all_universities boolean not null,
  -- Counts its changes, so that nobody overwrites one that they have not seen.
  version int not null,
  changed_at timestamptz not null
);

create table auth.user_custom_roles (
  user_id uuid not null references auth.users on delete cascade,
  role_id uuid not null references auth.custom_roles,
  granted_by uuid,
  granted_at timestamptz not null,
  primary key (user_id, role_id)
);
create index user_custom_roles_role on auth.user_custom_roles (role_id, user_id);

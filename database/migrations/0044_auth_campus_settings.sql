-- The settings of the campus: docs/adr/0094-campus-settings.md. The newest version counts; without a row the defaults of the code do.
create table auth.campus_settings (
  version integer primary key check (version > 0),
  settings jsonb not null check (jsonb_typeof(settings) = 'object'),
  -- The version whose settings came back, if this change took another back.
  restores integer,
  changed_at timestamptz not null,
  changed_by uuid not null
);
create trigger campus_settings_append_only before update or delete on auth.campus_settings
  for each row execute function auth.reject_change();
create trigger campus_settings_no_truncate before truncate on auth.campus_settings
  for each statement execute function auth.reject_change();

-- Logos that staff uploaded, re-encoded, as squares of some sizes. Small and few, so they are kept with the settings that name them.
create table auth.campus_logos (
  id text primary key check (id ~ '^[0-9a-f]{32}$'),
  -- Side in pixels → base64 of the PNG.
  sizes jsonb not null,
  uploaded_at timestamptz not null
);

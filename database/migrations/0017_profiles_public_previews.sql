-- Whether the author's public posts have a preview for people without an account: docs/adr/0059-public-previews.md. Off by default.

alter table profiles.profiles add column allows_public_previews boolean not null default false;

-- Public: the members who allow it.
create view profiles.public_preview_view as select user_id from profiles.profiles where allows_public_previews;

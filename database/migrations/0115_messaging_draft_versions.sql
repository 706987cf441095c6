-- A draft of a conversation is numbered, so that of two devices the one that writes on from an older one is told so. An empty one stays,
-- with its number: it was emptied, or sent.
alter table messaging.drafts add column version bigint not null default 1;

-- When a message was deleted for oneself: one's other devices ask for it. The date of the message itself says it to everybody, so it stays as
-- it is.
alter table messaging.hidden add column at timestamptz not null default to_timestamp(0);
alter table messaging.hidden alter column at drop default;
create index hidden_at on messaging.hidden (member_id, at);

-- The log of a time span, whoever and whatever it is about: append-only, so a few pages of index for years of log.
create index audit_log_at on auth.audit_log using brin (at);

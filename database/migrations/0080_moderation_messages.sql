-- Messages are reported too: a decision may remove one.

alter table moderation.decisions
  drop constraint decisions_outcome_check,
  add constraint decisions_outcome_check
    check (outcome in ('dismissed', 'post_removed', 'message_removed', 'author_suspended'));

-- The replies to a post, the best first, as one reader goes through them: docs/ranking.md.

-- Losing one costs a new ranking, nothing else: so it is not logged.
create unlogged table content.ranked_replies (
  user_id uuid not null,
  -- Made when the order was: its time is in it.
  id uuid not null,
  post_id uuid not null,
  reply_ids uuid[] not null,
  -- Oldest reply that was ranked, where there are older ones: those follow by time.
  rest_before uuid,
  primary key (user_id, id)
);

-- Published: who has switched ranking off, everywhere.
create view feed.ranking_off_view as select user_id from feed.preferences where not ranking;

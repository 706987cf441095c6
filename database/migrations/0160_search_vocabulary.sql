-- The vocabulary holds stems (s:…) and hashtags (#…) beside words, and is learnt from a queue: what is written is known at first need.
-- How words are taken apart has changed as well. All posts are gone through again when a worker starts, which fills the queue.
truncate search.vocabulary;
delete from search.progress where job in ('index', 'vocabulary');

-- Posts whose words were written and not counted yet.
create table search.unlearned (
  post_id uuid primary key
);

-- Posts whose words are not counted in the vocabulary yet.
alter table search.unlearned rename to uncounted_posts;
alter index search.unlearned_pkey rename to uncounted_posts_pkey;

alter table search.settings rename column keeps_recent to recent_enabled;

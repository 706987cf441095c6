-- How many posts a member has is part of their profile. Profiles is below content, so content tells it.
drop view content.author_counts_view;
alter table content.author_counts set schema profiles;
alter table profiles.author_counts rename to post_counts;
alter index profiles.author_counts_pkey rename to post_counts_pkey;

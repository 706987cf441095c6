-- The schema `search` after all migrations. Generated: npm run generate

create table search.posts (
  post_id uuid not null,
  words tsvector not null,
  PRIMARY KEY (post_id)
);

create table search.progress (
  job text not null,
  after uuid not null,
  PRIMARY KEY (job)
);

create table search.recent (
  user_id uuid not null,
  q text not null,
  id uuid not null,
  PRIMARY KEY (user_id, q),
  FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE
);

create table search.saved (
  id uuid not null,
  user_id uuid not null,
  q text not null,
  created_at timestamp with time zone not null,
  UNIQUE (user_id, q),
  PRIMARY KEY (id),
  FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE
);

create table search.settings (
  user_id uuid not null,
  keeps_recent boolean not null,
  PRIMARY KEY (user_id),
  FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE
);

create table search.vocabulary (
  word text not null,
  posts integer not null,
  PRIMARY KEY (word)
);

CREATE INDEX posts_words ON search.posts USING gin (words) WITH (fastupdate=off);
CREATE INDEX vocabulary_similar ON search.vocabulary USING gin (word gin_trgm_ops);
CREATE UNIQUE INDEX saved_user_id_q_key ON search.saved USING btree (user_id, q);

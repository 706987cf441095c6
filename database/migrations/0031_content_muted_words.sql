-- Words, phrases and hashtags that a member does not want to read.

create table content.muted_words (
  id uuid primary key,
  user_id uuid not null references auth.users on delete cascade,
  -- As the member wrote it.
  word text not null check (char_length(word) <= 240),
  -- What it matches by: its folded words, or a hashtag's key after a #.
  key text not null,
  scope text not null check (scope in ('home', 'everywhere')),
  -- Whether Turkish and English endings of it are meant too.
  suffixes boolean not null,
  expires_at timestamptz,
  created_at timestamptz not null,
  unique (user_id, key)
);

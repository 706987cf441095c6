-- Decisions that the member concerned sees, their appeals, and the log that can be checked: docs/adr/0081-decisions-and-appeals.md,
-- docs/adr/0082-moderation-log.md.

-- The campus's rules. A decision names one. A rule is never deleted: it is retired, because decisions go on naming it.
create table moderation.rules (
  id text primary key check (id ~ '^[a-z_]{2,30}$'),
  position smallint not null,
  title_tr text not null check (char_length(title_tr) between 1 and 120),
  title_en text not null check (char_length(title_en) between 1 and 120),
  text_tr text not null check (char_length(text_tr) between 1 and 1000),
  text_en text not null check (char_length(text_en) between 1 and 1000),
  retired_at timestamptz
);
-- The same ids as the reasons of reports, so that a report suggests its rule.
insert into moderation.rules (id, position, title_tr, text_tr, title_en, text_en) values
  ('spam', 1, 'İstenmeyen içerik yok', 'Aynı şeyi tekrar tekrar paylaşmak, toplu reklam ve aldatıcı bağlantılar yasaktır.',
    'No spam', 'Do not post the same thing over and over, advertise in bulk or share deceptive links.'),
  ('harassment', 2, 'Taciz ve zorbalık yok', 'Kimseyi aşağılama, tehdit etme, takip etme; yazmaman istendiğinde dur.',
    'No harassment or bullying', 'Do not humiliate, threaten or stalk anyone. Stop when you are asked to.'),
  ('hate', 3, 'Nefret söylemi yok', 'Kimseyi kökeni, inancı, cinsiyeti, yönelimi ya da engeli yüzünden hedef alma.',
    'No hate speech', 'Do not attack people for their origin, belief, gender, orientation or disability.'),
  ('violence', 4, 'Şiddet yok', 'Şiddetle tehdit etme, şiddete çağırma, şiddeti övme.',
    'No violence', 'Do not threaten with violence, call for it or praise it.'),
  ('sexual', 5, 'Cinsel içerik yok', 'Cinsel içerik paylaşma; kimseye istemediği cinsel mesajlar gönderme.',
    'No sexual content', 'Do not post sexual content or send unwanted sexual messages.'),
  ('self_harm', 6, 'Kendine zarar vermeye özendirme yok', 'Kendine zarar vermeyi övme, öğretme, özendirme. Yardım isteyen herkes konuşabilir.',
    'No encouragement of self-harm', 'Do not praise, teach or encourage self-harm. Anyone who needs help may speak about it.'),
  ('misinformation', 7, 'Zararlı yanlış bilgi yok', 'Yanlış olduğunu bildiğin ve başkalarına zarar verebilecek şeyleri yayma.',
    'No harmful false information', 'Do not spread what you know is false and may harm others.'),
  ('impersonation', 8, 'Başkasının yerine geçmek yok', 'Kendini başka biri ya da bir kurum gibi gösterme.',
    'No impersonation', 'Do not pretend to be another person or an institution.'),
  ('privacy', 9, 'Özel bilgiler paylaşılmaz', 'Başkasının adresini, numarasını, görüntüsünü ya da yazışmasını izni olmadan paylaşma.',
    'No private information of others', 'Do not share someone’s address, number, pictures or messages without their consent.'),
  ('cheating', 10, 'Sınav ve ödev dürüstlüğü', 'Sınav sorusu, hazır ödev ya da başkasının yerine sınava girme ilanı paylaşma.',
    'Academic honesty', 'Do not trade exam questions or finished assignments, or offer to sit exams for others.'),
  ('illegal', 11, 'Yasa dışı içerik yok', 'Yasaların suç saydığı şeyleri paylaşma, satma ya da bunlara çağırma.',
    'Nothing illegal', 'Do not share, sell or call for what the law forbids.'),
  ('other', 12, 'Kampüsün kuralları', 'Kampüste birlikte yaşamayı zorlaştıran başka davranışlar.',
    'The campus’s rules', 'Other conduct that makes living together on campus harder.');

alter table moderation.decisions
  add column rule_id text,
  -- The reason in the words that the member concerned reads; null: the text of the rule.
  add column statement text,
  add column ends_at timestamptz,
  -- Of `author_suspended`: the suspension that it began.
  add column suspension_id uuid,
  -- When it was taken back, by an appeal or by staff.
  add column reversed_at timestamptz,
  -- Absent from acts without a report.
  alter column note drop not null;
-- safe: scan moderation.decisions: a campus makes some thousand decisions in years
alter table moderation.decisions
  drop constraint decisions_outcome_check,
  add constraint decisions_outcome_check
    check (outcome in ('dismissed', 'post_removed', 'message_removed', 'author_suspended', 'warned')),
  add constraint decisions_statement_check check (char_length(statement) between 1 and 4000);

create table moderation.appeals (
  id uuid primary key,
  -- One appeal for each decision: its outcome is final.
  decision_id uuid not null unique references moderation.decisions,
  -- Null: the account is gone.
  member_id uuid references auth.users on delete set null,
  text text not null check (char_length(text) between 1 and 8000),
  created_at timestamptz not null,
  status text not null default 'open' check (status in ('open', 'upheld', 'rejected')),
  -- What the member reads about the outcome.
  answer text check (char_length(answer) between 1 and 4000),
  decided_by uuid references auth.users on delete set null,
  decided_at timestamptz,
  check ((status = 'open') = (decided_at is null))
);
-- Those that wait, oldest first.
create index appeals_waiting on moderation.appeals (id) where status = 'open';
create index appeals_member on moderation.appeals (member_id);
create index appeals_decided_by on moderation.appeals (decided_by);

-- Posts that moderators removed: tombstones for every reader, until they come back or are erased.
create table content.hidden_posts (
  post_id uuid primary key references content.posts on delete cascade,
  -- The columns of the post that the tombstone does not have.
  held jsonb not null,
  hidden_at timestamptz not null,
  -- Null while an appeal is open.
  erase_at timestamptz
);
create index hidden_posts_due on content.hidden_posts (erase_at);

-- Acts of moderation as a chain of hashes. An entry holds no personal data, only commitments to it.
create table moderation.log (
  seq bigint primary key check (seq > 0),
  -- The canonical JSON that the hash covers, byte for byte.
  entry text not null,
  -- SHA-256 of the previous hash and of the SHA-256 of the entry.
  hash text not null check (hash ~ '^[0-9a-f]{64}$')
);
create table moderation.log_heads (
  day date primary key,
  seq bigint not null,
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  published_at timestamptz not null
);
-- Opens the commitments of an entry, for the member concerned and for the moderator. It goes with the account; the chain stays.
create table moderation.log_openings (
  seq bigint not null references moderation.log,
  party text not null check (party in ('member', 'moderator')),
  user_id uuid not null references auth.users on delete cascade,
  -- The decision or appeal whose receipt this is.
  record_id uuid,
  opening jsonb not null,
  primary key (seq, party)
);
create index log_openings_user on moderation.log_openings (user_id);
create index log_openings_record on moderation.log_openings (record_id, seq);

create function moderation.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the log of moderation only grows: % of %.% is refused', tg_op, tg_table_schema, tg_table_name;
end $$;
create trigger only_grows before update or delete on moderation.log for each row execute function moderation.refuse_change();
create trigger only_grows_truncate before truncate on moderation.log for each statement execute function moderation.refuse_change();
create trigger only_grows before update or delete on moderation.log_heads for each row execute function moderation.refuse_change();
create trigger only_grows_truncate before truncate on moderation.log_heads for each statement execute function moderation.refuse_change();

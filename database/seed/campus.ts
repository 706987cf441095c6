import { hashtagKey, parseEntities, postLength } from '@chitlaq/text';
import type pg from 'pg';
import { type Cell, copyInto } from './copy.ts';

/** Members and their activity, as rows to insert. Ids are UUIDv7 of the time of each event. */
export interface SeedMember {
  id: string;
  username: string;
  email: string;
  displayName: string;
  universityId: string;
  affiliation: string;
  department: string | null;
  graduationYear: number | null;
  bio: string;
  isPrivate: boolean;
  locale: string;
  createdAt: Date;
}
export interface SeedFollow {
  followerId: string;
  followeeId: string;
  id: string;
}
export interface SeedPost {
  id: string;
  authorId: string;
  content: string;
  createdAt: Date;
  language: string;
  visibility: string;
  replyPolicy: string;
  replyToId: string | null;
  rootId: string | null;
  quoteOfId: string | null;
  contentWarning: string | null;
  hasMedia?: boolean;
  hasPoll?: boolean;
}

export interface SeedHashtagFollow {
  userId: string;
  /** As it is written. */
  tag: string;
  id: string;
}

export type SeedReactionKind = 'like' | 'repost' | 'bookmark';
export interface SeedReaction {
  postId: string;
  userId: string;
  id: string;
}

/** Inserts members with their credentials and profiles. All have the same password, so the database is marked as sample data. */
export async function copyMembers(
  client: pg.ClientBase,
  members: Iterable<SeedMember>,
  passwordHash: string,
): Promise<void> {
  await client.query(
    "insert into platform.settings (key, value) values ('sample_data', 'true') on conflict do nothing",
  );
  const all = [...members];
  await copyInto(
    client,
    'auth.users',
    [
      'id',
      'username',
      'display_name',
      'email',
      'mailbox',
      'email_verified_at',
      'status',
      'university_id',
      'affiliation',
      'locale',
      'created_at',
      'updated_at',
    ],
    rows(all, (m) => [
      m.id,
      m.username,
      m.displayName,
      m.email,
      m.email,
      m.createdAt,
      'active',
      m.universityId,
      m.affiliation,
      m.locale,
      m.createdAt,
      m.createdAt,
    ]),
  );
  await copyInto(
    client,
    'auth.credentials',
    ['user_id', 'password_hash'],
    rows(all, (m) => [m.id, passwordHash]),
  );
  await client.query(
    `insert into auth.legal_acceptances (user_id, document, number, accepted_at)
      select member.id, document, max(number), member.created_at from unnest($1::uuid[]) as asked(id)
      join auth.users member using (id) cross join auth.legal_versions where needs_acceptance
      group by member.id, document`,
    [all.map(({ id }) => id)],
  );
  await copyInto(
    client,
    'profiles.profiles',
    ['user_id', 'bio', 'department', 'graduation_year', 'is_private'],
    rows(all, (m) => [m.id, m.bio, m.department, m.graduationYear, m.isPrivate]),
  );
}

export const copyFollows = (client: pg.ClientBase, follows: Iterable<SeedFollow>): Promise<number> =>
  copyInto(
    client,
    'social.follows',
    ['follower_id', 'followee_id', 'id'],
    rows(follows, (f) => [f.followerId, f.followeeId, f.id]),
  );

/**
 * Inserts posts with the entities of their text. Parents must come before their replies.
 * @param memberIds  by username, for mentions; absent for texts without mentions
 */
export async function copyPosts(
  client: pg.ClientBase,
  posts: Iterable<SeedPost>,
  memberIds = new Map<string, string>(),
): Promise<number> {
  const hashtags = new Map<string, string>();
  const tagged: [key: string, postId: string][] = [];
  const mentioned: [userId: string, postId: string][] = [];
  const entitiesOf = (post: SeedPost): string => {
    const keys = new Set<string>();
    const entities = parseEntities(post.content).flatMap((entity): object[] => {
      if (entity.type === 'link') return [entity];
      if (entity.type === 'hashtag') {
        if (!hashtags.has(entity.key)) hashtags.set(entity.key, entity.tag);
        if (!keys.has(entity.key)) tagged.push([entity.key, post.id]);
        keys.add(entity.key);
        return [{ type: entity.type, start: entity.start, end: entity.end, tag: entity.tag }];
      }
      const userId = memberIds.get(entity.username);
      if (userId === undefined) return [];
      mentioned.push([userId, post.id]);
      return [{ ...entity, userId }];
    });
    return JSON.stringify(entities);
  };
  const count = await copyInto(
    client,
    'content.posts',
    [
      'id',
      'author_id',
      'content',
      'length',
      'entities',
      'visibility',
      'reply_policy',
      'reply_to_id',
      'root_id',
      'quote_of_id',
      'language',
      'content_warning',
      'created_at',
      'has_media',
      'has_poll',
    ],
    rows(posts, (p) => [
      p.id,
      p.authorId,
      p.content,
      postLength(p.content),
      entitiesOf(p),
      p.visibility,
      p.replyPolicy,
      p.replyToId,
      p.rootId,
      p.quoteOfId,
      p.language,
      p.contentWarning,
      p.createdAt,
      p.hasMedia ?? false,
      p.hasPoll ?? false,
    ]),
  );
  await copyInto(client, 'content.hashtags', ['key', 'tag'], hashtags);
  await copyInto(client, 'content.post_hashtags', ['key', 'post_id'], tagged);
  await copyInto(client, 'content.post_mentions', ['user_id', 'post_id'], unique(mentioned));
  return count;
}

export const copyHashtagFollows = (
  client: pg.ClientBase,
  follows: Iterable<SeedHashtagFollow>,
): Promise<number> =>
  copyInto(
    client,
    'content.hashtag_follows',
    ['user_id', 'key', 'tag', 'id'],
    rows(follows, (f) => [f.userId, hashtagKey(f.tag), f.tag, f.id]),
  );

const REACTION_TABLES = {
  like: 'content.likes',
  repost: 'content.reposts',
  bookmark: 'content.bookmarks',
} as const satisfies Record<SeedReactionKind, string>;

/** Inserts reactions. `countEverything` counts them at the end, instead of the table's triggers, one post after the other. */
export async function copyReactions(
  client: pg.ClientBase,
  kind: SeedReactionKind,
  reactions: Iterable<SeedReaction>,
): Promise<number> {
  const table = REACTION_TABLES[kind];
  await client.query(`alter table ${table} disable trigger user`);
  const count = await copyInto(
    client,
    table,
    ['post_id', 'user_id', 'id'],
    rows(reactions, (r) => [r.postId, r.userId, r.id]),
  );
  await client.query(`alter table ${table} enable trigger user`);
  return count;
}

/** Recomputes counters, which the inserts here bypass. */
export async function countEverything(client: pg.ClientBase): Promise<void> {
  await client.query(`insert into social.member_counts (user_id, followers, following)
    select u.id, coalesce(f.n, 0), coalesce(g.n, 0) from auth.users u
    left join (select followee_id, count(*) n from social.follows group by 1) f on f.followee_id = u.id
    left join (select follower_id, count(*) n from social.follows group by 1) g on g.follower_id = u.id
    on conflict (user_id) do update set followers = excluded.followers, following = excluded.following`);
  await client.query(`insert into profiles.post_counts (user_id, posts)
    select u.id, coalesce(p.n, 0) from auth.users u
    left join (select author_id, count(*) n from content.posts where deleted_at is null group by 1) p on p.author_id = u.id
    on conflict (user_id) do update set posts = excluded.posts`);
  // All four at once: each update writes the whole row again.
  await client.query(`with counted as (
      select id, sum(replies) replies, sum(quotes) quotes, sum(likes) likes, sum(reposts) reposts from (
        select reply_to_id id, count(*) replies, 0 quotes, 0 likes, 0 reposts
          from content.posts where reply_to_id is not null and deleted_at is null group by 1
        union all select quote_of_id, 0, count(*), 0, 0
          from content.posts where quote_of_id is not null and deleted_at is null group by 1
        union all select post_id, 0, 0, count(*), 0 from content.likes group by 1
        union all select post_id, 0, 0, 0, count(*) from content.reposts group by 1) part
      group by 1)
    update content.posts p
    set reply_count = c.replies, quote_count = c.quotes, like_count = c.likes, repost_count = c.reposts
    from counted c where c.id = p.id`);
}

function* rows<Item>(items: Iterable<Item>, row: (item: Item) => Cell[]): Generator<Cell[]> {
  for (const item of items) yield row(item);
}

/** Each pair once, however often the text repeats it. */
function unique(pairs: [string, string][]): [string, string][] {
  return [...new Map(pairs.map((pair) => [pair.join(' '), pair])).values()];
}

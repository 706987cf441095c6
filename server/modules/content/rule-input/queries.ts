import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import { firstIdAt } from '../../../platform/id.ts';
import { media } from '../../media/index.ts';
import type { Entity, Visibility } from '../schemas.ts';

/** A post as automatic rules read it. */
export interface WrittenPost {
  id: string;
  authorId: string;
  content: string;
  contentWarning: string | null;
  /** Of its poll. */
  options: string[];
  entities: Entity[];
  language: 'tr' | 'en' | null;
  visibility: Visibility;
  isReply: boolean;
  createdAt: Date;
  /** It was written elsewhere: only what it says counts, not when or by how new an account. */
  isImported: boolean;
  /** Moderators or a rule hid it; what it said is still there. */
  isHidden: boolean;
}

/**
 * Posts for the campus or a university whose text exists, hidden ones as well: what was removed for good reason is what a rehearsal has
 * to find. Not for followers, not of private accounts, not below such posts.
 */
const writtenPosts = (where: RawBuilder<boolean>) => sql`
  select post.id, post.author_id as "authorId", coalesce(hidden.held ->> 'content', post.content) as content,
    coalesce(hidden.held ->> 'content_warning', post.content_warning) as "contentWarning", coalesce(poll.options, '{}') as options,
    coalesce(hidden.held -> 'entities', post.entities) as entities, coalesce(hidden.held ->> 'language', post.language) as language,
    post.visibility, post.reply_to_id is not null as "isReply", post.created_at as "createdAt",
    post.imported_from is not null as "isImported", hidden.post_id is not null as "isHidden"
  from content.posts post
  join social.audience_view author on author.id = post.author_id
  left join content.hidden_posts hidden on hidden.post_id = post.id
  left join content.polls poll on poll.post_id = post.id
  where ${where} and (post.deleted_at is null or hidden.post_id is not null)
    and post.visibility <> 'followers' and not author.is_private
    and (post.audience_limits is null or not exists (
      select from unnest(post.audience_limits) above left join social.audience_view above_author on above_author.id = above.author_id
      where above.visibility = 'followers' or above_author.is_private))`;

/** Those of the posts that rules may read. Index: posts_pkey. */
export const findWrittenPosts = async (db: Db, ids: readonly string[]): Promise<WrittenPost[]> =>
  (
    await sql<WrittenPost>`${writtenPosts(sql<boolean>`post.id = any(${ids}::uuid[])`)} order by post.id`.execute(
      db,
    )
  ).rows;

/** Posts of a time, in the order of their ids, after one of them. Index: posts_pkey, from the id on. */
export async function findWrittenPostsBetween(
  db: Db,
  { afterId, since, until, take }: { afterId: string | null; since: Date; until: Date; take: number },
): Promise<WrittenPost[]> {
  const inTime = sql<boolean>`post.id > ${afterId ?? firstIdAt(since.getTime() - CLOCKS_MS)}::uuid and post.created_at >= ${since} and post.created_at < ${until}`;
  const { rows } = await sql<WrittenPost>`${writtenPosts(inTime)} order by post.id limit ${take}`.execute(db);
  return rows;
}

/** About how many posts `findWrittenPostsBetween` reads. Index: posts_pkey. */
export async function countPostsBetween(db: Db, since: Date, until: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from content.posts post
    where post.id > ${firstIdAt(since.getTime() - CLOCKS_MS)}::uuid and post.created_at >= ${since} and post.created_at < ${until} and post.deleted_at is null`.execute(
    db,
  );
  return rows[0]?.count ?? 0;
}

/** What an author wrote before a post, and the post itself. */
export interface EarlierPost {
  postId: string;
  createdAt: Date;
  isReply: boolean;
  /** Null if it is gone. */
  content: string | null;
}

/** Ids are as old as their posts, give or take the clocks of the processes. */
const CLOCKS_MS = 86_400_000;

/** How much of an author's past a rule reads at most: more than any number that a rule can name. */
const MAX_EARLIER = 200;

/**
 * For each post, what its author wrote in the window before it, with the post. Posts that are gone count as well, so that removing one
 * changes no later answer. Index: posts_author, posts_author_deleted.
 */
export async function findEarlierPosts(
  db: Db,
  posts: readonly Pick<WrittenPost, 'id' | 'authorId' | 'createdAt'>[],
  windowMs: number,
): Promise<EarlierPost[]> {
  const part = (isDeleted: boolean) => sql`
    (select id, created_at, reply_to_id, content, deleted_at from content.posts
     where author_id = given.author_id and id <= given.id and id >= given.first_id and created_at > given.since and imported_from is null
       and deleted_at is ${isDeleted ? sql`not null` : sql`null`}
     order by id desc limit ${MAX_EARLIER})`;
  const { rows } = await sql<EarlierPost>`
    select given.id as "postId", earlier.created_at as "createdAt", earlier.reply_to_id is not null as "isReply",
      case when earlier.deleted_at is null then earlier.content else hidden.held ->> 'content' end as content
    from unnest(${posts.map(({ id }) => id)}::uuid[], ${posts.map(({ authorId }) => authorId)}::uuid[],
      ${posts.map(({ createdAt }) => new Date(createdAt.getTime() - windowMs))}::timestamptz[],
      ${posts.map(({ createdAt }) => firstIdAt(createdAt.getTime() - windowMs - CLOCKS_MS))}::uuid[])
      as given (id, author_id, since, first_id)
    cross join lateral (select * from (${part(false)} union all ${part(true)}) both_parts order by id desc limit ${MAX_EARLIER}) earlier
    left join content.hidden_posts hidden on hidden.post_id = earlier.id`.execute(db);
  return rows;
}

/** A post that has a picture of another one, or that post itself. */
export interface SamePicture {
  postId: string;
  authorId: string;
  createdAt: Date;
}

/** The longest window in which pictures are compared, whatever else a rule looks back to. */
const PICTURES_MS = 86_400_000;

/**
 * For each post, the posts of others in the window before it that have one of its pictures, scaled or encoded again, and the post itself if
 * it has a picture with enough to see. Index: posts_pkey, from the start of the window; files_subject; fingerprints_pkey.
 */
export async function findSamePictures(
  db: Db,
  posts: readonly Pick<WrittenPost, 'id' | 'authorId' | 'createdAt'>[],
  windowMs: number,
): Promise<SamePicture[]> {
  const window = Math.min(windowMs, PICTURES_MS);
  const firstIds = posts.map(({ createdAt }) => firstIdAt(createdAt.getTime() - window - CLOCKS_MS));
  const { rows } = await sql<SamePicture>`
    select distinct wanted.id as "postId", other.author_id as "authorId", other.created_at as "createdAt"
    from unnest(${posts.map(({ id }) => id)}::uuid[], ${posts.map(({ authorId }) => authorId)}::uuid[],
        ${posts.map(({ createdAt }) => createdAt)}::timestamptz[], ${firstIds}::uuid[])
      as wanted (id, author_id, created_at, first_id)
    join media.fingerprint_view own on own.subject_type = 'post' and own.subject_id = wanted.id
      and own.quality >= ${media.pictureMatch.quality}
    join content.posts other on other.id >= wanted.first_id and other.created_at <= wanted.created_at
      and other.created_at > wanted.created_at - make_interval(secs => ${window / 1000})
      and (other.author_id <> wanted.author_id or other.id = wanted.id) and other.visibility <> 'followers'
    join media.fingerprint_view seen on seen.subject_type = 'post' and seen.subject_id = other.id
      and seen.quality >= ${media.pictureMatch.quality} and bit_count(seen.hash # own.hash) <= ${media.pictureMatch.distance}`.execute(
    db,
  );
  return rows;
}

import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import type { Viewer } from '../../platform/http/viewer.ts';
import { unblocked, visibleTo } from '../social/index.ts';
import { deletePoll } from './polls/queries.ts';
import type { Entity, ReplyPolicy, Visibility } from './schemas.ts';

// Every writer locks in one order, so that none wait for each other in a ring: posts by id, then the author's counts,
// then hashtags by key.

/**
 * The living posts among `ids` that the viewer may see, locked until the transaction ends: nothing is hung on a post
 * while it is being deleted, and its counters change one after the other.
 * Index: content.posts_pkey.
 */
export function lockSeenPosts(db: Db, viewer: Viewer, ids: readonly string[]) {
  return db
    .selectFrom('content.posts as post')
    .innerJoin('profiles.member_view as author', 'author.id', 'post.author_id')
    .select([
      'post.id',
      'post.author_id as authorId',
      'author.is_private as authorIsPrivate',
      'post.visibility',
      'post.reply_policy as replyPolicy',
      'post.root_id as rootId',
    ])
    .where(({ ref }) => sql<boolean>`${ref('post.id')} = any(${ids}::uuid[])`)
    .where('post.deleted_at', 'is', null)
    .where(({ ref }) => visibleTo(viewer, ref('post.author_id'), ref('post.visibility')))
    .orderBy('post.id')
    .forNoKeyUpdate('post')
    .execute();
}
export type LockedPost = Awaited<ReturnType<typeof lockSeenPosts>>[number];

/** Whether a member follows another. Index: social.follows_pkey. */
export async function follows(db: Db, followerId: string, followeeId: string): Promise<boolean> {
  const row = await db
    .selectFrom('social.follow_view')
    .select('id')
    .where('follower_id', '=', followerId)
    .where('followee_id', '=', followeeId)
    .executeTakeFirst();
  return row !== undefined;
}

/** Whether a post mentions a member. Index: content.post_mentions_pkey. */
export async function isMentioned(db: Db, userId: string, postId: string): Promise<boolean> {
  const row = await db
    .selectFrom('content.post_mentions')
    .select('post_id')
    .where('user_id', '=', userId)
    .where('post_id', '=', postId)
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Ids by username, of those named members who will see a post of this visibility by the viewer; in the order of `usernames`,
 * `most` at most. One whom the post does not reach is not told apart from one who does not exist.
 * Index: auth.users_username, then social.follows_pkey per name.
 */
export async function membersReached(
  db: Db,
  author: Viewer,
  usernames: readonly string[],
  visibility: Visibility,
  most: number,
): Promise<Map<string, string>> {
  if (usernames.length === 0) return new Map();
  const rows = await db
    .selectFrom('profiles.member_view as member')
    .select(['member.id', 'member.username'])
    .where(({ ref }) => sql<boolean>`${ref('member.username')} = any(${usernames}::text[])`)
    .where('member.status', '=', 'active')
    .where(({ ref }) => unblocked(author, ref('member.id')))
    .where((eb) =>
      eb.or([
        eb('member.id', '=', author.id),
        eb.and([
          ...(visibility === 'university' ? [eb('member.university_id', '=', author.universityId)] : []),
          eb.or([
            ...(visibility === 'followers'
              ? []
              : [
                  eb.not(
                    eb.exists(
                      eb
                        .selectFrom('profiles.member_view as self')
                        .select('self.id')
                        .where('self.id', '=', author.id)
                        .where('self.is_private', '=', true),
                    ),
                  ),
                ]),
            eb.exists(
              eb
                .selectFrom('social.follow_view as follow')
                .select('follow.id')
                .whereRef('follow.follower_id', '=', 'member.id')
                .where('follow.followee_id', '=', author.id),
            ),
          ]),
        ]),
      ]),
    )
    .execute();
  const idOf = new Map(rows.map(({ username, id }) => [username, id]));
  const reached = usernames.flatMap((username): [string, string][] => {
    const id = idOf.get(username);
    return id === undefined ? [] : [[username, id]];
  });
  return new Map(reached.slice(0, most));
}

/** The language in which a member uses the product. */
export async function localeOf(db: Db, userId: string): Promise<'tr' | 'en'> {
  const { locale } = await db
    .selectFrom('auth.member_view')
    .select('locale')
    .where('id', '=', userId)
    .executeTakeFirstOrThrow();
  return locale;
}

export interface NewPostRow {
  id: string;
  authorId: string;
  content: string;
  length: number;
  entities: readonly Entity[];
  visibility: Visibility;
  replyPolicy: ReplyPolicy;
  replyToId: string | null;
  rootId: string | null;
  quoteOfId: string | null;
  language: 'tr' | 'en' | null;
  contentWarning: string | null;
  hasPoll: boolean;
  hasMedia: boolean;
  createdAt: Date;
}

export async function insertPost(db: Db, row: NewPostRow): Promise<void> {
  await db
    .insertInto('content.posts')
    .values({
      id: row.id,
      author_id: row.authorId,
      content: row.content,
      length: row.length,
      entities: JSON.stringify(row.entities),
      visibility: row.visibility,
      reply_policy: row.replyPolicy,
      reply_to_id: row.replyToId,
      root_id: row.rootId,
      quote_of_id: row.quoteOfId,
      language: row.language,
      content_warning: row.contentWarning,
      has_poll: row.hasPoll,
      has_media: row.hasMedia,
      created_at: row.createdAt,
    })
    .execute();
}

/** Counts a reply and a quote on the posts they hang on: `by` is 1 or -1. The rows are locked by the caller. */
export async function countReferences(
  db: Db,
  { replyToId, quoteOfId }: { replyToId: string | null; quoteOfId: string | null },
  by: 1 | -1,
): Promise<void> {
  if (replyToId !== null) {
    await db
      .updateTable('content.posts')
      .set(({ eb }) => ({ reply_count: eb('reply_count', '+', by) }))
      .where('id', '=', replyToId)
      .execute();
  }
  if (quoteOfId !== null) {
    await db
      .updateTable('content.posts')
      .set(({ eb }) => ({ quote_count: eb('quote_count', '+', by) }))
      .where('id', '=', quoteOfId)
      .execute();
  }
}

/** Counts one more post of an author, and holds back others of the same author until the transaction ends. */
export async function countAuthorPost(db: Db, authorId: string): Promise<void> {
  await sql`insert into content.author_counts as counted (user_id, posts) values (${authorId}, 1)
    on conflict (user_id) do update set posts = counted.posts + 1`.execute(db);
}

export async function discountAuthorPost(db: Db, authorId: string): Promise<void> {
  await db
    .updateTable('content.author_counts')
    .set(({ eb }) => ({ posts: eb('posts', '-', 1) }))
    .where('user_id', '=', authorId)
    .execute();
}

/** Puts a post under its hashtags. The first who types a tag decides how it is written. */
export async function insertHashtags(
  db: Db,
  postId: string,
  tags: readonly { key: string; tag: string }[],
): Promise<void> {
  if (tags.length === 0) return;
  const sorted = [...tags].sort((one, other) => (one.key < other.key ? -1 : 1));
  await db
    .insertInto('content.hashtags')
    .values(sorted.map(({ key, tag }) => ({ key, tag })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await db
    .insertInto('content.post_hashtags')
    .values(sorted.map(({ key }) => ({ key, post_id: postId })))
    .execute();
}

export async function insertMentions(db: Db, postId: string, userIds: readonly string[]): Promise<void> {
  if (userIds.length === 0) return;
  await db
    .insertInto('content.post_mentions')
    .values(userIds.map((userId) => ({ user_id: userId, post_id: postId })))
    .execute();
}

/** A living post as far as deleting needs it, if the viewer may see it; `any`: whether they may or not. */
export function postToDelete(db: Db, viewer: Viewer, postId: string, any: boolean) {
  return db
    .selectFrom('content.posts as post')
    .select([
      'post.id',
      'post.author_id as authorId',
      'post.reply_to_id as replyToId',
      'post.quote_of_id as quoteOfId',
    ])
    .where('post.id', '=', postId)
    .where('post.deleted_at', 'is', null)
    .$if(!any, (query) =>
      query.where(({ ref }) => visibleTo(viewer, ref('post.author_id'), ref('post.visibility'))),
    )
    .executeTakeFirst();
}

/** Locks posts in the order that all writers keep. */
export async function lockPosts(db: Db, ids: readonly string[]): Promise<void> {
  await db
    .selectFrom('content.posts')
    .select('id')
    .where(({ ref }) => sql<boolean>`${ref('id')} = any(${ids}::uuid[])`)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
}

/**
 * Makes a living post a tombstone: what it said is gone from the table at once.
 * @returns false where somebody else has deleted it meanwhile
 */
export async function buryPost(db: Db, postId: string, at: Date): Promise<boolean> {
  const buried = await db
    .updateTable('content.posts')
    .set({
      deleted_at: at,
      content: '',
      length: 0,
      entities: '[]',
      language: null,
      content_warning: null,
      has_poll: false,
      has_media: false,
      pinned_at: null,
    })
    .where('id', '=', postId)
    .where('deleted_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (buried === undefined) return false;
  await db.deleteFrom('content.post_hashtags').where('post_id', '=', postId).execute();
  await db.deleteFrom('content.post_mentions').where('post_id', '=', postId).execute();
  await db.deleteFrom('content.post_history').where('post_id', '=', postId).execute();
  await deletePoll(db, postId);
  return true;
}

/** From here on, what the transaction writes may be undone while the rest of it stays. */
export const markRehearsal = (db: Db) => sql`savepoint rehearsal`.execute(db);
export const undoRehearsal = (db: Db) => sql`rollback to savepoint rehearsal`.execute(db);

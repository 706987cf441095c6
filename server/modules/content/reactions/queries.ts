import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import { newId } from '../../../platform/id.ts';
import type { Official } from '../../auth/index.ts';
import {
  audienceOf,
  effectiveVisibility,
  postVisibleTo,
  type Viewer,
  visibleWith,
} from '../../social/index.ts';
import type { Visibility } from '../schemas.ts';
import type { ReactionKind } from './schemas.ts';

const TABLES = {
  like: 'content.likes',
  repost: 'content.reposts',
  bookmark: 'content.bookmarks',
} as const satisfies Record<ReactionKind, string>;

/** Greater than every id: the start of a list. */
const MAX_UUID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** A member is named in a list of reactions if the viewer may see a public post of theirs. */
const PUBLIC = sql`'public'::text`;

export interface ReactionTarget {
  id: string;
  authorId: string;
}

/** A post that exists and that the viewer may see. Index: content.posts_pkey. */
export function findVisiblePost(db: Db, viewer: Viewer, postId: string): Promise<ReactionTarget | undefined> {
  return db
    .selectFrom('content.posts as post')
    .innerJoin('social.audience_view as author', 'author.id', 'post.author_id')
    .select(['post.id', 'post.author_id as authorId'])
    .where('post.id', '=', postId)
    .where('post.deleted_at', 'is', null)
    .where(postVisibleTo(viewer, audienceOf('post')))
    .executeTakeFirst();
}

/**
 * Inserts the row; a trigger counts it in the same transaction.
 * @returns its id, or undefined if it existed already
 */
export async function insertReaction(
  db: Db,
  kind: ReactionKind,
  postId: string,
  userId: string,
): Promise<string | undefined> {
  const row = await db
    .insertInto(TABLES[kind])
    .values({ post_id: postId, user_id: userId, id: newId() })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id;
}

/** Deletes the row; a trigger counts it down. @returns the id that it had */
export async function deleteReaction(
  db: Db,
  kind: ReactionKind,
  postId: string,
  userId: string,
): Promise<string | undefined> {
  const row = await db
    .deleteFrom(TABLES[kind])
    .where('post_id', '=', postId)
    .where('user_id', '=', userId)
    .returning('id')
    .executeTakeFirst();
  return row?.id;
}

/** A post's likes: those of its row and of its slots. `post` is the alias of content.posts. */
export const likeTotal = sql<number>`
  (post.like_count + coalesce((select sum(slot.likes) from content.count_slots slot where slot.post_id = post.id), 0))::integer`;
export const repostTotal = sql<number>`
  (post.repost_count + coalesce((select sum(slot.reposts) from content.count_slots slot where slot.post_id = post.id), 0))::integer`;

/**
 * Whether the viewer has liked, reposted or bookmarked the post. `offset 0` keeps it a look-up by key:
 * without it, a prepared statement may hash all of the viewer's likes for one page.
 */
export const hasReacted = (viewer: Viewer, kind: ReactionKind): RawBuilder<boolean> => sql<boolean>`
  exists (select from ${sql.table(TABLES[kind])} reaction
          where reaction.post_id = post.id and reaction.user_id = ${viewer.id} offset 0)`;

export interface ReactionStateRow {
  authorId: string;
  authorIsPrivate: boolean;
  visibility: Visibility;
  likeCount: number;
  repostCount: number;
  liked: boolean;
  reposted: boolean;
  bookmarked: boolean;
}

/**
 * A post that exists and that the viewer may see, with its reactions. Index: posts_pkey, and the primary key
 * of each reaction table.
 */
export async function findReactionState(
  db: Db,
  viewer: Viewer,
  postId: string,
): Promise<ReactionStateRow | undefined> {
  const { rows } = await sql<ReactionStateRow>`
    select post.author_id as "authorId", author.is_private as "authorIsPrivate",
      ${effectiveVisibility(audienceOf('post'))} as visibility, ${likeTotal} as "likeCount", ${repostTotal} as "repostCount", ${hasReacted(viewer, 'like')} as liked,
      ${hasReacted(viewer, 'repost')} as reposted, ${hasReacted(viewer, 'bookmark')} as bookmarked
    from content.posts post join social.audience_view author on author.id = post.author_id
    where post.id = ${postId} and post.deleted_at is null and ${postVisibleTo(viewer, audienceOf('post'))}`.execute(
    db,
  );
  return rows[0];
}

export interface ReactingMember {
  /** Id of the reaction: the order of the list, and its cursor. */
  reactionId: string;
  id: string;
  username: string;
  displayName: string;
  avatarUrl: string | null;
  university: string;
  universityTr: string;
  official: Official | null;
  bio: string;
  isPrivate: boolean;
}

/**
 * The members who like or have reposted a post, newest first, if the viewer may see their public posts.
 * Index: likes_post, reposts_post (post_id, id desc).
 */
export async function findReactingMembers(
  db: Db,
  viewer: Viewer,
  kind: 'like' | 'repost',
  postId: string,
  page: { before: string | null; take: number },
): Promise<ReactingMember[]> {
  const { rows } = await sql<ReactingMember>`
    select reaction.id as "reactionId", card.id, card.username, card.display_name as "displayName", card.avatar_url as "avatarUrl",
           card.university_name as university, card.university_name_tr as "universityTr", card.official, card.bio, card.is_private as "isPrivate"
    from ${sql.table(TABLES[kind])} reaction
    join profiles.member_view card on card.id = reaction.user_id
    where reaction.post_id = ${postId} and reaction.id < ${page.before ?? MAX_UUID} and card.status = 'active'
      and ${visibleWith(viewer, sql.ref('card'), PUBLIC)}
    order by reaction.id desc limit ${page.take}`.execute(db);
  return rows;
}

export interface ReactedPost {
  reactionId: string;
  id: string;
}

/**
 * Posts that a member likes or has bookmarked and that the viewer may see, newest reaction first.
 * Index: likes_user, bookmarks_user (user_id, id desc).
 */
export async function findReactedPosts(
  db: Db,
  viewer: Viewer,
  kind: 'like' | 'bookmark',
  userId: string,
  page: { before: string | null; take: number },
): Promise<ReactedPost[]> {
  const { rows } = await sql<ReactedPost>`
    select reaction.id as "reactionId", post.id
    from ${sql.table(TABLES[kind])} reaction
    join content.posts post on post.id = reaction.post_id
    where reaction.user_id = ${userId} and reaction.id < ${page.before ?? MAX_UUID} and post.deleted_at is null
      and ${postVisibleTo(viewer, audienceOf('post'))}
    order by reaction.id desc limit ${page.take}`.execute(db);
  return rows;
}

/**
 * Ids of the posts that quote a post and that the viewer may see, newest first. Index: posts_quote_of,
 * backwards.
 */
export async function findQuotesBefore(
  db: Db,
  viewer: Viewer,
  postId: string,
  page: { before: string | null; take: number },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select post.id from content.posts post
    where post.quote_of_id = ${postId} and post.id < ${page.before ?? MAX_UUID} and post.deleted_at is null
      and ${postVisibleTo(viewer, audienceOf('post'))}
    order by post.id desc limit ${page.take}`.execute(db);
  return rows.map(({ id }) => id);
}

/**
 * Whether the viewer may see a member's likes: always their own; another's if that member shows them and the
 * viewer may see their public posts. Index: users_pkey, profiles_pkey.
 */
export async function canSeeLikes(db: Db, viewer: Viewer, userId: string): Promise<boolean> {
  if (userId === viewer.id) return true;
  const { rows } = await sql<{ shown: boolean }>`
    select member.shows_likes and ${visibleWith(viewer, sql.ref('member'), PUBLIC)} as shown
    from profiles.member_view member where member.id = ${userId}`.execute(db);
  return rows[0]?.shown ?? false;
}

/** Deletes up to `max` reactions of one kind from a post. @returns how many were deleted */
export async function deleteReactionBatch(
  db: Db,
  kind: ReactionKind,
  postId: string,
  max: number,
): Promise<number> {
  const table = sql.table(TABLES[kind]);
  const { numAffectedRows } = await sql`
    delete from ${table} where (post_id, user_id) in (
      select post_id, user_id from ${table} where post_id = ${postId} limit ${max})`.execute(db);
  return Number(numAffectedRows ?? 0);
}

/** Whether a post is a tombstone or does not exist. */
export async function isDeleted(db: Db, postId: string): Promise<boolean> {
  const row = await db
    .selectFrom('content.posts')
    .select('id')
    .where('id', '=', postId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  return row === undefined;
}

/** Posts with counts in slots. */
export async function findPostsWithSlots(db: Db, take: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct post_id as id from content.count_slots limit ${take}`.execute(db);
  return rows.map(({ id }) => id);
}

/**
 * Merges a post's slots into its row, in a transaction. Concurrent likes find the row locked and use a new
 * slot.
 */
export async function mergeSlots(db: Db, postId: string): Promise<void> {
  // Lock the row first, like every writer of posts. A transaction that holds a slot waits for nothing.
  await sql`select from content.posts where id = ${postId} for no key update`.execute(db);
  await sql`
    with merged as (delete from content.count_slots where post_id = ${postId} returning likes, reposts),
      total as (select coalesce(sum(likes), 0) as likes, coalesce(sum(reposts), 0) as reposts from merged)
    update content.posts post set like_count = post.like_count + total.likes, repost_count = post.repost_count + total.reposts
    from total where post.id = ${postId}`.execute(db);
}

import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import type { Viewer } from '../../platform/http/viewer.ts';
import { audienceOf, effectiveVisibility, isClosed, postVisibleTo } from '../social/index.ts';
import { deletePoll } from './polls/queries.ts';
import type { Entity, NewPost, Visibility } from './schemas.ts';

// Lock order of all writers, to avoid deadlocks: posts by id, then the author's counts, then hashtags by key.

/**
 * Locks posts until the transaction ends, then returns those that exist and that the viewer may see. A second
 * statement reads them, so that it sees what was committed while the lock was awaited. The lock keeps replies
 * off a post that is being deleted and serialises its counters.
 * Index: content.posts_pkey.
 */
export async function lockVisiblePosts(db: Db, viewer: Viewer, ids: readonly string[]) {
  await lockPosts(db, ids);
  return db
    .selectFrom('content.posts as post')
    .innerJoin('social.audience_view as author', 'author.id', 'post.author_id')
    .select([
      'post.id',
      'post.author_id as authorId',
      'author.is_private as authorIsPrivate',
      'post.reply_policy as replyPolicy',
      'post.root_id as rootId',
      'post.visibility as ownVisibility',
      effectiveVisibility(audienceOf('post')).$castTo<Visibility>().as('visibility'),
      isClosed(sql.ref('author'), audienceOf('post')).as('isClosed'),
    ])
    .where(({ ref }) => sql<boolean>`${ref('post.id')} = any(${ids}::uuid[])`)
    .where('post.deleted_at', 'is', null)
    .where(postVisibleTo(viewer, audienceOf('post')))
    .execute();
}
export type LockedPost = Awaited<ReturnType<typeof lockVisiblePosts>>[number];

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

interface OwnAudience {
  visibility: Visibility;
  inheritsAudience: boolean;
}

/** A post that is not written yet, as a row for the visibility rule. */
export const unsavedPostRow = (
  post: OwnAudience & { authorId: string; replyToId: string | null },
): RawBuilder<unknown> => sql`(
  select ${post.authorId}::uuid as author_id, ${post.visibility}::text as visibility,
    parent.author_id as parent_author_id, ${post.inheritsAudience}::boolean as inherits_audience,
    inherited.limits as audience_limits, social.limiting_authors(inherited.limits) as limiting_author_ids,
    social.is_limited(inherited.limits) as is_limited
  from (select) one
  left join content.posts parent on parent.id = ${post.replyToId}::uuid
  cross join lateral (select case when parent.id is not null then content.inherited_limits(parent) end as limits) inherited)`;

/** A post with another visibility, as a row for the visibility rule. */
export const postRowWithAudience = (
  postId: string,
  { visibility, inheritsAudience }: OwnAudience,
): RawBuilder<unknown> => sql`(
  select author_id, ${visibility}::text as visibility, parent_author_id,
    ${inheritsAudience}::boolean as inherits_audience, audience_limits, limiting_author_ids, is_limited
  from content.posts where id = ${postId})`;

/**
 * Finds the members who may see a post, among the usernames that it mentions: id by username, in the order of
 * `usernames`, `max` at most. A member who may not see the post is treated like an unknown username, so a
 * mention does not reveal who exists.
 * Index: auth.users_username, then the visibility rule by primary key per name.
 * @param post  a row of `posts`, or one made by `unsavedPostRow` or `postRowWithAudience`
 */
export async function findMentionableMembers(
  db: Db,
  post: RawBuilder<unknown>,
  usernames: readonly string[],
  max: number,
): Promise<Map<string, string>> {
  if (usernames.length === 0) return new Map();
  const reader = { id: sql.ref<string>('member.id'), universityId: sql.ref<string>('member.university_id') };
  const { rows } = await sql<{ id: string; username: string }>`
    select member.id, member.username
    from ${post} post cross join auth.member_view member
    where member.username = any(${usernames}::text[]) and member.status = 'active'
      and ${postVisibleTo(reader, audienceOf('post'))}`.execute(db);
  const idOf = new Map(rows.map(({ username, id }) => [username, id]));
  const mentionable = usernames.flatMap((username): [string, string][] => {
    const id = idOf.get(username);
    return id === undefined ? [] : [[username, id]];
  });
  return new Map(mentionable.slice(0, max));
}

/** The interface language of a member. */
export async function findLocale(db: Db, userId: string): Promise<'tr' | 'en'> {
  const { locale } = await db
    .selectFrom('auth.member_view')
    .select('locale')
    .where('id', '=', userId)
    .executeTakeFirstOrThrow();
  return locale;
}

/** What the author sent, with what was derived from it. */
export interface NewPostRow extends Omit<NewPost, keyof DerivedFields>, DerivedFields {}

interface DerivedFields {
  id: string;
  authorId: string;
  content: string;
  length: number;
  entities: readonly Entity[];
  visibility: Visibility;
  inheritsAudience: boolean;
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
      inherits_audience: row.inheritsAudience,
      reply_policy: row.replyPolicy ?? 'everyone',
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

/**
 * Adds 1 or -1 (`by`) to the reply or quote count of the posts that a post refers to. The caller has locked
 * the rows.
 */
export async function adjustReferenceCounts(
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

/** Files a post under its hashtags. The first use of a tag decides its spelling. */
export async function insertHashtags(
  db: Db,
  postId: string,
  tags: readonly { key: string; tag: string }[],
): Promise<void> {
  if (tags.length === 0) return;
  const sorted = [...tags].sort((a, b) => (a.key < b.key ? -1 : 1));
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

/**
 * The columns of an existing post that deletion needs, if the viewer may see it. `ignoresVisibility`: whether
 * they may see it or not.
 */
export function findPostToDelete(db: Db, viewer: Viewer, postId: string, ignoresVisibility: boolean) {
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
    .$if(!ignoresVisibility, (query) => query.where(postVisibleTo(viewer, audienceOf('post'))))
    .executeTakeFirst();
}

/** Locks posts by id, in the lock order of all writers. */
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
 * Locks a post for deletion. The foreign key of a new reaction takes a key lock on the post, which conflicts
 * with this lock: one waits for the other, so a tombstone never gets a reaction. The caller already holds the
 * weaker row lock.
 */
export async function lockPostKey(db: Db, postId: string): Promise<void> {
  await db.selectFrom('content.posts').select('id').where('id', '=', postId).forUpdate().execute();
}

/**
 * Turns a post into a tombstone: its content is deleted from the table at once.
 * @returns false if it was deleted meanwhile
 */
export async function tombstonePost(db: Db, postId: string, at: Date): Promise<boolean> {
  const tombstoned = await db
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
  if (tombstoned === undefined) return false;
  await db.deleteFrom('content.post_hashtags').where('post_id', '=', postId).execute();
  await db.deleteFrom('content.post_mentions').where('post_id', '=', postId).execute();
  await db.deleteFrom('content.post_history').where('post_id', '=', postId).execute();
  await deletePoll(db, postId);
  return true;
}

/** Sets a savepoint: `rollBackDryRun` undoes what follows and keeps the transaction. */
export const beginDryRun = (db: Db) => sql`savepoint dry_run`.execute(db);
/** Undoes what was written since `beginDryRun`. */
export const rollBackDryRun = (db: Db) => sql`rollback to savepoint dry_run`.execute(db);

import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { audienceOf, effectiveVisibility, postVisibleTo } from '../../social/index.ts';
import { insertHashtags, insertMentions, lockPosts } from '../queries.ts';
import type { Entity, ReplyPolicy, Visibility } from '../schemas.ts';

/**
 * Locks a post until the transaction ends, then returns it if it exists and the viewer may see it: concurrent
 * replies, edits and deletions wait. A second statement reads it, so that it sees what was committed while
 * the lock was awaited.
 * Index: content.posts_pkey.
 */
export async function lockVisiblePost(db: Db, viewer: Viewer, postId: string) {
  await lockPosts(db, [postId]);
  return db
    .selectFrom('content.posts as post')
    .innerJoin('social.audience_view as author', 'author.id', 'post.author_id')
    .select([
      'post.author_id as authorId',
      'post.content',
      'post.content_warning as contentWarning',
      'post.language',
      'post.visibility as ownVisibility',
      effectiveVisibility(audienceOf('post')).$castTo<Visibility>().as('visibility'),
      'post.inherits_audience as inheritsAudience',
      'post.reply_policy as replyPolicy',
      'post.created_at as createdAt',
      'post.edited_at as editedAt',
      'post.has_media as hasMedia',
    ])
    .where('post.id', '=', postId)
    .where('post.deleted_at', 'is', null)
    .where(postVisibleTo(viewer, audienceOf('post')))
    .executeTakeFirst();
}

/**
 * Recomputes the audience limits of all replies below a post, level by level. Each level is locked before the
 * next is read. A locked post gets no new reply, so a concurrent reply is either found here or reads the new
 * limits. The caller has locked the post. Index: posts_reply_to.
 */
export async function narrowReplies(db: Db, postId: string): Promise<void> {
  for (let level = [postId]; level.length > 0; ) {
    const replies = await db
      .selectFrom('content.posts')
      .select('id')
      .where(({ ref }) => sql<boolean>`${ref('reply_to_id')} = any(${level}::uuid[])`)
      .orderBy('id')
      .forNoKeyUpdate()
      .execute();
    const { rows } = await sql<{ id: string }>`
      update content.posts reply set audience_limits = content.inherited_limits(parent)
      from content.posts parent
      where parent.id = reply.reply_to_id and reply.id = any(${replies.map(({ id }) => id)}::uuid[])
        and reply.audience_limits is distinct from content.inherited_limits(parent)
      returning reply.id`.execute(db);
    level = rows.map(({ id }) => id);
  }
}

/** The number of past versions of a post. Index: content.post_history_pkey. */
export async function countVersions(db: Db, postId: string): Promise<number> {
  const row = await db
    .selectFrom('content.post_history')
    .select('version')
    .where('post_id', '=', postId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.version ?? 0;
}

/** Stores the current content of a post as a past version. */
export async function insertVersion(
  db: Db,
  postId: string,
  version: number,
  mediaIds: readonly string[],
): Promise<void> {
  await sql`insert into content.post_history (post_id, version, content, entities, content_warning, media_ids, written_at)
    select id, ${version}::smallint, content, entities, content_warning, ${mediaIds}::uuid[], coalesce(edited_at, created_at)
    from content.posts where id = ${postId}`.execute(db);
}

export interface PostUpdate {
  content: string;
  /** In graphemes; undefined if the text does not change. */
  length: number | undefined;
  entities: readonly Entity[] | undefined;
  contentWarning: string | null;
  language: 'tr' | 'en' | null;
  visibility: Visibility;
  inheritsAudience: boolean;
  replyPolicy: ReplyPolicy;
  editedAt: Date | null;
  hasMedia: boolean;
  /** Whether any past version has files. */
}

export async function updatePost(db: Db, postId: string, post: PostUpdate): Promise<void> {
  await db
    .updateTable('content.posts')
    .set({
      content: post.content,
      ...(post.length === undefined ? {} : { length: post.length }),
      ...(post.entities === undefined ? {} : { entities: JSON.stringify(post.entities) }),
      content_warning: post.contentWarning,
      language: post.language,
      visibility: post.visibility,
      inherits_audience: post.inheritsAudience,
      reply_policy: post.replyPolicy,
      edited_at: post.editedAt,
      has_media: post.hasMedia,
    })
    .where('id', '=', postId)
    .execute();
}

/** Sets the hashtags of a post. Index: content.post_hashtags_post. */
export async function replaceHashtags(
  db: Db,
  postId: string,
  tags: readonly { key: string; tag: string }[],
): Promise<void> {
  const previous = await db
    .selectFrom('content.post_hashtags')
    .select('key')
    .where('post_id', '=', postId)
    .execute();
  const keys = new Set(tags.map(({ key }) => key));
  const removed = previous.filter(({ key }) => !keys.has(key)).map(({ key }) => key);
  if (removed.length > 0) {
    await db
      .deleteFrom('content.post_hashtags')
      .where('post_id', '=', postId)
      .where('key', 'in', removed)
      .execute();
  }
  const existing = new Set(previous.map(({ key }) => key));
  await insertHashtags(
    db,
    tags.filter(({ key }) => !existing.has(key)).map(({ key, tag }) => ({ postId, key, tag })),
  );
}

/**
 * Sets the mentions of a post.
 * @returns the newly mentioned members. Index: content.post_mentions_post.
 */
export async function replaceMentions(db: Db, postId: string, userIds: readonly string[]): Promise<string[]> {
  const previous = await db
    .selectFrom('content.post_mentions')
    .select('user_id as id')
    .where('post_id', '=', postId)
    .execute();
  const removed = previous.filter(({ id }) => !userIds.includes(id)).map(({ id }) => id);
  if (removed.length > 0) {
    await db
      .deleteFrom('content.post_mentions')
      .where('post_id', '=', postId)
      .where('user_id', 'in', removed)
      .execute();
  }
  const existing = new Set(previous.map(({ id }) => id));
  const added = userIds.filter((id) => !existing.has(id));
  await insertMentions(
    db,
    added.map((userId) => ({ postId, userId })),
  );
  return added;
}

export interface VersionRow {
  version: number;
  content: string;
  entities: Entity[];
  contentWarning: string | null;
  /** Of the files of a past version; null for the current version, whose files are still attached. */
  mediaIds: string[] | null;
  writtenAt: Date;
}

/**
 * All versions of a post, newest first; none if the viewer may not see it. One statement, so that it reads a
 * concurrent edit completely or not at all.
 * Index: content.posts_pkey, content.post_history_pkey.
 */
export async function findVersions(db: Db, viewer: Viewer, postId: string): Promise<VersionRow[]> {
  const { rows } = await sql<VersionRow>`
    with current_version as (
      select post.id, post.content, post.entities, post.content_warning, null::uuid[] as media_ids, coalesce(post.edited_at, post.created_at) as written_at
      from content.posts post
      where post.id = ${postId} and post.deleted_at is null
        and ${postVisibleTo(viewer, audienceOf('post'))}),
    past as (
      select history.version, history.content, history.entities, history.content_warning, history.media_ids, history.written_at
      from content.post_history history join current_version on current_version.id = history.post_id)
    select version, content, entities, content_warning as "contentWarning", media_ids as "mediaIds", written_at as "writtenAt" from past
    union all
    select coalesce((select max(version) from past), 0) + 1, content, entities, content_warning, media_ids, written_at from current_version
    order by version desc`.execute(db);
  return rows;
}

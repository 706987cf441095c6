import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import type { Viewer } from '../../platform/http/viewer.ts';
import { admits, audienceOf, postVisibleTo } from '../social/index.ts';
import { deletePoll } from './polls/queries.ts';
import type { Visibility } from './schemas.ts';

// Lock order of all writers, to avoid deadlocks: posts by id, then the authors' counts by member, then
// hashtags by key.

/** The audience that an author gives to a post, apart from what it inherits. */
export interface OwnAudience {
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
 * Finds the members who may see a post and admit its author's mentions, among the usernames that it mentions:
 * id by username, in the order of `usernames`, `max` at most. Others are treated like an unknown username, so a
 * mention does not reveal who exists.
 * Index: auth.users_username, then the visibility rule and the settings by primary key per name.
 * @param post  a row of `posts`, or one made by `unsavedPostRow` or `postRowWithAudience`
 */
export async function findMentionableMembers(
  db: Db,
  post: RawBuilder<unknown>,
  usernames: readonly string[],
  max: number,
  at: Date,
): Promise<Map<string, string>> {
  if (usernames.length === 0) return new Map();
  const reader = { id: sql.ref<string>('member.id'), universityId: sql.ref<string>('member.university_id') };
  const { rows } = await sql<{ id: string; username: string }>`
    select member.id, member.username
    from ${post} post cross join auth.member_view member
    where member.username = any(${usernames}::text[]) and member.status = 'active'
      and ${postVisibleTo(reader, audienceOf('post'))}
      and ${admits('mention', sql.ref('post.author_id'), sql.ref('member.id'), at)}`.execute(db);
  const idOf = new Map(rows.map(({ username, id }) => [username, id]));
  const mentionable = usernames.flatMap((username): [string, string][] => {
    const id = idOf.get(username);
    return id === undefined ? [] : [[username, id]];
  });
  return new Map(mentionable.slice(0, max));
}

/**
 * Adds 1 or -1 (`by`) to the reply and quote counts of the posts that some posts refer to. The caller has
 * locked the rows.
 */
export async function adjustReferenceCounts(
  db: Db,
  posts: readonly { replyToId: string | null; quoteOfId: string | null }[],
  by: 1 | -1,
): Promise<void> {
  const changes = new Map<string, { id: string; replies: number; quotes: number }>();
  const add = (id: string | null, count: 'replies' | 'quotes') => {
    if (id === null) return;
    const change = changes.get(id) ?? { id, replies: 0, quotes: 0 };
    changes.set(id, { ...change, [count]: change[count] + by });
  };
  for (const { replyToId, quoteOfId } of posts) {
    add(replyToId, 'replies');
    add(quoteOfId, 'quotes');
  }
  if (changes.size === 0) return;
  await sql`update content.posts post
    set reply_count = post.reply_count + change.replies, quote_count = post.quote_count + change.quotes
    from json_to_recordset(${JSON.stringify([...changes.values()])}::json)
      as change (id uuid, replies int, quotes int)
    where post.id = change.id`.execute(db);
}

/** A hashtag of a post. */
export interface HashtagUse {
  postId: string;
  key: string;
  tag: string;
}

/** Files posts under their hashtags. The first use of a tag decides its spelling. */
export async function insertHashtags(db: Db, uses: readonly HashtagUse[]): Promise<void> {
  if (uses.length === 0) return;
  await sql`
    with used as materialized (
      select * from json_to_recordset(${JSON.stringify(uses)}::json) as given ("postId" uuid, key text, tag text)
    ), made as (
      insert into content.hashtags (key, tag)
      select distinct on (key) key, tag from used order by key, "postId"
      on conflict do nothing
    )
    insert into content.post_hashtags (key, post_id) select key, "postId" from used order by key, "postId"`.execute(
    db,
  );
}

/** A member whom a post mentions. */
export interface MentionRow {
  postId: string;
  userId: string;
}

export async function insertMentions(db: Db, mentions: readonly MentionRow[]): Promise<void> {
  if (mentions.length === 0) return;
  await db
    .insertInto('content.post_mentions')
    .values(mentions.map(({ postId, userId }) => ({ user_id: userId, post_id: postId })))
    .execute();
}

export interface PostToDelete {
  id: string;
  authorId: string;
  replyToId: string | null;
  quoteOfId: string | null;
}

const postToDelete = (db: Db, postId: string) =>
  db
    .selectFrom('content.posts as post')
    .select([
      'post.id',
      'post.author_id as authorId',
      'post.reply_to_id as replyToId',
      'post.quote_of_id as quoteOfId',
    ])
    .where('post.id', '=', postId)
    .where('post.deleted_at', 'is', null);

/** The columns of an existing post that deletion needs, without a visibility check. Index: posts_pkey. */
export const findExistingPost = (db: Db, postId: string): Promise<PostToDelete | undefined> =>
  postToDelete(db, postId).executeTakeFirst();

/** The same, if the viewer may see it. */
export const findPostToDelete = (db: Db, viewer: Viewer, postId: string): Promise<PostToDelete | undefined> =>
  postToDelete(db, postId)
    .where(postVisibleTo(viewer, audienceOf('post')))
    .executeTakeFirst();

/**
 * Locks posts by id, in the lock order of all writers.
 * @param options.skipsLocked  leaves out posts that another transaction has locked, instead of waiting
 * @returns ids of the locked posts
 */
export async function lockPosts(
  db: Db,
  ids: readonly string[],
  { skipsLocked = false }: { skipsLocked?: boolean } = {},
): Promise<string[]> {
  const rows = await db
    .selectFrom('content.posts')
    .select('id')
    .where(({ ref }) => sql<boolean>`${ref('id')} = any(${ids}::uuid[])`)
    .orderBy('id')
    .forNoKeyUpdate()
    .$if(skipsLocked, (query) => query.skipLocked())
    .execute();
  return rows.map(({ id }) => id);
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
      link_preview: null,
    })
    .where('id', '=', postId)
    .where('deleted_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (tombstoned === undefined) return false;
  await eraseTombstone(db, postId);
  return true;
}

/** Deletes what belongs to a tombstone outside of its row. */
export async function eraseTombstone(db: Db, postId: string): Promise<void> {
  await db.deleteFrom('content.post_hashtags').where('post_id', '=', postId).execute();
  await db.deleteFrom('content.post_mentions').where('post_id', '=', postId).execute();
  await db.deleteFrom('content.post_history').where('post_id', '=', postId).execute();
  await deletePoll(db, postId);
}

/** Sets a savepoint: `rollBackDryRun` undoes what follows and keeps the transaction. */
export const beginDryRun = (db: Db) => sql`savepoint dry_run`.execute(db);
/** Undoes what was written since `beginDryRun`. */
export const rollBackDryRun = (db: Db) => sql`rollback to savepoint dry_run`.execute(db);

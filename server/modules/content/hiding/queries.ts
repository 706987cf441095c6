import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';

/**
 * Turns a post into a tombstone that can come back: what it said moves to `hidden_posts`. Its hashtags, mentions, poll, history
 * and files stay where they are, because every reader asks whether the post exists.
 * @returns false if it was deleted meanwhile
 */
export async function hidePostRow(db: Db, postId: string, at: Date, eraseAt: Date | null): Promise<boolean> {
  const { rows } = await sql`
    with held as (
      insert into content.hidden_posts (post_id, held, hidden_at, erase_at)
      select id, to_jsonb(post) - 'id', ${at}, ${eraseAt}
      from (select id, content, length, entities, language, content_warning, has_poll, has_media, link_preview, pinned_at
            from content.posts where id = ${postId} and deleted_at is null) post
      returning post_id)
    update content.posts post
    set deleted_at = ${at}, content = '', length = 0, entities = '[]', language = null, content_warning = null, has_poll = false,
      has_media = false, pinned_at = null, link_preview = null
    from held where post.id = held.post_id returning post.id`.execute(db);
  return rows.length > 0;
}

/**
 * Gives a hidden post back what it said, and its pin if its author has fewer than `maxPins`. The caller has locked the author's count of
 * posts, which serialises pins. Index: posts_pkey, posts_pinned.
 * @returns false if it was erased meanwhile
 */
export async function unhidePostRow(db: Db, postId: string, maxPins: number): Promise<boolean> {
  // While it is still a tombstone: only active members change pins of posts, and its author may be suspended.
  await sql`
    update content.posts post set pinned_at = (hidden.held ->> 'pinned_at')::timestamptz
    from content.hidden_posts hidden
    where post.id = ${postId} and hidden.post_id = post.id and hidden.held ->> 'pinned_at' is not null
      and (select count(*) from content.posts other
        where other.author_id = post.author_id and other.pinned_at is not null) < ${maxPins}`.execute(db);
  const { rows } = await sql`
    with back as (delete from content.hidden_posts where post_id = ${postId} returning post_id, held)
    update content.posts post
    set deleted_at = null, content = held.content, length = held.length, entities = held.entities, language = held.language,
      content_warning = held.content_warning, has_poll = held.has_poll, has_media = held.has_media, link_preview = held.link_preview
    from back, jsonb_to_record(back.held) as held (content text, length smallint, entities jsonb, language text, content_warning text,
      has_poll boolean, has_media boolean, link_preview jsonb)
    where post.id = back.post_id returning post.id`.execute(db);
  return rows.length > 0;
}

export interface HiddenPost {
  id: string;
  authorId: string;
  replyToId: string | null;
  quoteOfId: string | null;
}

/** A hidden post. Index: hidden_posts_pkey, posts_pkey. */
export async function findHiddenPost(db: Db, postId: string): Promise<HiddenPost | undefined> {
  const { rows } = await sql<HiddenPost>`
    select post.id, post.author_id as "authorId", post.reply_to_id as "replyToId", post.quote_of_id as "quoteOfId"
    from content.hidden_posts hidden join content.posts post on post.id = hidden.post_id
    where hidden.post_id = ${postId}`.execute(db);
  return rows[0];
}

/** Sets when a hidden post is erased; null: not until this is called again. @returns false if it is not hidden */
export async function setEraseAt(db: Db, postId: string, eraseAt: Date | null): Promise<boolean> {
  const result = await db
    .updateTable('content.hidden_posts')
    .set({ erase_at: eraseAt })
    .where('post_id', '=', postId)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Takes the hidden post that is due first. Skips those that another process has locked. Index: hidden_posts_due. */
export async function takeDuePost(db: Db, now: Date): Promise<HiddenPost | undefined> {
  const { rows } = await sql<HiddenPost>`
    with due as (
      delete from content.hidden_posts where post_id = (
        select post_id from content.hidden_posts where erase_at <= ${now} order by erase_at limit 1 for update skip locked)
      returning post_id)
    select post.id, post.author_id as "authorId", post.reply_to_id as "replyToId", post.quote_of_id as "quoteOfId"
    from due join content.posts post on post.id = due.post_id`.execute(db);
  return rows[0];
}

/** Posts that a member wrote since a time and that exist, newest first. Index: posts_author. */
export async function findPostsSince(db: Db, authorId: string, since: Date, take: number): Promise<string[]> {
  const rows = await db
    .selectFrom('content.posts')
    .select('id')
    .where('author_id', '=', authorId)
    .where('deleted_at', 'is', null)
    .where('created_at', '>=', since)
    .orderBy('id', 'desc')
    .limit(take)
    .execute();
  return rows.map(({ id }) => id);
}

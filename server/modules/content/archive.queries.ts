import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';

/** Index: posts_author. */
export const findPostsForArchive = async (db: Db, memberId: string, after: string, limit: number) =>
  (
    await sql<{ id: string }>`
    select id, created_at as at, content as text, visibility, reply_policy as "replyPolicy", reply_to_id as "replyToId",
      quote_of_id as "quoteOfId", content_warning as "contentWarning", language, edited_at as "editedAt",
      (select json_build_object('options', options, 'votes', votes, 'closesAt', closes_at) from content.polls where post_id = post.id) as poll,
      array(select tag from content.post_hashtags use join content.hashtags hashtag using (key) where use.post_id = post.id order by key) as hashtags
    from content.posts post where author_id = ${memberId} and deleted_at is null and id > ${after} order by id limit ${limit}`.execute(
      db,
    )
  ).rows;

/** What moderators removed and is still held. Index: hidden_posts_pkey, posts_pkey. Reads all of the few hidden posts. */
export const findRemovedPostsForArchive = async (db: Db, memberId: string, after: string, limit: number) =>
  (
    await sql<{ id: string }>`
    select post.id, post.created_at as at, held ->> 'content' as text, held ->> 'content_warning' as "contentWarning",
      hidden_at as "removedAt"
    from content.hidden_posts hidden join content.posts post on post.id = hidden.post_id
    where post.author_id = ${memberId} and post.id > ${after} order by post.id limit ${limit}`.execute(db)
  ).rows;

/** Index: likes_user. */
export const findLikesForArchive = async (db: Db, memberId: string, after: string, limit: number) =>
  (
    await sql<{ id: string }>`
    select reaction.id, to_timestamp(platform.uuid_seconds(reaction.id)) as at, post_id as "postId", author.username as author
    from content.likes reaction join content.posts post on post.id = post_id join auth.member_view author on author.id = post.author_id
    where reaction.user_id = ${memberId} and reaction.id > ${after} order by reaction.id limit ${limit}`.execute(
      db,
    )
  ).rows;

/** Index: reposts_user. */
export const findRepostsForArchive = async (db: Db, memberId: string, after: string, limit: number) =>
  (
    await sql<{ id: string }>`
    select reaction.id, to_timestamp(platform.uuid_seconds(reaction.id)) as at, post_id as "postId", author.username as author
    from content.reposts reaction join content.posts post on post.id = post_id join auth.member_view author on author.id = post.author_id
    where reaction.user_id = ${memberId} and reaction.id > ${after} order by reaction.id limit ${limit}`.execute(
      db,
    )
  ).rows;

/** Index: bookmarks_user. */
export const findBookmarksForArchive = async (db: Db, memberId: string, after: string, limit: number) =>
  (
    await sql<{ id: string }>`
    select reaction.id, to_timestamp(platform.uuid_seconds(reaction.id)) as at, post_id as "postId", author.username as author
    from content.bookmarks reaction join content.posts post on post.id = post_id join auth.member_view author on author.id = post.author_id
    where reaction.user_id = ${memberId} and reaction.id > ${after} order by reaction.id limit ${limit}`.execute(
      db,
    )
  ).rows;

/** Index: drafts_user. */
export const findDraftsForArchive = async (db: Db, memberId: string, after: string, limit: number) =>
  (
    await sql<{ id: string }>`
    select id, created_at as at, post ->> 'content' as text, post from content.drafts
    where user_id = ${memberId} and id > ${after} order by id limit ${limit}`.execute(db)
  ).rows;

/** Index: scheduled_posts_user. */
export const findScheduledForArchive = async (db: Db, memberId: string, after: string, limit: number) =>
  (
    await sql<{ id: string }>`
    select id, scheduled_for as at, post ->> 'content' as text, status, post from content.scheduled_posts
    where user_id = ${memberId} and id > ${after} order by id limit ${limit}`.execute(db)
  ).rows;

/** Index: poll_votes_user. */
export const findVotesForArchive = async (db: Db, memberId: string, after: string, limit: number) =>
  (
    await sql<{ id: string }>`
    select post_id as id, voted_at as at, choices from content.poll_votes
    where user_id = ${memberId} and post_id > ${after} order by post_id limit ${limit}`.execute(db)
  ).rows;

/** Index: hashtag_follows_newest. */
export const findHashtagFollowsForArchive = async (db: Db, memberId: string, after: string, limit: number) =>
  (
    await sql<{ id: string }>`
    select id, to_timestamp(platform.uuid_seconds(id)) as at, tag from content.hashtag_follows
    where user_id = ${memberId} and id > ${after} order by id limit ${limit}`.execute(db)
  ).rows;

/** Index: muted_words_user_id_key_key. */
export const findMutedWordsForArchive = async (db: Db, memberId: string, after: string, limit: number) =>
  (
    await sql<{ id: string }>`
    select id, created_at as at, word, scope, expires_at as "expiresAt" from content.muted_words
    where user_id = ${memberId} and id > ${after} order by id limit ${limit}`.execute(db)
  ).rows;

/** Index: writing_preferences_pkey. */
export const findWritingSettingsForArchive = async (db: Db, memberId: string): Promise<object | undefined> =>
  (
    await sql<object>`select undo_seconds as "undoSeconds", link_previews as "linkPreviews" from content.writing_preferences where user_id = ${memberId}`.execute(
      db,
    )
  ).rows[0];

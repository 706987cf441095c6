import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import type { PostToDelete } from './queries.ts';

/** Some of a member's posts. Index: posts_author. */
export const findOwnPosts = (db: Db, authorId: string, limit: number): Promise<PostToDelete[]> =>
  db
    .selectFrom('content.posts')
    .select(['id', 'author_id as authorId', 'reply_to_id as replyToId', 'quote_of_id as quoteOfId'])
    .where('author_id', '=', authorId)
    .where('deleted_at', 'is', null)
    .limit(limit)
    .execute();

/**
 * Deletes up to `limit` tombstones of a member. Their reactions should be gone: otherwise one statement deletes all of them.
 * @returns how many. Index: posts_author_deleted
 */
export async function eraseTombstones(db: Db, authorId: string, limit: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from content.posts where id in (
      select id from content.posts where author_id = ${authorId} and deleted_at is not null limit ${limit})`.execute(
    db,
  );
  return Number(numAffectedRows);
}

/** The reactions of a kind to a member's tombstones, up to `limit`. Index: posts_author_deleted. */
export async function eraseTombstoneReactions(
  db: Db,
  table: 'content.likes' | 'content.reposts' | 'content.bookmarks',
  authorId: string,
  limit: number,
): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from ${sql.table(table)} where (post_id, user_id) in (
      select reaction.post_id, reaction.user_id from content.posts post
      join ${sql.table(table)} reaction on reaction.post_id = post.id
      where post.author_id = ${authorId} and post.deleted_at is not null limit ${limit})`.execute(db);
  return Number(numAffectedRows);
}

/** The polls in which a member has voted. Index: poll_votes_user. */
export async function findVotedPolls(db: Db, userId: string, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('content.poll_votes')
    .select('post_id')
    .where('user_id', '=', userId)
    .limit(limit)
    .execute();
  return rows.map((row) => row.post_id);
}

/** Takes a vote back, and out of the counts. Locks the poll first, as a vote does. Index: polls_pkey, poll_votes_pkey. */
export async function eraseVote(db: Db, postId: string, userId: string): Promise<void> {
  await sql`select from content.polls where post_id = ${postId} for no key update`.execute(db);
  await sql`
    with vote as (
      delete from content.poll_votes where post_id = ${postId} and user_id = ${userId} returning choices
    )
    update content.polls poll set voters = voters - 1, votes = array(
      select count - (case when position - 1 = any(vote.choices) then 1 else 0 end)
      from unnest(poll.votes) with ordinality as option (count, position) order by position)
    from vote where poll.post_id = ${postId}`.execute(db);
}

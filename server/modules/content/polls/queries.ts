import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { audienceOf, postVisibleTo } from '../../social/index.ts';

export interface NewPollRow {
  postId: string;
  options: string[];
  multiple: boolean;
  closesAt: Date;
}

export async function insertPolls(db: Db, polls: readonly NewPollRow[]): Promise<void> {
  if (polls.length === 0) return;
  await sql`insert into content.polls (post_id, options, votes, multiple, closes_at)
    select "postId", options, array_fill(0, array[cardinality(options)]), multiple, "closesAt"
    from json_to_recordset(${JSON.stringify(polls)}::json)
      as given ("postId" uuid, options text[], multiple boolean, "closesAt" timestamptz)`.execute(db);
}

/** Deletes a poll and all its votes. */
export async function deletePoll(db: Db, postId: string): Promise<void> {
  await db.deleteFrom('content.polls').where('post_id', '=', postId).execute();
}

export interface PollRow {
  postId: string;
  authorId: string;
  options: string[];
  votes: number[];
  multiple: boolean;
  closesAt: Date;
  voters: number;
  /** The options that the viewer voted for; null if they have not voted. */
  choices: number[] | null;
}

const COLUMNS = sql`poll.post_id as "postId", post.author_id as "authorId", poll.options, poll.votes, poll.multiple,
  poll.closes_at as "closesAt", poll.voters`;

/**
 * The polls of posts; the caller has checked that the viewer may see them. Index: content.polls_pkey,
 * posts_pkey, poll_votes_pkey.
 */
export async function findPolls(db: Db, viewer: Viewer, postIds: readonly string[]): Promise<PollRow[]> {
  const { rows } = await sql<PollRow>`
    select ${COLUMNS}, vote.choices
    from content.polls poll
    join content.posts post on post.id = poll.post_id
    left join content.poll_votes vote on vote.post_id = poll.post_id and vote.user_id = ${viewer.id}
    where poll.post_id = any(${postIds}::uuid[])`.execute(db);
  return rows;
}

/**
 * Locks the poll of a post until the transaction ends, then returns it if the post exists and the viewer may
 * see it. Votes are serialised, and nobody votes while the post is being deleted. A later statement reads it,
 * so that it sees what was committed while the lock was awaited.
 */
export async function lockPoll(db: Db, viewer: Viewer, postId: string): Promise<PollRow | undefined> {
  await sql`select from content.polls where post_id = ${postId} for no key update`.execute(db);
  const { rows } = await sql<Omit<PollRow, 'choices'>>`
    select ${COLUMNS}
    from content.polls poll
    join content.posts post on post.id = poll.post_id
    where poll.post_id = ${postId} and post.deleted_at is null
      and ${postVisibleTo(viewer, audienceOf('post'))}`.execute(db);
  const poll = rows[0];
  if (poll === undefined) return undefined;
  const vote = await db
    .selectFrom('content.poll_votes')
    .select('choices')
    .where('post_id', '=', postId)
    .where('user_id', '=', viewer.id)
    .executeTakeFirst();
  return { ...poll, choices: vote?.choices ?? null };
}

/** Writes a vote into a locked poll and counts it. */
export async function insertVote(
  db: Db,
  viewer: Viewer,
  postId: string,
  vote: { choices: readonly number[]; at: Date; votes: readonly number[]; voters: number },
): Promise<void> {
  await sql`insert into content.poll_votes (post_id, user_id, choices, voted_at)
    values (${postId}, ${viewer.id}, ${vote.choices}::smallint[], ${vote.at})`.execute(db);
  await sql`update content.polls set votes = ${vote.votes}::integer[], voters = ${vote.voters}
    where post_id = ${postId}`.execute(db);
}

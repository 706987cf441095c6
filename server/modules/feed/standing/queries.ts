import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import { STANDING } from '../../social/index.ts';
import type { Tie, Voter } from './groups.ts';

/** The participants of posts, with their weights. */
export interface Participant extends Voter {
  postId: string;
  universityId: string;
  /** Seconds since 1970 of their first participation. */
  first: number;
}

/** More voters than these cannot be a closed group. */
export const MAX_VOTERS = 200;

/**
 * Whether there are too many voters for a closed group. Voters of almost no standing do not count here;
 * otherwise they could hide one.
 */
export const areTooMany = (voters: readonly Voter[]): boolean => voters.filter(isKnown).length > MAX_VOTERS;
const isKnown = ({ weight }: Voter): boolean => weight >= STANDING.grouped;

/**
 * The participants of some posts whose weight is not negligible: `MAX_VOTERS` at most per post, and none of
 * posts with more.
 * Index: likes_pkey, reposts_pkey and posts_reply_to by post; users_pkey and standings_pkey for each.
 *
 * @returns by post
 */
export async function findParticipants(
  db: Db,
  postIds: readonly string[],
): Promise<Map<string, Participant[]>> {
  const { rows } = await sql<Participant>`
    select "postId", id, "universityId", first, weight, followers from (
      select part.post_id as "postId", part.user_id as id, member.university_id as "universityId",
        platform.uuid_seconds(part.id) as first, member_standing.standing::float8 as weight, member_standing.followers::float8 as followers,
        count(*) over (partition by part.post_id) as voters
      from (
        select post_id, user_id, min(id::text)::uuid as id from (
          select post_id, user_id, id from content.like_view where post_id = any(${postIds}::uuid[])
          union all select post_id, user_id, id from content.repost_view where post_id = any(${postIds}::uuid[])
          union all select reply_to_id, author_id, id from content.post_view where reply_to_id = any(${postIds}::uuid[])) action
        group by post_id, user_id) part
      join social.audience_view member on member.id = part.user_id and member.status = 'active'
      join content.post_view post on post.id = part.post_id and post.author_id <> part.user_id
      join social.standing_view member_standing on member_standing.member_id = part.user_id and member_standing.standing >= ${STANDING.grouped}) found
    where voters <= ${MAX_VOTERS}`.execute(db);
  const byPost = new Map<string, Participant[]>();
  for (const row of rows) {
    const others = byPost.get(row.postId);
    if (others === undefined) byPost.set(row.postId, [row]);
    else others.push(row);
  }
  return byPost;
}

/** Newest likes, reposts and posts per member that are scanned for ties. */
const MAX_ACTIONS = 100;
/** Members among whom ties are detected. */
const MAX_TIED = 5_000;

/**
 * The ties among those voters who have few followers: follows, likes, reposts, answers and quotes.
 * Index: follows_followee for those with few followers, standings_pkey for their followers among the voters;
 * likes_user, reposts_user and posts_author, 100 newest rows of each; 5,000 members at most.
 */
export async function findTies(db: Db, voters: readonly Voter[]): Promise<Tie[]> {
  const candidateIds = [...new Set(voters.filter(canBeGrouped).map(({ id }) => id))].slice(0, MAX_TIED);
  if (candidateIds.length === 0) return [];
  const all = [...new Set(voters.filter(isKnown).map(({ id }) => id))];
  const { rows } = await sql<Tie>`
    with candidate as materialized (select unnest(${candidateIds}::uuid[]) as id),
    endorsed as (
      select candidate.id as giver, newest.post_id from candidate cross join lateral (
        (select post_id from content.like_view where user_id = candidate.id order by id desc limit ${MAX_ACTIONS})
        union all (select post_id from content.repost_view where user_id = candidate.id order by id desc limit ${MAX_ACTIONS})
        union all (select unnest(array[reply_to_id, quote_of_id]) from (
          select reply_to_id, quote_of_id from content.post_view
          where author_id = candidate.id order by id desc limit ${MAX_ACTIONS}) written)) newest)
    select giver, receiver, max(follow)::float8 as follow from (
      select follow.follower_id as giver, follow.followee_id as receiver, member_standing.age as follow
      from candidate join social.follow_view follow on follow.followee_id = candidate.id
      join social.standing_view member_standing on member_standing.member_id = follow.follower_id
      where follow.follower_id = any(${all}::uuid[])
      union all
      select endorsed.giver, post.author_id, 0
      from endorsed join content.post_view post on post.id = endorsed.post_id
      where post.author_id <> endorsed.giver and post.author_id = any(${all}::uuid[])) tie
    group by giver, receiver`.execute(db);
  return rows;
}

/**
 * Whether a voter's weight is not negligible, and their followers are so few that they may all belong to one
 * group.
 */
const canBeGrouped = (voter: Voter): boolean => isKnown(voter) && voter.followers <= STANDING.fewFollowers;
